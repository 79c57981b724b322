import { countriesIn, isCountry, type Locale, locales, type MessageKey, translator } from '../../i18n/index.ts'
import { readForm } from '../../web/form.ts'
import { type ImportedSupporter, signForm } from '../signatures/index.ts'
import type { Encoding } from './read-csv.ts'

export const importFields = ['name', 'surname', 'email', 'country', 'city', 'language'] as const
export type ImportField = (typeof importFields)[number]

/** What the columns of a file mean, and what holds where a row says nothing. */
export interface ImportSettings {
  encoding: Encoding
  separator: string
  /** Whether the first row holds the names of the columns. */
  header: boolean
  columns: (ImportField | null)[]
  country: string
  locale: Locale
  /** Somebody has said what the columns mean; until then it is a guess. */
  mapped: boolean
}

const plain = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')

const guesses = new Map(
  importFields.flatMap((field) =>
    locales.flatMap((locale) =>
      translator(locale)(`exchange.guess.${field}`)
        .split(',')
        .map((word): [string, ImportField] => [plain(word), field]),
    ),
  ),
)

/** What each column means by its name, once a meaning; null for names that say nothing. */
export const guessColumns = (names: string[]): (ImportField | null)[] => {
  const taken = new Set<ImportField>()
  return names.map((name) => {
    const field = guesses.get(plain(name))
    if (!field || taken.has(field)) return null
    taken.add(field)
    return field
  })
}

const countryCodes = new Map(
  locales.flatMap((locale) => countriesIn[locale].map(({ code, name }): [string, string] => [plain(name), code])),
)

const countryOf = (text: string) => (isCountry(text.toUpperCase()) ? text.toUpperCase() : countryCodes.get(plain(text)))

const languageKeys = { en: 'site.english', ru: 'site.russian' } as const

/** Each language by its tag, and by what each language calls it. */
const languageNames = new Map(
  locales.flatMap((locale) =>
    [locale, ...locales.map((own) => translator(own)(languageKeys[locale]))].map((name): [string, Locale] => [
      plain(name),
      locale,
    ]),
  ),
)

const languageOf = (text: string) => languageNames.get(plain(text))

export type CheckedRow = { ok: true; supporter: ImportedSupporter } | { ok: false; errors: MessageKey[] }

/** Holds a row to the same rules as the signing form. residentOf: the campaign's country. */
export const checkRow = (cells: string[], settings: ImportSettings, residentOf: string): CheckedRow => {
  const cell = (field: ImportField) => {
    const at = settings.columns.indexOf(field)
    return at < 0 ? '' : (cells[at] ?? '').trim()
  }
  const named = cell('country')
  const country = named === '' ? settings.country : (countryOf(named) ?? '')
  const form = readForm(signForm, {
    name: [cell('name'), cell('surname')].filter((part) => part !== '').join(' '),
    email: cell('email'),
    country,
    city: cell('city'),
  })
  if (!form.ok) return { ok: false, errors: form.state.errors.map(({ message }) => message) }
  const { name, email, city } = form.values
  return {
    ok: true,
    supporter: {
      name,
      email,
      city,
      comment: '',
      country,
      resident: country === residentOf,
      locale: languageOf(cell('language')) ?? settings.locale,
    },
  }
}
