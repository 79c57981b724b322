import { z } from 'zod'
import { isTimeZone, locales, type MessageKey } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import { roles } from './people.ts'

const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+[\p{L}\d-]{2,63}$/u
const NAME = /^[\p{L}\p{M}][\p{L}\p{M} .'’ʼ`-]*$/u
const uuid = z.uuid()

export const teamParams = z.object({ team: z.string().max(80) })
export const memberParams = z.object({ team: z.string().max(80), member: uuid })
export const invitationParams = z.object({ team: z.string().max(80), invitation: uuid })
export const tokenParams = z.object({ token: z.string().max(100) })
export const idParams = z.object({ id: uuid })

const visible = (text: string) => !hiddenCharacters.test(text)

const oneLine = (text: string) => text.trim().replace(/\s+/gu, ' ').normalize('NFC')

/** A text of one line; what names its absence is said where it is empty. */
export const line = (max: number, missing: MessageKey) =>
  z
    .string(message(missing))
    .refine((text) => visible(text) && !/[\r\n\t]/.test(text), { ...message('people.errors.hidden'), abort: true })
    .transform(oneLine)
    .refine((text) => text !== '', { ...message(missing), abort: true })
    .refine((text) => text.length <= max, { ...message('people.errors.long'), abort: true })

export const email = line(254, 'people.errors.emailMissing').refine(
  (text) => EMAIL.test(text),
  message('people.errors.email'),
)

export const personName = line(120, 'people.errors.nameMissing').refine(
  (text) => text.length >= 2 && NAME.test(text),
  message('people.errors.name'),
)

/** The choices that were ticked, one or several, each once. */
const chosenRoles = z
  .union([z.string(), z.array(z.string())], message('people.errors.roles'))
  .transform((chosen) => roles.filter((role) => [chosen].flat().includes(role)))
  .refine((chosen) => chosen.length > 0, message('people.errors.roles'))

const locale = z.enum(locales, message('people.errors.locale'))

/** A password as it was typed; whether it is a good one, or the right one, is asked elsewhere. */
const password = z.string().max(1_000).catch('')

export const inviteForm = z.object({ email, roles: chosenRoles, locale })
export const rolesForm = z.object({ roles: chosenRoles })
export const joinForm = z.object({ name: personName, password })
export const wishForm = z.object({ email })
export const newPasswordForm = z.object({ password })
/** Null: that of the team's country. */
const timeZone = z
  .string()
  .catch('')
  .refine((zone) => zone === '' || isTimeZone(zone), message('people.errors.timeZone'))
  .transform((zone) => zone || null)

export const profileForm = z.object({ name: personName, locale, time_zone: timeZone })
export const changePasswordForm = z.object({ current: password, password })
export const addressForm = z.object({ email, current: password })
export const passkeyNameForm = z.object({
  name: line(1_000, 'people.errors.passkeyName').refine(
    (text) => text.length <= 60,
    message('people.errors.passkeyName'),
  ),
})
export const currentForm = z.object({ current: password })
export const newPasskeyForm = passkeyNameForm.extend({ current: password })

const base64url = z.string().regex(/^[\w-]{1,8000}$/)

const answered = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).catch({}),
}

/** What a browser gives of a new key (WebAuthn 2, 5.1: its JSON form), and what to call it. */
export const registrationBody = z.object({
  response: z.object({
    ...answered,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: z.array(z.string().max(20)).max(10).exactOptional(),
    }),
  }),
})

/** What a browser gives of a key that signed, and where to go then. */
export const assertionBody = z.object({
  next: z.string().optional().catch(undefined),
  response: z.object({
    ...answered,
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.exactOptional(),
    }),
  }),
})

/** What was just done at the page of one's own account. */
export const profileQuery = z.object({ done: z.string().max(20).optional().catch(undefined) })

export const auditQuery = z.object({
  person: uuid.optional().catch(undefined),
  campaign: uuid.optional().catch(undefined),
  act: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .catch(undefined),
  before: uuid.optional().catch(undefined),
})
