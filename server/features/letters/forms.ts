import { z } from 'zod'
import { isCountry, type Locale, locales, type MessageKey } from '../../i18n/index.ts'
import { type FormResult, hiddenCharacters, message, readForm, type TypedValues, typedValues } from '../../web/form.ts'
import { editsIn, type PartEdits, partFieldsIn } from './part-fields.ts'

export const OWN_WORDS_MAX = 2_000
export const PART_MAX = 4_000

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

/** A text of several lines, empty where it was left out. */
const written = (max: number, long: ReturnType<typeof message>) =>
  z
    .string()
    .default('')
    .refine((text) => !hiddenCharacters.test(text), message('letters.errors.hidden'))
    .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
    .refine((text) => text.length <= max, long)

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

/** The person's number; none where the form never had one, or an impossible one. */
const number = z
  .string()
  .optional()
  .transform((text) => (text && /^\d{1,10}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : null))

const partText = written(PART_MAX, message('letters.errors.partLong'))

/** What this letter offers to choose from. */
export interface LetterChoices {
  topics: string[]
  demands: string[]
  /** Never empty. */
  languages: Locale[]
  /** The campaign's country, where whoever is a resident lives. */
  country: string
}

/** The composer's form for one addressee. At least one demand is asked for where there are any. */
export const letterForm = ({ topics, demands, languages }: Omit<LetterChoices, 'country'>) =>
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
    own_words: written(OWN_WORDS_MAX, message('letters.errors.ownWordsLong')),
    topics: choice(topics),
    demands: choice(demands).refine(
      (chosen) => chosen.length > 0 || demands.length === 0,
      message('letters.errors.demands'),
    ),
    enclose: ticked,
    variant: number,
    channel: line(40),
    language: z
      .enum(locales, message('letters.errors.language'))
      .refine((locale) => languages.includes(locale), message('letters.errors.language')),
  })

type WrittenForm = z.output<ReturnType<typeof letterForm>>

/** The filled form, and what the writer has changed in the letter, by language and part. */
export interface LetterForm extends WrittenForm {
  edits: PartEdits
}

/** Reads the composer's form with the parts of the letter that came along. Never throws on what was sent. */
export const readLetterForm = (choices: LetterChoices, body: unknown): FormResult<LetterForm> => {
  const typed = atHome(choices.country, typedValues(body))
  const fields = partFieldsIn(typed).map(({ field }) => [field, partText] as const)
  const form = readForm(letterForm(choices), typed)
  const parts = readForm(z.object(Object.fromEntries(fields) as Record<string, typeof partText>), typed)
  if (form.ok && parts.ok)
    return { ok: true, values: { ...form.values, edits: editsIn({ ...typed, ...parts.values }) } }
  const errors = [form, parts].flatMap((read) => (read.ok ? [] : read.state.errors))
  return { ok: false, state: { values: typed, errors } }
}

/** Whoever says that they live in the campaign's country has said which country it is. */
const atHome = (country: string, typed: TypedValues): TypedValues =>
  typed.resident === 'yes' && !typed.country ? { ...typed, country } : typed

/** A refused form as far as it can be read, with `blank` in place of what cannot: for the letter shown beside it. */
export const readableForm = (choices: LetterChoices, values: TypedValues, blank: LetterForm): LetterForm => {
  const fields = Object.entries(letterForm(choices).shape).map(([field, rule]) => {
    const read = rule.safeParse(values[field])
    return [field, read.success ? read.data : blank[field as keyof LetterForm]]
  })
  return { ...blank, ...Object.fromEntries(fields), edits: editsIn(values) }
}
