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

function listCountries(locale: Locale): Country[] {
  const names = countries.getNames(locale, { select: 'official' })
  const collator = new Intl.Collator(locale)
  return Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => collator.compare(a.name, b.name))
}
