import { readFileSync } from 'node:fs'
import i18next from 'i18next'
import { inProject } from '../paths.ts'
import { type Locale, locales } from './locale.ts'
import { type MessageKey, namespaces } from './messages.ts'

export type MessageValues = Record<string, string | number>

/** Words of one locale. Throws on a key or value that is missing: a gap must never reach a reader. */
export type Translate = (key: MessageKey, values?: MessageValues) => string

const readMessages = (locale: Locale) =>
  Object.fromEntries(
    namespaces.map((name) => [name, JSON.parse(readFileSync(inProject('locales', locale, `${name}.json`), 'utf8'))]),
  )

const i18n = i18next.createInstance()
i18n.init({
  initAsync: false,
  lng: locales[0],
  fallbackLng: false,
  resources: Object.fromEntries(locales.map((locale) => [locale, { messages: readMessages(locale) }])),
  defaultNS: 'messages',
  nsSeparator: false,
  interpolation: { escapeValue: false },
  saveMissing: true,
  missingKeyHandler: (languages, _namespace, key) => {
    throw new Error(`No message ${key} in ${languages.join(', ')}`)
  },
  missingInterpolationHandler: (text, match) => {
    throw new Error(`No value for ${match[0]} in “${text}”`)
  },
})

const translate = Object.fromEntries(locales.map((locale) => [locale, i18n.getFixedT(locale)]))

/** The translator of a locale, made once. */
export const translator = (locale: Locale): Translate => {
  const t = translate[locale]
  if (!t) throw new Error(`No locale ${locale}`)
  return (key, values) => t(key, values ?? {})
}

/** Whether the text is the key of a message, in the way that rules of forms name their errors. */
export const isMessageKey = (text: string): text is MessageKey =>
  i18n.exists(text, { lng: locales[0], count: 1 }) || i18n.exists(text, { lng: locales[0] })
