import { z } from 'zod'
import { isCountry, locales, type MessageKey } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'

export const ANSWER_MAX = 20_000
const OWN_WORDS_MAX = 2_000

const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+[\p{L}\d-]{2,63}$/u
/** «ЖТ-2026-01234567», «З-1234/5»: what offices number letters with. */
const NUMBER = /^[\p{L}\p{M}\d№#][\p{L}\p{M}\d№# ./\\:()_-]{0,59}$/u
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

const key = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9-]*$/)

export const campaignParams = z.object({ slug: key })
export const addresseeParams = z.object({ slug: key, addressee: key })
/** Where who looks at the board says that they write from. */
export const boardQuery = z.object({ from: z.enum(['abroad']).optional().catch(undefined) })
export const tokenParams = z.object({ token: z.string().max(100) })
export const letterParams = z.object({ token: z.string().max(100), letter: z.string().regex(uuid) })
export const fileParams = z.object({ slug: key, file: z.string().regex(/^[\da-f-]{36}\.(?:pdf|jpg|png)$/) })

export const channels = ['email', 'online-reception', 'post', 'public-comment', 'telephone'] as const
export const answerKinds = ['granted', 'partial', 'explained', 'forwarded', 'refused', 'formal'] as const

const visible = (text: string) => !hiddenCharacters.test(text)

const oneLine = (text: string) => text.trim().replace(/\s+/gu, ' ').normalize('NFC')

/** A text of one line, empty where it was left out. */
const line = (max: number) =>
  z
    .string(message('sendings.errors.text'))
    .optional()
    .default('')
    .refine(visible, message('sendings.errors.hidden'))
    .transform(oneLine)
    .refine((text) => text.length <= max, message('sendings.errors.long'))

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** 2026-03-12, and 12.03.2026 where a browser has no calendar to choose from. */
const readDay = (text: string) => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}

/** From when letters may have been sent, by the days between which this one must lie. */
export interface Days {
  earliest: string
  /** Today wherever on earth it is latest. */
  latest: string
}

/** A day between these, in a form; early: what is said of one before them. */
export const day = ({ earliest, latest }: Days, early: MessageKey) =>
  line(20)
    .transform(readDay)
    .refine(isDay, { ...message('sendings.errors.day'), abort: true })
    .refine((text) => text <= latest, message('sendings.errors.future'))
    .refine((text) => text >= earliest, message(early))

const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => value !== undefined && value !== '')

/** The form's idempotency key; null where there is none. */
export const formKey = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && uuid.test(value) ? value.toLowerCase() : null))

const email = line(254).refine((text) => text === '' || EMAIL.test(text), message('sendings.errors.email'))

const channel = z.enum(channels, message('sendings.errors.channel'))

const resident = z.enum(['yes', 'no'], message('sendings.errors.resident')).transform((answer) => answer === 'yes')

/** A private link or its token, wherever it was copied from; the token alone comes out. */
const link = line(300).transform((text) => /([\w-]{43})(?:[/?#].*)?$/.exec(text)?.[1] ?? text)

/** Of a member's own letters, once. */
export const myLettersForm = z.object({ resident })

const about = { email, reminders: ticked, resident, link, key: formKey }

export const claimForm = z.object(about)
export const claimSentForm = (days: Days) =>
  z.object({ ...about, channel, sent_on: day(days, 'sendings.errors.tooEarly') })

export const anotherForm = z.object({ addressee: key, key: formKey })
export const sentForm = (days: Days) => z.object({ channel, sent_on: day(days, 'sendings.errors.tooEarly') })

export const registeredForm = (days: Days) =>
  z.object({
    number: line(60)
      .refine((text) => text !== '', { ...message('sendings.errors.numberMissing'), abort: true })
      .refine((text) => NUMBER.test(text), message('sendings.errors.number')),
    registered_on: day(days, 'sendings.errors.beforeSending'),
  })

export const extendedForm = (days: Days) =>
  z.object({
    decided_on: day(days, 'sendings.errors.beforeSending'),
    until: line(20)
      .transform(readDay)
      .refine((text) => text === '' || isDay(text), { ...message('sendings.errors.day'), abort: true })
      .refine((text) => text === '' || (text >= days.earliest && text <= '2999'), message('sendings.errors.until')),
  })

export const answerForm = (days: Days) =>
  z.object({
    kind: z.enum(answerKinds, message('sendings.errors.kind')),
    received_on: day(days, 'sendings.errors.beforeSending'),
    text: z
      .string(message('sendings.errors.text'))
      .optional()
      .default('')
      .refine(visible, message('sendings.errors.hidden'))
      .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
      .refine((text) => [...text].length <= ANSWER_MAX, message('sendings.errors.answerLong')),
    forwarded_to: line(80),
    key: formKey,
  })

/** What an answer that came by mail says. */
export const classificationForm = z.object({
  kind: z.enum(answerKinds, message('sendings.errors.kind')),
  forwarded_to: line(80),
})

export const remindersForm = z.object({ email, reminders: ticked })

const NAME = /^[\p{L}\p{M}][\p{L}\p{M} .'’ʼ`-]*$/u
const PHONE = /^\+?[\d][\d ().-]{4,28}$/

/** Who writes a letter that follows on another: as the composer asks, without what the letter itself decides. */
export const followUpForm = z.object({
  language: z.enum(locales, message('letters.errors.language')),
  name: line(120)
    .refine((text) => text !== '', { ...message('letters.errors.nameMissing'), abort: true })
    .refine((text) => text.length >= 2 && NAME.test(text), message('letters.errors.name')),
  gender: z.enum(['auto', 'woman', 'man', 'neutral'], message('letters.errors.gender')).default('auto'),
  country: z.string(message('letters.errors.country')).refine(isCountry, message('letters.errors.country')),
  city: line(80)
    .refine((text) => text !== '', { ...message('letters.errors.cityMissing'), abort: true })
    .refine((text) => /\p{L}/u.test(text), message('letters.errors.city')),
  address: line(250),
  phone: line(30).refine((text) => text === '' || PHONE.test(text), message('letters.errors.phone')),
  email,
  own_words: z
    .string(message('sendings.errors.text'))
    .optional()
    .default('')
    .refine(visible, message('sendings.errors.hidden'))
    .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
    .refine((text) => text.length <= OWN_WORDS_MAX, message('letters.errors.ownWordsLong')),
})

export type FollowUpForm = z.output<typeof followUpForm>
