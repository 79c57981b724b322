import type { Locale, LocalizedText } from '../../i18n/index.ts'
import type { CaseEntry, StateEntry } from '../campaigns/index.ts'

/** What a campaign that is a document of topics has besides. */
export interface Submission {
  /** Markdown by locale, for `readDocument`. */
  documents: Partial<Record<Locale, string>>
  cases: CaseEntry[]
  /** By recommendation, the oldest first. */
  states: StateEntry[]
}

/** Whether anything of a case may be shown: consent was withdrawn from the others. */
export const mayShow = ({ basis }: Pick<CaseEntry, 'basis'>) => basis !== 'withdrawn'

/** A text in the reader's language, or in the other where there is none in it; undefined where there is none at all. */
export const saidIn = (text: LocalizedText, locale: Locale): { words: string; lang: Locale } | undefined => {
  const other = locale === 'en' ? 'ru' : 'en'
  const lang = text[locale] === undefined ? other : locale
  const words = text[lang]
  return words === undefined ? undefined : { words, lang }
}
