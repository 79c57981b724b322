import { page } from '../../render/page.ts'

/** What was decided together. */
export interface DecidedView {
  at: Date
  when: string
  who: string
  what: string
  reason: string
  /** The first few things that it was about. */
  subjects: { title: string; text: string; lang: string; note: string }[]
  more: string
  /** What became of it since; empty where it stands as it was decided. */
  since: string
  /** What to take back; empty where it cannot be. */
  batch: string
  undo: string
}

/** What was decided in a campaign, or on the directory. */
export const decidedPage = page<{
  lead: string
  backUrl: string
  kinds: { words: string; url: string; current: boolean }[]
  entries: DecidedView[]
  action: string
  olderUrl: string
  newestUrl: string
}>('moderation/decided')

/** All held signatures at once: how many there are, and the button. */
export const releasePage = page<{
  words: string
  figures: { words: string; count: string }[]
  /** Empty where nothing is held. */
  action: string
  until: string
  button: string
  backUrl: string
}>('moderation/release')
