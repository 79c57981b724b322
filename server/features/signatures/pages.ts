import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'
import type { OptionView, Progress } from '../campaigns/index.ts'

/** The campaign that a page is about, as far as a line of it goes. */
export interface CampaignLine {
  title: string
  lang: Locale
  url: string
  lettersUrl: string
}

/** What comes after the form: look in the mail. */
export const checkMailPage = page<{ campaign: CampaignLine; mailboxUrl: string }>('signatures/check-mail')

/** Behind the link in the mail: ready to be confirmed, confirmed, or too old. */
export const confirmationPage = page<{
  campaign: CampaignLine
  action: string
  name: string
  ready: boolean
  confirmed: boolean
  expired: boolean
  progress: Progress
  share: { words: string; url: string }[]
}>('signatures/confirmation')

/** The supporter's own page: everything that is stored about the signature, and what can be done with it. */
export const mySignaturePage = page<{
  campaign: CampaignLine
  state: string
  stored: { label: string; value: string }[]
  /** The text that was signed; changesUrl: empty where it is still the one that is signed. */
  edition: { words: string; url: string; changesUrl: string } | null
  visibilities: OptionView[]
  visibilityError: string
  /** News by mail. */
  wantsUpdates: boolean
  canWithdraw: boolean
  canConfirm: boolean
  confirmUrl: string
  actions: { visibility: string; updates: string; withdrawal: string; erasure: string; export: string }
}>('signatures/my')

/** Nothing is left of the signature. */
export const erasedPage = page<Record<never, never>>('signatures/erased')
