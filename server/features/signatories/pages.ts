import type { Locale } from '../../i18n/index.ts'
import type { SafeHtml } from '../../render/markdown.ts'
import { page } from '../../render/page.ts'
import type { KeptLogo } from './kept-logo.ts'

/** The campaign that a page is about, in a line. */
export interface CampaignLine {
  title: string
  lang: Locale
  url: string
}

export interface FieldView {
  id: string
  label: string
  hint: string
  error: string
  value: string
  type: string
  autocomplete: string
  optional: boolean
  /** The language of what is typed, or empty. */
  lang: string
  /** None: a field to type in. */
  options: { value: string; words: string; chosen: boolean }[]
  /** A file that waits in the form. */
  kept: KeptLogo | null
}

/** A form of fields in groups, with what is wrong with it. */
export interface FormView {
  action: string
  groups: { legend: string; hint: string; fields: FieldView[] }[]
  errors: { field: string; words: string }[]
  /** Whether it brings a file. */
  file: boolean
}

/** The form by which an organisation asks to sign. */
export const askPage = page<{ campaign: CampaignLine; form: FormView; key: string }>('signatories/ask')

/** What comes after a form, and after a button: words and where to go on. */
export const saidPage = page<{
  campaign: CampaignLine
  title: string
  words: string
  mailboxUrl: string
  /** A button that posts to here, or empty. */
  action: string
  button: string
  /** Where the signature is taken back, or empty. */
  withdrawalUrl: string
}>('signatories/said')

/** What an invited organisation or person sees: the document, what would be shown, yes and no. */
export const invitedPage = page<{
  campaign: CampaignLine
  lead: string
  /** Where the document is public its page has it; until then it stands here. */
  published: boolean
  text: { lang: Locale; body: SafeHtml; demands: string[] }
  preview: { words: string; lang: Locale }
  form: FormView
}>('signatories/invited')

export interface SignatoryLine {
  id: string
  /** As the page would show it. */
  words: string
  lang: Locale
  url: string
  state: string
  /** Facts for the editor's check: address, site, match or not, when. */
  notes: string[]
  /** Where the first and the last cannot go further. */
  first: boolean
  last: boolean
}

/** The desk's list of signatories, by state; the confirmed in their order. */
export const listPage = page<{
  title: string
  base: string
  kinds: {
    kind: string
    title: string
    addUrl: string
    add: string
    confirmed: SignatoryLine[]
    waiting: SignatoryLine[]
    invited: SignatoryLine[]
    over: SignatoryLine[]
  }[]
  groupsUrl: string
  orderUrl: string
}>('signatories/desk-list')

/** One signatory at the desk: its facts in a form, its check, and what can be done with it. */
export const signatoryPage = page<{
  title: string
  listUrl: string
  form: FormView
  /** Of one that is not stored yet: it can be confirmed at once. */
  fresh: boolean
  checkedNow: boolean
  state: string
  check: { words: string; good: boolean } | null
  notes: string[]
  /** Of an organisation that has one, with where it is removed. */
  logo: { url: string; width: number; height: number; light: boolean } | null
  decisions: { to: string; words: string; danger: boolean; asksReason: boolean; typed: string; error: string }[]
  stateUrl: string
  invitation: { url: string; canMail: boolean; link: string } | null
  mailAgainUrl: string
}>('signatories/desk-signatory')

/** The political groups of a campaign's office-holders. */
export const groupsPage = page<{ title: string; listUrl: string; form: FormView }>('signatories/desk-groups')

/** Many signatories at once, as a document lists them. */
export const severalPage = page<{
  title: string
  listUrl: string
  action: string
  kind: string
  hint: string
  text: string
  checked: boolean
  error: string
}>('signatories/desk-several')
