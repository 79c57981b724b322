import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { attemptOf } from './attempt-desk.ts'
import { isOwner } from './confirm-owner.ts'
import { refuse } from './field-view.ts'
import { sendForm } from './form-desk.ts'
import { deskPage } from './frame-desk.ts'
import { userOf } from './guard-desk.ts'
import { recoveryCodesPage } from './pages.ts'
import { currentForm } from './people-forms.ts'
import type { PeopleServices } from './people-services.ts'
import { renewRecoveryCodes } from './second-factor.ts'

export const RECOVERY_CODES = '/desk/me/recovery-codes'

const config = { desk: { who: 'member' } } as const

/** Recovery codes for those whose second factor is a passkey: a lost device must not lock its owner out. */
export const recoveryCodesDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site, now }) => {
  const ask = (request: FastifyRequest, reply: FastifyReply, refused?: FormState) =>
    sendForm(request, reply, site, {
      title: 'people.codes.title',
      lead: 'people.codes.lead',
      form: {
        id: 'codes',
        action: RECOVERY_CODES,
        button: 'people.codes.button',
        fields: [
          { name: 'current', label: 'people.password.confirm', type: 'password', autocomplete: 'current-password' },
        ],
      },
      links: [{ url: '/desk/me', words: 'people.me.toAccount' }],
      refused,
    })

  app.get('/me/recovery-codes', { config }, (request, reply) => ask(request, reply))

  app.post('/me/recovery-codes', { config }, async (request, reply) => {
    const { accountId, email, locale } = userOf(request)
    const form = readForm(currentForm, request.body)
    const password = form.ok ? form.values.current : ''
    const attempt = { accountId, ...attemptOf(request, site, email), password }
    if (!(await isOwner({ db, vault, now: now() }, attempt))) {
      return ask(request, reply.code(422), refuse({}, { field: 'current', message: 'people.errors.current' }))
    }
    const codes = await renewRecoveryCodes(db, vault, accountId)
    const title = translator(locale)('accounts.recoveryCodes.title')
    return deskPage(request, reply, site, recoveryCodesPage, { title }, { codes })
  })
}
