import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'
import type { SheetView } from '../letters/index.ts'

export interface FieldView {
  id: string
  name: string
  kind: 'line' | 'area' | 'radio' | 'select' | 'file' | 'tick'
  type: string
  label: string
  hint: string
  error: string
  value: string
  /** Of a box to tick. */
  checked: boolean
  optional: boolean
  autocomplete: string
  /** The latest day that may be chosen; empty for anything else than a day. */
  max: string
  choices: { id: string; value: string; label: string; checked: boolean }[]
}

export interface FormView {
  id: string
  action: string
  title: string
  lead: string
  button: string
  fields: FieldView[]
  multipart: boolean
  folded: boolean
  open: boolean
  danger: boolean
  key: string
}

export interface ErrorLink {
  field: string
  words: string
}

interface CampaignLink {
  title: string
  lang: Locale
  url: string
}

export interface BoardCard {
  office: string
  holder: string
  /** How much it needs letters, in words. */
  need: string
  urgent: boolean
  channels: string[]
  limited: string
  claimUrl: string
}

/** Which offices need letters now, and what to do in ten minutes. */
export const boardPage = page<{
  campaign: CampaignLink
  first: BoardCard[]
  others: BoardCard[]
  steps: string[]
  standing: string[]
  answersUrl: string
  abroad: boolean
  hereUrl: string
  abroadUrl: string
}>('sendings/board')

/** One form, or one thing that was said, on a page of its own. */
export const formPage = page<{
  kicker: string
  kickerUrl: string
  title: string
  lead: string
  problems: ErrorLink[]
  forms: FormView[]
  links: { words: string; url: string }[]
}>('sendings/form-page')

export interface LetterLine {
  office: string
  holder: string
  state: string
  overdue: boolean
  next: string
  url: string
  /** When it was sent, registered, is due, was answered. */
  facts: { label: string; value: string }[]
}

/** A writer's own page: every letter with its state and what comes next. */
export const writingPage = page<{
  campaign: CampaignLink
  link: string
  mailNote: string
  letters: LetterLine[]
  problems: ErrorLink[]
  another: FormView[]
  reminders: FormView
  erasure: FormView
  boardUrl: string
}>('sendings/writing')

export interface AnswerLine {
  kind: string
  day: string
  state: string
}

/** One letter with the forms that can be filled in now. */
export const letterPage = page<{
  letter: LetterLine
  problems: ErrorLink[]
  listUrl: string
  /** The private link, whole, to keep. */
  link: string
  /** Shown before the forms where the letter has just begun. */
  keepFirst: boolean
  composeUrl: string
  clock: string[]
  answers: AnswerLine[]
  /** What shows that the letter was sent; empty where none is kept. */
  proofUrl: string
  related: { words: string; url: string }[]
  followUps: { words: string; url: string }[]
  overdueLead: string
  forms: FormView[]
  folded: FormView[]
}>('sendings/letter')

/** A letter that follows on one without an answer. */
export const followUpPage = page<{
  title: string
  lead: string
  letterUrl: string
  problems: ErrorLink[]
  form: FormView
  sheet: SheetView
  ready: boolean
  action: string
  whole: string
}>('sendings/follow-up')

/** What a campaign has been answered. */
export const answersPage = page<{
  campaign: CampaignLink
  boardUrl: string
  answers: {
    id: string
    office: string
    kind: string
    day: string
    text: string
    lang: string
    fileUrl: string
  }[]
}>('sendings/answers')
