import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'

/** A field of text: what stands in it, and the error's words where it was refused. */
export interface TextField {
  value: string
  error: string
}

export interface Choice {
  /** Of the input, for its label and for the error summary. */
  id: string
  value: string
  label: string
  checked: boolean
}

/** A group of choices, or a list to choose from. */
export interface ChoiceField {
  choices: Choice[]
  error: string
}

export interface ErrorLink {
  /** The id of the field that it leads to. */
  field: string
  words: string
}

/** The letter as it lies on the sheet. */
export interface SheetView {
  locale: Locale
  /** Laid out in the Russian manner: title, heading to the right, signature beside the date. */
  formal: boolean
  to: string[]
  from: string[]
  title: string
  subject: string
  salutation: string
  blocks: { text: string; items: { marker: string; text: string }[] }[]
  mention: string
  date: string
  closing: string
  signature: string
}

/** A part of the letter to copy into somebody else's form. */
export interface CopyField {
  id: string
  label: string
  text: string
  rows: number
}

export interface ChannelView {
  kind: string
  address: string
  /** A web address to open; empty where there is none. */
  href: string
  /** Opens a mail program with the letter in it; empty where the letter is too long for a link. */
  mailto: string
  isEmail: boolean
  isPost: boolean
  note: string
  exposes: string[]
  /** Why this sender cannot use it for this letter; empty where they can. */
  refusal: string
  /** «3 120 of 5 000 characters»; empty where no limit is known. */
  length: string
  tooLong: boolean
}

export interface LetterOutputs {
  hasEmail: boolean
  copies: CopyField[]
}

export interface ComposerModel {
  campaign: { title: string; url: string }
  /** Who holds the office; empty where nobody is named. */
  official: string
  lettersUrl: string
  action: string
  heading: string
  residentQuestion: string
  problems: ErrorLink[]
  name: TextField
  genitive: TextField
  city: TextField
  address: TextField
  phone: TextField
  email: TextField
  ownWords: TextField
  country: ChoiceField
  resident: ChoiceField
  gender: ChoiceField
  language: ChoiceField
  topics: ChoiceField
  demands: ChoiceField
  enclose: Choice[]
  /** «от Ивановой Анны Петровны» as suggested; empty before there is a name, and for letters in English. */
  suggested: string
  sheet: SheetView
  /** Whether the sheet shows the writer's letter rather than a blank one. */
  ready: boolean
  outputs: LetterOutputs
  channels: ChannelView[]
  aid: SheetView[]
}

export const composerPage = page<ComposerModel>('letters/composer')

export interface AddresseeCard {
  office: string
  official: string
  url: string
  channels: ChannelView[]
}

export interface AddresseesModel {
  campaign: { title: string; url: string }
  addressees: AddresseeCard[]
}

export const addresseesPage = page<AddresseesModel>('letters/addressees')
