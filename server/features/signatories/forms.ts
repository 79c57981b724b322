import { z } from 'zod'
import { isMailAddress, isWebAddress } from '../../folders/fields.ts'
import { isCountry, type MessageKey } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import { honorifics } from '../campaigns/index.ts'

const uuid = z.uuid()

/** What mail programs make a link of: mail greets by name, and anybody can have it sent to anybody. */
const HOST_NAME = /\p{L}{2}\.\p{L}{2}|:\/\//u

/** A line that may be left out, told apart from one that holds something else than text. */
const line = (max: number) =>
  z
    .string(message('signatories.errors.text'))
    .optional()
    .default('')
    .refine((text) => !hiddenCharacters.test(text), message('signatories.errors.hidden'))
    .transform((text) => text.trim().replace(/\s+/gu, ' ').normalize('NFC'))
    .refine((text) => text.length <= max, { error: 'signatories.errors.long' satisfies MessageKey })

const website = line(300)
  .transform((text) => (text === '' || /^https?:\/\//i.test(text) ? text : `https://${text}`))
  .refine((text) => text === '' || (isWebAddress(text) && /\./.test(new URL(text).hostname)), {
    error: 'signatories.errors.website' satisfies MessageKey,
  })

const country = line(2).refine((code) => code === '' || isCountry(code), message('signatories.errors.country'))

const email = line(254).refine((text) => text === '' || isMailAddress(text), message('signatories.errors.email'))

const person = line(100).refine((text) => !HOST_NAME.test(text), message('signatories.errors.person'))

const day = line(10).refine(
  (text) => text === '' || (/^\d{4}(?:-\d{2}){0,2}$/.test(text) && !Number.isNaN(Date.parse(text))),
  message('signatories.errors.day'),
)

const organisationFields = {
  name_en: line(200),
  name_ru: line(200),
  website,
  country,
}

const officeFields = {
  honorific: z
    .enum(['', ...honorifics], message('signatories.errors.choose'))
    .optional()
    .default(''),
  given_en: line(100),
  surname_en: line(100),
  given_ru: line(100),
  surname_ru: line(100),
  country: country.refine((code) => code !== '', message('signatories.errors.countryMissing')),
  group: line(60),
  capacity_en: line(200),
  capacity_ru: line(200),
  since: day,
  until: day,
}

const contactFields = { person, email }

const refuse = (context: z.core.$RefinementCtx, field: string, key: MessageKey) =>
  context.addIssue({ code: 'custom', path: [field], message: key })

const needName = ({ name_en, name_ru }: { name_en: string; name_ru: string }, context: z.core.$RefinementCtx) => {
  if (name_en === '' && name_ru === '') refuse(context, 'name', 'signatories.errors.nameMissing')
}

type Names = Record<'given_en' | 'surname_en' | 'given_ru' | 'surname_ru', string>
const needPerson = (names: Names, context: z.core.$RefinementCtx) => {
  const { given_en, surname_en, given_ru, surname_ru } = names
  if ([given_en, surname_en, given_ru, surname_ru].every((name) => name === ''))
    refuse(context, 'surname', 'signatories.errors.nameMissing')
  const half = (['en', 'ru'] as const).filter(
    (each) => (names[`given_${each}`] === '') !== (names[`surname_${each}`] === ''),
  )
  for (const each of half)
    refuse(context, names[`given_${each}`] === '' ? `given_${each}` : `surname_${each}`, 'signatories.errors.nameHalf')
}

const key = z
  .string()
  .optional()
  .transform((text) => (text && uuid.safeParse(text).success ? text.toLowerCase() : null))

/** What the campaigners write of an organisation. */
export const organisationForm = z.object({ ...organisationFields, ...contactFields }).superRefine(needName)

/** What the campaigners write of somebody in office. */
export const officeForm = z.object({ ...officeFields, ...contactFields }).superRefine(needPerson)

/**
 * What an organisation sends that asks to sign. `key` is the form's idempotency key; `fax` is a field that people do
 * not see: whoever fills it is a machine.
 */
export const askForm = z
  .object({
    ...organisationFields,
    person: person.refine((text) => text !== '', message('signatories.errors.personMissing')),
    email: email.refine((text) => text !== '', message('signatories.errors.emailMissing')),
    key,
    fax: z.string().optional().default(''),
  })
  .superRefine(needName)

/** What an invited organisation, or somebody invited in office, sends: corrected, and with a yes. */
export const invitedOrganisationForm = z.object(organisationFields).superRefine(needName)
export const invitedOfficeForm = z.object(officeFields).superRefine(needPerson)

/** A decision at the desk; a refusal says why. */
export const reasonForm = z
  .object({
    to: z.enum(['confirmed', 'refused', 'withdrawn'], message('signatories.errors.choose')),
    reason: line(500),
  })
  .superRefine(({ to, reason }, context) => {
    if (to === 'refused' && reason === '') refuse(context, 'reason', 'signatories.errors.reason')
  })

/** All in their new order, or one and which way it goes. */
export const orderForm = z.object({
  kind: z.enum(['organisation', 'office-holder']),
  order: z
    .string()
    .optional()
    .transform((text) => (text ? text.split(',') : []))
    .pipe(z.array(uuid).max(4000)),
  signatory: uuid.optional(),
  move: z.enum(['up', 'down']).optional(),
})

export const campaignParams = z.object({
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z\d-]+$/),
})
export const tokenParams = z.object({ token: z.string().max(100) })
export const deskParams = z.object({ campaign: z.string().max(80) })
export const signatoryParams = z.object({ campaign: z.string().max(80), signatory: uuid })

/** A list of names as a document prints it. */
export const severalForm = z.object({
  kind: z.enum(['organisation', 'office-holder']),
  list: z
    .string()
    .optional()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n')),
  checked: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
})

export const groupFields = ['short_en', 'short_ru', 'name_en', 'name_ru'] as const

/** A field of a body that has no form of its own. */
export const fieldOf = (body: unknown, name: string) =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
