/** The languages of the site, in the order in which they are offered. */
export const locales = ['en', 'ru'] as const

export type Locale = (typeof locales)[number]

/** A short text that may exist in one language and not in the other; no key where it does not. */
export type LocalizedText = Partial<Record<Locale, string>>

export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale)

export const otherLocale = (locale: Locale): Locale => (locale === 'en' ? 'ru' : 'en')

/** The reader's own language, then the other: the order in which a form asks for a text in each. */
export const readerFirst = (reader: Locale): Locale[] => [reader, otherLocale(reader)]
