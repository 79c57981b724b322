import type { OfficeHolderFacts } from '../../db/schema.ts'
import { type Locale, type LocalizedText, otherLocale, translator } from '../../i18n/index.ts'

export interface Named {
  words: string
  /** The language that the words are in, which may not be the reader's. */
  lang: Locale
}

/** What is said in this language, or in the other where nothing is; empty where nothing is said at all. */
export const inLocale = (text: LocalizedText, locale: Locale): Named => {
  const own = text[locale]
  if (own !== undefined) return { words: own, lang: locale }
  const other = otherLocale(locale)
  return { words: text[other] ?? '', lang: other }
}

/** Two capitals in a row, as in «SCHWABE», «De BOER»: then it stands as it was typed. */
const capitals = /\p{Lu}[\p{M}’'-]?\p{Lu}/u

const surnameOf = (surname: string, lang: Locale) =>
  capitals.test(surname) ? surname : surname.toLocaleUpperCase(lang)

/** “Mr Frank SCHWABE”, «г-н Франк ШВАБЕ»: the honorific in the page's language, the name in one that it is known in. */
export const personName = ({ honorific, given, surname }: OfficeHolderFacts, locale: Locale): Named => {
  const known = given[locale] !== undefined && surname[locale] !== undefined ? locale : otherLocale(locale)
  const lang = given[known] !== undefined && surname[known] !== undefined ? known : locale
  const first = inLocale(given, lang).words
  const last = inLocale(surname, lang)
  const title = honorific ? [translator(locale)(`signatories.honorific.${honorific}`)] : []
  return { words: [...title, first, surnameOf(last.words, last.lang)].join('\u00a0'), lang: last.lang }
}
