import { z } from 'zod'
import { type Locale, locales } from '../i18n/locale.ts'

/**
 * Control characters, lone surrogates, and the invisible ones that reorder or hide text (bidi marks, embeddings,
 * overrides and isolates, zero-width spaces, line and paragraph separators): a reader could not see what is signed.
 */
const forbidden = /(?![\t\n])[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u

/** The first forbidden character as U+XXXX. */
export const forbiddenCharacter = (text: string) => {
  const code = forbidden.exec(text)?.[0].codePointAt(0)
  return code === undefined ? undefined : `forbidden character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** The text with a visible mark (U+FFFD) for each forbidden character, so that its other faults can be looked for. */
export const markForbidden = (text: string) => text.replaceAll(new RegExp(forbidden, 'gu'), '\ufffd')

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(max)
    .superRefine((value, context) => {
      const message = forbiddenCharacter(value)
      if (message) context.addIssue({ code: 'custom', message })
    })

/** One line of text without surrounding space. */
export const line = (max: number) => text(max).refine((value) => !value.includes('\n'), 'must be on one line')

/** Text that may run over several lines. */
export const prose = (max: number) => text(max)

export const slug = line(80).regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a slug: a-z, 0-9 and hyphens')
export const key = line(60).regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a key: a-z, 0-9 and hyphens')
export const factName = line(60).regex(/^[a-z][a-z0-9_]*$/, 'must be a name: a-z, 0-9 and underscores')

export const inBoth = (max: number) => z.strictObject({ en: line(max), ru: line(max) })

export const inEither = (max: number) =>
  z.strictObject({ en: prose(max).optional(), ru: prose(max).optional() }).transform(({ en, ru }) => ({
    ...(en === undefined ? {} : { en }),
    ...(ru === undefined ? {} : { ru }),
  }))

/** An address: a plain string is the same in both locales. */
export const address = z.preprocess(
  (value) => (typeof value === 'string' ? { en: value, ru: value } : value),
  z.strictObject({ en: prose(500), ru: prose(500) }),
)

const mailbox =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i

export const isMailAddress = (value: string) => value.length <= 254 && mailbox.test(value) && !/^\.|\.[.@]/.test(value)

/** http or https, a host, and neither a user's name, nor a password, nor spaces. */
export const isWebAddress = (value: string) => {
  const url = /^https?:\/\/[^\s\\]+$/i.test(value) && URL.canParse(value) ? new URL(value) : undefined
  return url !== undefined && url.username === '' && url.password === ''
}

export const isTelephone = (value: string) => /^\+?[0-9][0-9 ()\-\u00a0]{3,30}$/.test(value)

export const mailAddress = line(254).refine(isMailAddress, 'must be an e-mail address')
export const webAddress = line(2000).refine(isWebAddress, 'must be an http or https address')

const isRealDate = (value: string) => {
  const [year = 0, month = 1, day = 1] = value.split('-').map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export const date = line(10)
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date, YYYY-MM-DD', abort: true })
  .refine(isRealDate, 'is not a real date')

/** A date as far as it is known; YAML reads a bare year as a number. */
export const dateOrPart = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  line(10)
    .regex(/^\d{4}(?:-\d{2}){0,2}$/, { error: 'must be YYYY, YYYY-MM or YYYY-MM-DD', abort: true })
    .refine(isRealDate, 'is not a real date'),
)

/** Locales in the site's order, each once. */
export const languages = z
  .array(z.enum(locales))
  .min(1)
  .default([...locales])
  .transform((chosen): Locale[] => locales.filter((locale) => chosen.includes(locale)))

/** A whole number from 1. */
export const count = (max: number) => z.int().min(1).max(max)
