import type { Locale } from '../../i18n/index.ts'

/** A letter to an official, in parts that every output lays out in its own way. Plain text with no-break spaces. */
export interface Letter {
  locale: Locale
  /** Office and holder: in Russian the office first, both in the dative; in English the holder first. */
  to: string[]
  /** Who writes, where from, how to answer: a line each. */
  from: string[]
  /** «ОБРАЩЕНИЕ» above a Russian letter; null in English. */
  title: string | null
  /** What stands in the subject of a mail or form, and under the salutation in English. */
  subject: string
  salutation: string
  body: Block[]
  /** YYYY-MM-DD */
  day: string
  /** The same day as it stands: «12 марта 2026 г.», “12 March 2026” */
  date: string
  /** “Yours faithfully,” in English; null in Russian. */
  closing: string | null
  /** «А. П. Иванова» in Russian, the name in full in English. */
  signature: string
  enclosure: Enclosure | null
}

export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: ListItem[] }

export interface ListItem {
  /** «1)», “1.”; empty where the item stands alone. */
  marker: string
  text: string
}

/** How the item at this index is marked: one that stands alone is not numbered. */
export const markerOf = (locale: Locale, index: number, count: number): string => {
  if (count === 1) return ''
  return locale === 'ru' ? `${index + 1})` : `${index + 1}.`
}

/** An item as a line of text. */
export const itemText = ({ marker, text }: ListItem): string => (marker ? `${marker} ${text}` : text)

/** The list of materials that goes with the letter. */
export interface Enclosure {
  /** «Приложение: перечень материалов на 1 л. в 1 экз.» */
  mention: string
  title: string
  /** A list for each sheet of paper. */
  sheets: Material[][]
}

export interface Material {
  text: string
  url: string
}

/** A letter with the parts of its body told apart, for its writer to change. */
export interface ComposedLetter extends Letter {
  parts: LetterPart[]
}

export interface LetterPart {
  /** Known again when the letter is composed anew: `opening`, `own_words`, `topic-cruelty`, `demands`. */
  key: string
  /** As it stands in the letter; none where the writer took the part out. */
  blocks: Block[]
  /** As the campaign words it, a line for each paragraph or item of a list. */
  original: string
  /** As it stands in the letter, in the same form; what the writer changed, as they typed it. */
  text: string
  edited: boolean
  locked: boolean
}
