import type { Locale } from '../../i18n/index.ts'
import type { ComparedBlock } from '../../render/comparison.ts'
import type { SafeHtml } from '../../render/markdown.ts'
import { page } from '../../render/page.ts'

export interface EditionsModel {
  campaign: { title: string; lang: Locale; url: string }
  /** The latest first. */
  editions: {
    id: string
    words: string
    /** What changed, in the organisers' words, or empty. */
    note: string
    url: string
    current: boolean
    first: boolean
    changes: { title: string; lang: Locale; blocks: ComparedBlock[] }[]
  }[]
}

export interface EditionModel {
  title: string
  lang: Locale
  words: string
  note: string
  current: boolean
  campaignUrl: string
  editionsUrl: string
  /** html for the body, null where there are paragraphs. */
  parts: { title: string; lang: Locale; html: SafeHtml | null; paragraphs: string[] }[]
}

export const editionsPage = page<EditionsModel>('campaigns/editions')
export const editionPage = page<EditionModel>('campaigns/edition')
