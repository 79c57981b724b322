import type { Locale } from '../../i18n/index.ts'

/** A paragraph, or a list: what is not there is empty. */
export interface SheetBlock {
  text: string
  items: { marker: string; text: string }[]
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
  blocks: SheetBlock[]
  mention: string
  date: string
  closing: string
  signature: string
}
