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

/** What the platform sends for a campaign, at the desk. */
export const dispatchDeskPage = page<{
  state: string
  paused: boolean
  /** What the button does; empty where the campaign lets the platform send nothing. */
  action: string
  /** Where sending is switched on; empty where it is. */
  basicsUrl: string
  counts: { label: string; value: string }[]
  heldNote: string
  offices: { office: string; waiting: string; next: string; hours: string; days: string }[]
}>('dispatch/desk')
