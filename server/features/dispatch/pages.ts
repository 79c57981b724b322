import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'

/** What comes after a letter was handed to us: look in the mail. */
export const checkMailPage = page<{ mailboxUrl: string; days: number; campaignUrl: string }>('dispatch/check-mail')

/** Behind the link in the mail: the letter to be read once more, or what became of it. */
export interface LetterStateModel {
  ready: boolean
  title: string
  words: string[]
  facts: { label: string; value: string }[]
  text: string
  lang: Locale
  action: string
  cancelAction: string
  /** Where the letter can be followed or written again; empty where nowhere. */
  link: { url: string; words: string }[]
}

export const letterStatePage = page<LetterStateModel>('dispatch/letter')

/** A letter that waits for a person, as a line of a list. */
export interface HeldItem {
  url: string
  office: string
  mailbox: string
  since: string
  known: string
}

/** One such letter, and what may be decided of it. */
export const heldPage = page<{
  known: string
  facts: { label: string; value: string }[]
  choices: { id: string; value: string; words: string; hint: string }[]
  error: string
  problems: { field: string; words: string }[]
  action: string
  backUrl: string
}>('dispatch/held')

/** What the platform sends for a campaign, at the desk. */
export const dispatchDeskPage = page<{
  state: string
  paused: boolean
  /** What the button does; empty where the campaign lets the platform send nothing. */
  action: string
  /** Where sending is switched on; empty where it is. */
  basicsUrl: string
  counts: { label: string; value: string }[]
  /** What has just become of a held letter; empty where nothing. */
  done: string
  held: HeldItem[]
  /** Sends those again that have certainly not left; null where there are none. */
  certain: { action: string; words: string } | null
  /** That these are not all; empty where they are. */
  heldMore: string
  offices: { office: string; waiting: string; next: string; hours: string; days: string }[]
}>('dispatch/desk')
