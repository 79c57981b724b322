import type { Locale } from '../../i18n/index.ts'
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
  titles: { id: string; label: string; value: string; error: string }[]
  slug: string
  errors: Record<'kind' | 'slug' | 'country', string>
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

/** What organisers say to readers, in one language. */
export interface NoteView {
  id: string
  name: string
  lang: Locale
  label: string
  value: string
  error: string
}

export interface MoveView {
  to: string
  words: string
  hint: string
  outcomes: Option[]
  /** A word about it, of use to readers, in each language; none where it is not. */
  notes: NoteView[]
  /** It is opened again, until a time. */
  timed: boolean
  open: boolean
  errors: Record<'outcome' | 'closes', string>
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
  /** How it changes what people sign, for readers, in each language; none where it does not. */
  notes: NoteView[]
  opens: string
  closes: string
  errors: Record<'languages' | 'opens' | 'closes', string>
}

export const checkPage = page<{
  state: string
  stateWords: string
  publicUrl: string
  previewUrl: string
  done: string
  /** Over errors that are none of a form's fields; empty over those that are. */
  errorTitle: string
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
