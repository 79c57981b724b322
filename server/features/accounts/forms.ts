import { z } from 'zod'
import { message } from '../../web/form.ts'
import { line, email as ownEmail, personName } from './people-forms.ts'

/** What is shown again must be short; a longer one is nobody's address. */
const email = z
  .string(message('accounts.signIn.emailMissing'))
  .trim()
  .min(1, message('accounts.signIn.emailMissing'))
  .max(254, message('accounts.signIn.emailShape'))
  .regex(/^[^\s@]+@[^\s@]+$/, message('accounts.signIn.emailShape'))

const typedPassword = z
  .string(message('accounts.password.missing'))
  .min(1, message('accounts.password.missing'))
  .max(1_000, message('accounts.password.long'))

const code = z
  .string(message('accounts.code.missing'))
  .trim()
  .min(1, message('accounts.code.missing'))
  .max(100, message('accounts.code.wrong'))

/** What travels through a sign-in besides: where to go afterwards, and a form that was kept. */
export const onward = z.object({
  next: z.string().optional().catch(undefined),
  kept: z.string().optional().catch(undefined),
})

export const signInForm = z.object({ email, password: typedPassword })

export const codeForm = z.object({ code })

export const setUpForm = z.object({ secret: z.string().max(500).catch(''), password: typedPassword, code })

/** Whether a password is a good one is asked elsewhere. */
const newPassword = z.string().max(1_000).catch('')

export const firstPasswordForm = z.object({ password: newPassword })

const owner = z.object({ name: personName, email: ownEmail, password: newPassword })

const ownerWithTeam = owner
  .extend({
    team_en: line(200, 'accounts.welcome.teamMissing'),
    team_ru: line(200, 'accounts.welcome.teamMissing'),
    team_email: ownEmail,
  })
  .transform(({ team_en: en, team_ru: ru, team_email, ...person }) => ({
    ...person,
    team: { name: { en, ru }, email: team_email },
  }))

const ownerAlone = owner.transform((person) => ({ ...person, team: null }))

/** The first owner; with a team of their own where they name one, and where there is none to become owner of. */
export const firstOwnerForm = (body: unknown, teamNeeded: boolean) => {
  const typed = Object.entries(typeof body === 'object' && body !== null ? body : {})
  const named = typed.some(([field, value]) => field.startsWith('team_') && String(value).trim() !== '')
  return named || teamNeeded ? ownerWithTeam : ownerAlone
}
