import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { type FieldError, readForm } from '../../web/form.ts'
import { agentLabel } from './agent.ts'
import { attemptOf } from './attempt-desk.ts'
import { problemLinks, titled, waitError, wordsAt } from './form-words.ts'
import { codeForm, setUpForm } from './forms.ts'
import { deskPage } from './frame-desk.ts'
import { sessionOf, userOf } from './guard-desk.ts'
import { recoveryCodesPage, secondFactorPage, setUpPage } from './pages.ts'
import { isPassword } from './passwords.ts'
import { type DeskUser, needsSecondFactor } from './people.ts'
import { findPasswordHash, hasCodes } from './queries.ts'
import { countRecoveryCodes, useRecoveryCode } from './recovery-codes.ts'
import { dropCodes, renewRecoveryCodes, setUpCodes } from './second-factor.ts'
import { type AccountServices, letIn, tooSoon } from './session-desk.ts'
import { codeTurns, noteSuccess, passwordTurns, takeTurn } from './sign-in-delay.ts'
import { offeredSecret, openSecret, sealSecret, secretToScan, spelledSecret, useCode } from './totp.ts'

const early = { config: { desk: { who: 'member', early: true } } } as const

/** Setting up one-time codes, with recovery codes that are shown once; making new ones; changing the device. */
export const secondFactor: FastifyPluginAsync<AccountServices> = async (app, services) => {
  const { db, vault, site, now } = services
  const toolsOf = ({ headers }: FastifyRequest) => ({ db, vault, now: now(), agent: agentLabel(headers['user-agent']) })

  const offered = (request: FastifyRequest) => offeredSecret(vault, sessionOf(request).id)

  app.get('/second-factor', early, async (request, reply) => {
    const { accountId } = userOf(request)
    return (await hasCodes(db, accountId)) ? showOn(request, reply) : showSetUp(request, reply, offered(request))
  })

  app.post('/second-factor', early, async (request, reply) => {
    const user = userOf(request)
    if (await hasCodes(db, user.accountId)) return reply.redirect('/desk/second-factor', 303)

    const form = readForm(setUpForm, request.body)
    const sealed = (request.body as { secret?: unknown } | undefined)?.secret
    const secret =
      typeof sealed === 'string' ? openSecret(vault, user.accountId, Buffer.from(sealed, 'base64url')) : undefined
    if (!secret) {
      const stale = [{ field: 'code', message: 'accounts.secondFactor.stale' as const }]
      return showSetUp(request, reply.code(422), offered(request), stale)
    }
    if (!form.ok) return showSetUp(request, reply.code(422), secret, form.state.errors)

    const turns = passwordTurns(vault, attemptOf(request, site, user.email))
    const seconds = await takeTurn(db, turns, now())
    if (seconds > 0) return showSetUp(request, tooSoon(reply, seconds), secret, [waitError('password', seconds)])
    if (!(await isPassword(vault, await findPasswordHash(db, user.accountId), form.values.password))) {
      const wrong = [{ field: 'password', message: 'accounts.secondFactor.wrongPassword' as const }]
      return showSetUp(request, reply.code(422), secret, wrong)
    }
    await noteSuccess(db, turns)

    const set = await setUpCodes(toolsOf(request), user.accountId, { secret, code: form.values.code })
    if (!set) {
      const wrong = [{ field: 'code', message: 'accounts.code.wrong' as const }]
      return showSetUp(request, reply.code(422), secret, wrong)
    }
    return showRecoveryCodes(request, letIn(reply, services, set.token, user.email), set.recoveryCodes)
  })

  app.post('/second-factor/recovery-codes', early, async (request, reply) => {
    const user = userOf(request)
    const errors = await checkCode(request, user)
    if (errors.length > 0) return showOn(request, reply.code(422), 'renew', errors)
    return showRecoveryCodes(request, reply, await renewRecoveryCodes(db, vault, user.accountId))
  })

  app.post('/second-factor/off', early, async (request, reply) => {
    const user = userOf(request)
    const errors = await checkCode(request, user)
    if (errors.length > 0) return showOn(request, reply.code(422), 'off', errors)
    const token = await dropCodes(toolsOf(request), user.accountId)
    return letIn(reply, services, token, user.email).redirect('/desk/second-factor', 303)
  })

  /** Changing the second factor takes the second factor: whoever finds a desk open cannot. */
  const checkCode = async (request: FastifyRequest, { accountId, email }: DeskUser): Promise<FieldError[]> => {
    const form = readForm(codeForm, request.body)
    if (!form.ok) return form.state.errors
    const { code } = form.values
    if (await useRecoveryCode(db, vault, accountId, code, now())) return []
    const turns = codeTurns(vault, attemptOf(request, site, email))
    const seconds = await takeTurn(db, turns, now())
    if (seconds > 0) return [waitError('code', seconds)]
    if (!(await useCode(db, vault, accountId, code, now()))) return [{ field: 'code', message: 'accounts.code.wrong' }]
    await noteSuccess(db, turns)
    return []
  }

  const showSetUp = (request: FastifyRequest, reply: FastifyReply, secret: string, errors: FieldError[] = []) => {
    const user = userOf(request)
    const t = translator(request.desk.locale)
    const at = wordsAt(t, errors)
    const model = {
      needed: needsSecondFactor(user),
      ...secretToScan(secret, user.email),
      spelled: spelledSecret(secret),
      secret: sealSecret(vault, user.accountId, secret).toString('base64url'),
      passwordError: at('password'),
      codeError: at('code'),
      problems: problemLinks(t, errors),
    }
    const title = titled(t, t('accounts.secondFactor.title'), errors)
    return deskPage(request, reply, site, setUpPage, { title }, model)
  }

  const showOn = async (request: FastifyRequest, reply: FastifyReply, refused = '', errors: FieldError[] = []) => {
    const { accountId } = userOf(request)
    const t = translator(request.desk.locale)
    const error = wordsAt(t, errors)('code')
    const forms = [
      { id: 'renew', action: '/desk/second-factor/recovery-codes' },
      { id: 'off', action: '/desk/second-factor/off' },
    ] as const
    const model = {
      left: t('accounts.secondFactor.left', { count: await countRecoveryCodes(db, accountId) }),
      forms: forms.map(({ id, action }) => ({
        id,
        action,
        title: t(`accounts.secondFactor.${id}Title`),
        lead: t(`accounts.secondFactor.${id}Lead`),
        button: t(`accounts.secondFactor.${id}`),
        error: id === refused ? error : '',
      })),
      problems: error ? [{ field: `${refused}-code`, words: error }] : [],
    }
    const title = titled(t, t('accounts.secondFactor.title'), errors)
    return deskPage(request, reply, site, secondFactorPage, { title }, model)
  }

  const showRecoveryCodes = (request: FastifyRequest, reply: FastifyReply, codes: string[]) => {
    const title = translator(request.desk.locale)('accounts.recoveryCodes.title')
    return deskPage(request, reply, site, recoveryCodesPage, { title }, { codes })
  }
}
