import type { Locale } from '../../i18n/index.ts'
import type { SheetBlock } from './sheet-model.ts'

/** A part of the letter's body on the sheet, to be changed there, or locked. */
export interface PartView {
  id: string
  /** The name of its field, and of the one that marks which text is shown; the field's alone is empty where locked. */
  field: string
  markField: string
  mark: string
  label: string
  text: string
  rows: number
  maxLength: number
  /** Why it cannot be changed; empty where it can. */
  locked: string
  /** What stands there where it is locked. */
  blocks: SheetBlock[]
  /** Changed by the writer, and not their own words from the start. */
  edited: boolean
  /** What the button sends that puts it back. */
  restore: string
  error: string
  /** The same part in the reader's other language, a line a paragraph; empty where there is none. */
  aid: string[]
}

/** The letter in parts on its sheet, with a translation of each beside it. */
export interface LetterParts {
  parts: PartView[]
  locale: Locale
  /** Null where the campaign has no letter in the other language. */
  aid: { locale: Locale; to: string[]; salutation: string; subject: string } | null
}

/** By which channel it is to go, and how long it is for that. */
export interface ChannelChoice {
  channels: { key: string; label: string; max: number; chosen: boolean }[]
  /** Characters of the message. */
  length: number
  words: string
  tooLong: string
  /** Characters of the message besides the parts that can be changed. */
  fixed: number
}

/** What whoever gets the letter will know of its writer, and what the law wants to stand in it. */
export interface ExposureView {
  channel: string
  shown: string[]
  /** What the writer should hear about the channel as such; empty where nothing. */
  warning: string
  law: {
    act: string
    items: { words: string; state: 'there' | 'missing' | 'by-hand'; said: string }[]
    missing: string
  } | null
}
