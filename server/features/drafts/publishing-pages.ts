import type { ComparedBlock } from '../../render/comparison.ts'
import { page } from '../../render/page.ts'

/** What makes a campaign, in the order in which it is done. */
export interface StepView {
  words: string
  url: string
  done: boolean
}

export const campaignsPage = page<{
  team: string
  newUrl: string
  exampleUrl: string
  mayBegin: boolean
  campaigns: {
    title: string
    url: string
    publicUrl: string
    state: string
    signatures: string
    /** What is left to do, or empty. */
    left: string
  }[]
  /** Campaigns before these, or empty. */
  earlierUrl: string
  steps: string[]
}>('drafts/campaigns')

export interface Option {
  value: string
  words: string
  chosen: boolean
}

export const newCampaignPage = page<{
  action: string
  backUrl: string
  kinds: Option[]
  countries: Option[]
  titleEn: string
  titleRu: string
  slug: string
  errors: Record<'kind' | 'title_en' | 'title_ru' | 'slug' | 'country', string>
  errorList: { field: string; words: string }[]
}>('drafts/new')

export const slugPage = page<{
  action: string
  backUrl: string
  /** Whole, a language each. */
  addresses: string[]
  open: boolean
  slug: string
  /** What was just done, or empty. */
  saved: string
  error: string
  errors: { field: string; words: string }[]
}>('drafts/slug')

export interface FindingView {
  /** Which section, in which language. */
  where: string
  words: string
  url: string
}

export interface MoveView {
  to: string
  noteId: string
  words: string
  hint: string
  outcomes: Option[]
  /** A word about it is of use to readers. */
  noted: boolean
  /** It is opened again, until a time. */
  timed: boolean
  open: boolean
  errors: Record<'outcome' | 'closes' | 'note_en' | 'note_ru', string>
  noteEn: string
  noteRu: string
  closes: string
}

export interface LanguageView {
  name: string
  language: string
  options: Option[]
}

export interface PublishView {
  action: string
  button: string
  lead: string
  /** What is done with each, where there are several. */
  languages: LanguageView[]
  /** What people sign changes, so readers may be told how. */
  noted: boolean
  opens: string
  closes: string
  noteEn: string
  noteRu: string
  errors: Record<'languages' | 'opens' | 'closes' | 'note_en' | 'note_ru', string>
}

export const checkPage = page<{
  state: string
  stateWords: string
  publicUrl: string
  previewUrl: string
  done: string
  errorList: { field: string; words: string }[]
  steps: StepView[]
  problems: FindingView[]
  /** What is missing in languages that are not published as they are written. */
  waiting: { title: string; words: string; findings: FindingView[] }[]
  advice: FindingView[]
  ease: string[]
  /** Null where there is nothing to publish, or not by this person. */
  publish: PublishView | null
  whyNot: string
  /** In which times are typed. */
  zone: string
  moves: MoveView[]
  movesAction: string
}>('drafts/check')

export const historyPage = page<{
  section: string
  language: string
  editUrl: string
  action: string
  locale: string
  base: number
  conflict: boolean
  languages: { words: string; url: string; current: boolean }[]
  /** The latest first. */
  revisions: {
    revision: number
    when: string
    who: string
    restored: string
    compareUrl: string
    current: boolean
    shown: boolean
  }[]
  compared: { words: string; lang: string; blocks: ComparedBlock[]; restore: boolean; revision: number } | null
}>('drafts/history')
