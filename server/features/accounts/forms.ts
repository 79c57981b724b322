import { z } from 'zod'
import { message } from '../../web/form.ts'

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
