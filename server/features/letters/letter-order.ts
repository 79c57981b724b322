import type { Locale } from '../../i18n/index.ts'
import type { Addressee, Campaign } from '../campaigns/index.ts'
import type { PartEdit } from './parts.ts'
import type { Agreement, LetterTemplate } from './template.ts'

/** The fragments of a campaign in one locale, by name: each wording ready to render. */
export type Fragments = ReadonlyMap<string, LetterTemplate[]>

/** What the writer of a letter has told, checked and trimmed by the composer's form. */
export interface Sender {
  name: string
  /** The name after «от» in the writer's own form; empty for the suggested one. */
  nameGenitive: string
  /** `auto`: as the name tells it, neutral where it does not. */
  gender: Agreement | 'auto'
  city: string
  /** Street, house, flat, postcode; empty where not given. */
  address: string
  /** ISO 3166-1 alpha-2 */
  country: string
  /** Lives in the campaign's country. */
  resident: boolean
  phone: string
  email: string
  ownWords: string
  /** Keys of the topics and demands that go into the letter. */
  topics: string[]
  demands: string[]
  /** Whether the list of materials goes with the letter. */
  enclose: boolean
}

export interface LetterOrder {
  campaign: Campaign
  addressee: Addressee
  locale: Locale
  template: LetterTemplate
  sender: Sender
  date: Date
  /** The campaign's fragments in this locale; none where its template writes everything itself. */
  fragments?: Fragments
  /** The person's number, which decides wordings and order; none for the first wording of each in the given order. */
  variant?: number
  /** Another language's letter whose wordings this one follows, so that it reads as its translation. */
  after?: Pick<LetterOrder, 'template' | 'fragments'>
  /** What the writer has changed, by part. */
  edits?: Record<string, PartEdit>
  /** Keys of the parts that the writer cannot change. */
  locked?: string[]
}
