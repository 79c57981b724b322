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
