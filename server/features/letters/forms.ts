import { z } from 'zod'
import { isCountry, type Locale, locales, type MessageKey } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'

export const OWN_WORDS_MAX = 2_000

const NAME = /^[\p{L}\p{M}][\p{L}\p{M} .'’ʼ`-]*$/u
const PHONE = /^\+?[\d][\d ().-]{4,28}$/
const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+[\p{L}\d-]{2,63}$/u

/** A key of an address in the site: campaign, addressee. */
const key = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9-]*$/)

export const campaignParams = z.object({ slug: key })
export const letterParams = z.object({ slug: key, addressee: key })

const oneLine = (text: string) => text.trim().replace(/\s+/gu, ' ').normalize('NFC')

/** A text of one line, empty where it was left out; characters that nobody can see are refused. */
const line = (max: number) =>
  z
    .string()
    .default('')
    .refine((text) => !hiddenCharacters.test(text), message('letters.errors.hidden'))
    .transform(oneLine)
    .refine((text) => text.length <= max, message('letters.errors.long'))

const missing = (error: MessageKey) => ({ ...message(error), abort: true })
const required = (max: number, error: MessageKey) => line(max).refine((text) => text !== '', missing(error))
const optional = (max: number, shape: RegExp, error: ReturnType<typeof message>) =>
  line(max).refine((text) => text === '' || shape.test(text), error)

const ownWords = z
  .string()
  .default('')
  .refine((text) => !hiddenCharacters.test(text), message('letters.errors.hidden'))
  .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
  .refine((text) => text.length <= OWN_WORDS_MAX, message('letters.errors.ownWordsLong'))

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== '')

/** The keys that were ticked, of those offered and in the order offered; others are passed over. */
const choice = (offered: string[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((chosen) => offered.filter((each) => [chosen].flat().includes(each)))

/** What this letter offers to choose from. */
export interface LetterChoices {
  topics: string[]
  demands: string[]
  /** Never empty. */
  languages: Locale[]
}

/** The composer's form for one addressee. At least one demand is asked for where there are any. */
export const letterForm = ({ topics, demands, languages }: LetterChoices) =>
  z.object({
    name: required(120, 'letters.errors.nameMissing').refine(
      (text) => text.length >= 2 && NAME.test(text),
      message('letters.errors.name'),
    ),
    name_genitive: optional(120, NAME, message('letters.errors.name')),
    gender: z.enum(['auto', 'woman', 'man', 'neutral'], message('letters.errors.gender')).default('auto'),
    country: z.string(message('letters.errors.country')).refine(isCountry, message('letters.errors.country')),
    city: required(80, 'letters.errors.cityMissing').refine(
      (text) => /\p{L}/u.test(text),
      message('letters.errors.city'),
    ),
    address: line(250),
    resident: z.enum(['yes', 'no'], message('letters.errors.resident')).transform((answer) => answer === 'yes'),
    phone: optional(30, PHONE, message('letters.errors.phone')),
    email: optional(254, EMAIL, message('letters.errors.email')),
    own_words: ownWords,
    topics: choice(topics),
    demands: choice(demands).refine(
      (chosen) => chosen.length > 0 || demands.length === 0,
      message('letters.errors.demands'),
    ),
    enclose: ticked,
    language: z
      .enum(locales, message('letters.errors.language'))
      .refine((locale) => languages.includes(locale), message('letters.errors.language')),
  })

export type LetterForm = z.output<ReturnType<typeof letterForm>>
