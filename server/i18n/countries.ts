import { createRequire } from 'node:module'
import countries, { type LocaleData } from 'i18n-iso-countries'
import { type Locale, locales } from './locale.ts'

const require = createRequire(import.meta.url)

for (const locale of locales) countries.registerLocale(require(`i18n-iso-countries/langs/${locale}.json`) as LocaleData)

export interface Country {
  /** ISO 3166-1 alpha-2 */
  code: string
  name: string
}

/** All countries by their names in this language, in its alphabetical order; made once. */
export const countriesIn: Record<Locale, Country[]> = { en: listCountries('en'), ru: listCountries('ru') }

/** The country's name in this language; the code itself where there is none. */
export const countryName = (locale: Locale, code: string): string => countries.getName(code, locale) ?? code

/** Whether this is the code of a country. */
export const isCountry = (code: string): boolean => Object.hasOwn(countries.getAlpha2Codes(), code)

/** Names that countries bear in documents of international bodies, beside those of everyday. */
const inDocuments: Record<string, string> = {
  'slovak republic': 'SK',
  'republic of moldova': 'MD',
  'republic of kazakhstan': 'KZ',
  'kyrgyz republic': 'KG',
  'republic of north macedonia': 'MK',
}

/** The code of a country by any of its names in any of our languages; undefined for no country's name. */
export const countryCode = (name: string): string | undefined =>
  locales.map((locale) => countries.getAlpha2Code(name, locale)).find(Boolean) ?? inDocuments[name.toLowerCase()]

function listCountries(locale: Locale): Country[] {
  const names = countries.getNames(locale, { select: 'official' })
  const collator = new Intl.Collator(locale)
  return Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => collator.compare(a.name, b.name))
}
