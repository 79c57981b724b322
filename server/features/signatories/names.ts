import type { OfficeHolderFacts, OrganisationFacts, SignatoryGroup } from '../../db/schema.ts'
import { countryName, type Locale, type LocalizedText, otherLocale, translator } from '../../i18n/index.ts'

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

export interface NamedPerson extends Named {
  /** “Mr”, «г-жа», or empty. */
  title: string
}

/** “Mr”, “Frank SCHWABE”: the honorific in the page's language, the name in one that it is known in. */
export const personName = ({ honorific, given, surname }: OfficeHolderFacts, locale: Locale): NamedPerson => {
  const known = given[locale] !== undefined && surname[locale] !== undefined ? locale : otherLocale(locale)
  const lang = given[known] !== undefined && surname[known] !== undefined ? known : locale
  const first = inLocale(given, lang).words
  const last = inLocale(surname, lang)
  const title = honorific ? translator(locale)(`signatories.honorific.${honorific}`) : ''
  return { title, words: `${first} ${surnameOf(last.words, last.lang)}`, lang: last.lang }
}

/** A signatory in a line as the page shows it: “Frank SCHWABE, Germany, SOC”, “Human Rights Centre ZMINA”. */
export const lineOf = (
  facts: OrganisationFacts | OfficeHolderFacts,
  groups: SignatoryGroup[],
  locale: Locale,
): Named => {
  if (!('surname' in facts)) return inLocale(facts.name, locale)
  const { title, words, lang } = personName(facts, locale)
  const group = groups.find(({ key }) => key === facts.group)
  const name = title ? `${title}\u00a0${words}` : words
  return { words: [name, countryName(locale, facts.country), ...(group ? [group.short[locale]] : [])].join(', '), lang }
}
