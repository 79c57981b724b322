import { page } from '../../render/page.ts'
import type { ChannelChoice, ExposureView, LetterParts } from './part-models.ts'
import type { SheetView } from './sheet-model.ts'

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

/** A part of the letter to copy into somebody else's form. */
export interface CopyField {
  id: string
  label: string
  text: string
  rows: number
  /** «3 120 of 5 000 characters»; empty where no limit is known. */
  count: string
  over: boolean
}

export interface ChannelView {
  kind: string
  address: string
  /** A web address to open; empty where there is none. */
  href: string
  /** Opens a mail program with the letter in it; empty where the letter is too long for a link. */
  mailto: string
  /** The same in a browser; empty where the letter is too long for a link. */
  gmail: string
  outlook: string
  /** Why those are not there; empty where they are. */
  noLinks: string
  isEmail: boolean
  isPost: boolean
  note: string
  exposes: string[]
  /** Why this sender cannot use it for this letter; empty where they can. */
  refusal: string
  /** «3 120 of 5 000 characters»; empty where no limit is known. */
  length: string
  tooLong: boolean
  /** The letter in the fields of the channel's own form, or as a comment. */
  copies: CopyField[]
  isComment: boolean
  noComment: string
}

export interface LetterOutputs {
  hasEmail: boolean
  copies: CopyField[]
}

export interface ComposerModel {
  campaign: { title: string; url: string }
  /** Who holds the office; empty where nobody is named. */
  official: string
  /** The office's page in the directory. */
  officeUrl: string
  /** No channel works: letters wait. */
  waiting: boolean
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
  /** Null where this writer can send no letter to this addressee. */
  sheet: SheetView | null
  /** Why there is no letter; empty where there is one. */
  excluded: string
  /** Null before the form was sent. */
  letter: LetterParts | null
  choice: ChannelChoice | null
  exposure: ExposureView | null
  /** Whether the field of the writer's own words stands in the letter, and so not in the form. */
  ownWordsInLetter: boolean
  /** Nothing was typed yet, so that a draft may be taken up. */
  fresh: boolean
  /** What the form carries unseen: the person's number, and parts that are not in the letter just now. */
  carried: { name: string; value: string }[]
  /** Who writes and how, in a line, for the form when it is folded. */
  summary: string
  /** Under which name a draft stays in the browser. */
  draft: string
  /** Whether the sheet shows the writer's letter rather than a blank one. */
  ready: boolean
  /** Where the letter is handed to us to be sent; empty where we may not send it. */
  platform: string
  outputs: LetterOutputs
  channels: ChannelView[]
}

export const composerPage = page<ComposerModel>('letters/composer')

export interface AddresseeCard {
  office: string
  officeUrl: string
  waiting: boolean
  official: string
  url: string
  channels: ChannelView[]
  /** Why nobody can write to it; empty where one can. */
  excluded: string
}

export interface AddresseesModel {
  campaign: { title: string; url: string }
  addressees: AddresseeCard[]
}

export const addresseesPage = page<AddresseesModel>('letters/addressees')
