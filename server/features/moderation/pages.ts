import { page } from '../../render/page.ts'

/** One thing that waits for a person. */
export interface ItemView {
  key: string
  /** Of the element; the key without its dot. */
  id: string
  title: string
  /** What is known of it: when, where from. */
  facts: string[]
  text: string
  /** Of the text; empty where it is not known. */
  lang: string
  /** Why it is here. */
  why: string[]
  /** What would change; null where nothing does by itself. */
  change: { before: string; after: string } | null
  source: string
  link: { url: string; words: string } | null
  chosen: boolean
}

export interface ErrorLink {
  field: string
  words: string
}

export interface DecisionBar {
  acceptWords: string
  /** Of one thing, by its title. */
  refuseWords: string
  /** Whether a list can be accepted at all: answers are read and redacted one by one. */
  accepts: boolean
  reasons: { value: string; words: string; chosen: boolean }[]
  reasonError: string
  note: string
  noteError: string
  /** Whether free words can be kept. */
  notes: boolean
}

export interface DoneView {
  words: string
  /** What to take back; empty where it cannot be. */
  batch: string
  action: string
}

export interface ListView {
  action: string
  items: ItemView[]
  itemsError: string
  bar: DecisionBar
  nextUrl: string
  firstUrl: string
  empty: string
}

export const queuePage = page<{
  title: string
  lead: string
  decidedUrl: string
  /** Where all that is held is counted at once; empty where nothing is, or under another tab. */
  releaseUrl: string
  tabs: { words: string; count: string; url: string; current: boolean }[]
  done: DoneView | null
  problems: ErrorLink[]
  list: ListView
}>('moderation/queue')

/** What waits in all campaigns of a team, and the directory's corrections. */
export const teamQueuePage = page<{
  decidedUrl: string
  campaigns: {
    title: string
    lang: string
    counts: { words: string; count: string; url: string }[]
  }[]
  done: DoneView | null
  problems: ErrorLink[]
  list: ListView
}>('moderation/team')

/** An answer as it came, and as it would be shown. */
export const answerPage = page<{
  office: string
  facts: string[]
  queueUrl: string
  problems: ErrorLink[]
  received: string
  lang: string
  action: string
  text: string
  textError: string
  kinds: { value: string; words: string; chosen: boolean }[]
  kindError: string
  /** Where a forwarded letter is followed already; then no office is asked for. */
  followed: string
  offices: { value: string; label: string; chosen: boolean }[]
  forwardedToError: string
  /** YYYY-MM-DD, or as it was typed. */
  forwardedOn: string
  forwardedOnError: string
  fileUrl: string
  fileError: string
}>('moderation/answer')

/** What moderators refused and why, for the public. */
export const refusalsPage = page<{
  campaign: { title: string; lang: string; url: string }
  rule: string
  parts: { title: string; rows: { words: string; count: string }[]; few: string }[]
}>('moderation/refusals')
