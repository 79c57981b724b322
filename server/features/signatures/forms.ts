import { z } from 'zod'
import { isCountry } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import { domainOf } from '../privacy/index.ts'
import { sourceIn } from './signing-sources.ts'

const NAME = /^\p{L}[\p{L}\p{M} .'’ʼ`-]*$/u
/** What mail programs make a link of: the confirmation greets by name, and anybody can have it sent to anybody. */
const HOST_NAME = /\p{L}{2}\.\p{L}{2}|\.\p{Ll}{2}/u
const LOCAL_PART = /^[^\s@<>()[\]\\,;:"]{1,64}$/
const DOMAIN = /^(?=.{4,253}$)([a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/

/** A mail address as people type it, in any script; quoted local parts and bare host names are refused. */
const isAddress = (text: string) => {
  const at = text.lastIndexOf('@')
  return at > 0 && text.length <= 254 && LOCAL_PART.test(text.slice(0, at)) && DOMAIN.test(domainOf(text))
}

const visible = (text: string) => !hiddenCharacters.test(text)

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ').normalize('NFC')

/** A field that may be left out, told apart from one that holds something else than text. */
const optionalText = z.string().optional().default('')

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** How a signature is shown in public. */
export const visibility = z.enum(['full', 'initial', 'hidden'], message('signatures.errors.visibility'))

const name = z
  .string(message('signatures.errors.nameMissing'))
  .refine(visible, message('signatures.errors.hiddenCharacters'))
  .transform(oneLine)
  .refine((text) => text.length > 0, { ...message('signatures.errors.nameMissing'), abort: true })
  .refine((text) => text.length <= 100, message('signatures.errors.nameLong'))
  .refine(
    (text) => text.length >= 2 && NAME.test(text) && !HOST_NAME.test(text),
    message('signatures.errors.nameLetters'),
  )

const email = z
  .string(message('signatures.errors.emailMissing'))
  .refine(visible, message('signatures.errors.hiddenCharacters'))
  .transform((text) => text.trim())
  .refine((text) => text.length > 0, { ...message('signatures.errors.emailMissing'), abort: true })
  .refine(isAddress, message('signatures.errors.emailShape'))

const city = optionalText
  .refine(visible, message('signatures.errors.hiddenCharacters'))
  .transform(oneLine)
  .refine((text) => text.length <= 80, message('signatures.errors.cityLong'))
  .refine((text) => text === '' || NAME.test(text), message('signatures.errors.cityLetters'))

const comment = optionalText
  .refine(visible, message('signatures.errors.hiddenCharacters'))
  .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
  .refine((text) => text.length <= 500, message('signatures.errors.commentLong'))

const ticked = z
  .union([z.boolean(), z.string()])
  .optional()
  .transform((value) => value === true || value === 'on' || value === 'yes' || value === 'true' || value === '1')

/**
 * The signing form. `key` is the form's idempotency key, a UUID, and null where there is none; `edition` is the number
 * of the text that stood beside it, 0 where that is not said; `website` is a field that people do not see: whoever fills
 * it is a machine.
 */
export const signForm = z.compile(
  z.object({
    name,
    email,
    country: z.string(message('signatures.errors.country')).refine(isCountry, message('signatures.errors.country')),
    city,
    comment,
    visibility: visibility.default('initial'),
    resident: ticked,
    updates: ticked,
    key: z
      .string()
      .optional()
      .transform((key) => (key && uuid.test(key) ? key.toLowerCase() : null)),
    edition: z
      .union([z.string(), z.number()])
      .optional()
      .transform((number) => (number !== undefined && /^\d{1,4}$/.test(String(number)) ? Number(number) : 0)),
    /** What the link says that led here. */
    from: z.unknown().optional().transform(sourceIn),
    website: optionalText,
  }),
)

export type SignForm = z.output<typeof signForm>

export const campaignParams = z.compile(
  z.object({
    slug: z
      .string()
      .max(80)
      .regex(/^[a-z\d-]+$/),
  }),
)

export const tokenParams = z.object({ token: z.string().max(100) })

export const visibilityForm = z.object({ visibility })

export const updatesForm = z.object({ updates: ticked })
