import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type MessageKey, translator } from '../../i18n/index.ts'
import { sendFieldErrors, sendProblem } from '../../web/errors.ts'
import { type FieldError, type FormState, readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findPerson } from './account-people.ts'
import { recordAct } from './acts.ts'
import { agentLabel } from './agent.ts'
import { attemptOf } from './attempt-desk.ts'
import { isOwner } from './confirm-owner.ts'
import { refuse } from './field-view.ts'
import { sendForm } from './form-desk.ts'
import { userOf } from './guard-desk.ts'
import { nextPath } from './next-path.ts'
import { findPasskey, type ListedPasskey, removePasskey, renamePasskey } from './passkey-list.ts'
import { askToRegister, askToSignIn, registerPasskey, relyingParty, signInByPasskey } from './passkeys.ts'
import { needsSecondFactor } from './people.ts'
import {
  assertionBody,
  currentForm,
  idParams,
  newPasskeyForm,
  passkeyNameForm,
  registrationBody,
} from './people-forms.ts'
import type { PeopleServices } from './people-services.ts'
import { hasCodes } from './queries.ts'
import { countRecoveryCodes } from './recovery-codes.ts'
import { RECOVERY_CODES } from './recovery-codes-desk.ts'
import { letIn } from './session-desk.ts'
import { endSession, startSession } from './sessions.ts'

const anyone = { config: { desk: { who: 'anyone' } } } as const
const own = { config: { desk: { who: 'member', early: true } } } as const
const ownPasskey = { ...own, schema: { params: idParams } }

/** Passkeys: kept by a person's devices, added and removed at their account, and enough by themselves to sign in. */
export const passkeysDesk: FastifyPluginAsync<PeopleServices> = async (app, services) => {
  const { db, vault, site, now } = services
  const routes = app.withTypeProvider<ZodTypes>()
  const party = relyingParty(site.publicUrl)
  const ceremony = () => ({ db, party, now: now() })

  app.post('/me/passkeys/options', own, async (request, reply) => {
    const form = await readNewPasskey(request)
    if (!form.ok) return sendFieldErrors(reply, request.desk.locale, form.state.errors)
    const { accountId: id, name, email } = userOf(request)
    const siteName = translator(request.desk.locale)('site.name')
    return { options: await askToRegister(ceremony(), { id, name, email }, siteName) }
  })

  app.post('/me/passkeys', own, async (request, reply) => {
    const form = await readNewPasskey(request)
    if (!form.ok) return sendFieldErrors(reply, request.desk.locale, form.state.errors)
    const body = registrationBody.safeParse(request.body)
    const { accountId } = userOf(request)
    const { name } = form.values
    const owner = { accountId, session: request.desk.session?.id ?? '' }
    const added = body.success && (await registerPasskey(ceremony(), owner, { ...body.data, name }))
    if (!added) return refuseKey(request, reply, 'people.passkeys.failed')
    const codes = (await hasCodes(db, accountId)) || (await countRecoveryCodes(db, accountId)) > 0
    return { location: codes ? '/desk/me?done=passkey' : RECOVERY_CODES }
  })

  app.post('/passkeys/options', anyone, async () => ({ options: await askToSignIn(ceremony()) }))

  app.post('/passkeys', anyone, async (request, reply) => {
    const body = assertionBody.safeParse(request.body)
    const accountId = body.success ? await signInByPasskey(ceremony(), body.data.response) : undefined
    const person = accountId === undefined ? undefined : await findPerson(db, vault, accountId)
    if (!body.success || accountId === undefined || !person) {
      return refuseKey(request, reply, 'people.passkeys.signInFailed')
    }
    if (request.desk.session) await endSession(db, request.desk.session.id)
    const agent = agentLabel(request.headers['user-agent'])
    const token = await startSession(db, { accountId, state: 'full', secondFactor: true, agent, now: now() })
    await recordAct(db, { team: null, account: accountId, act: 'signed-in' })
    letIn(reply, services, token, person.email)
    return { location: nextPath(body.data.next) }
  })

  const refuseKey = (request: FastifyRequest, reply: FastifyReply, title: MessageKey) =>
    sendProblem(reply, request.desk.locale, { status: 422, title })

  const isTheirs = (request: FastifyRequest, current: string) => {
    const { accountId, email } = userOf(request)
    return isOwner({ db, vault, now: now() }, { accountId, ...attemptOf(request, site, email), password: current })
  }

  /** The name of a new key, from whoever knows the account's password: a session left open makes no lasting way in. */
  const readNewPasskey = async (request: FastifyRequest) => {
    const form = readForm(newPasskeyForm, request.body)
    if (!form.ok || (await isTheirs(request, form.values.current))) return form
    return { ok: false as const, state: refuse({}, wrongPassword) }
  }

  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, name }: ListedPasskey,
    refused?: { id: 'name' | 'removal'; state: FormState },
  ) =>
    sendForm(request, reply, site, {
      title: 'people.passkeys.changeOf',
      values: { name },
      form: {
        id: 'name',
        action: `/desk/me/passkeys/${id}`,
        button: 'people.passkeys.rename',
        fields: [{ name: 'name', label: 'people.passkeys.name', value: name }],
      },
      others: [
        {
          id: 'removal',
          action: `/desk/me/passkeys/${id}/removal`,
          title: 'people.passkeys.removeTitle',
          lead: 'people.passkeys.removeLead',
          button: 'people.passkeys.remove',
          danger: true,
          fields: [
            { name: 'current', label: 'people.password.confirm', type: 'password', autocomplete: 'current-password' },
          ],
        },
      ],
      links: [{ url: '/desk/me', words: 'people.me.toAccount' }],
      ...(refused ? { refusedId: refused.id, refused: refused.state } : {}),
    })

  routes.get('/me/passkeys/:id', ownPasskey, async (request, reply) => {
    const passkey = await findPasskey(db, userOf(request).accountId, request.params.id)
    return passkey ? show(request, reply, passkey) : reply.callNotFound()
  })

  routes.post('/me/passkeys/:id', ownPasskey, async (request, reply) => {
    const { accountId } = userOf(request)
    const passkey = await findPasskey(db, accountId, request.params.id)
    if (!passkey) return reply.callNotFound()
    const form = readForm(passkeyNameForm, request.body)
    if (!form.ok) return show(request, reply.code(422), passkey, { id: 'name', state: form.state })
    await renamePasskey(db, accountId, passkey.id, form.values.name)
    return reply.redirect('/desk/me?done=saved', 303)
  })

  routes.post('/me/passkeys/:id/removal', ownPasskey, async (request, reply) => {
    const user = userOf(request)
    const passkey = await findPasskey(db, user.accountId, request.params.id)
    if (!passkey) return reply.callNotFound()
    const back = (error: FieldError) =>
      show(request, reply.code(422), passkey, { id: 'removal', state: refuse({}, error) })
    const form = readForm(currentForm, request.body)
    if (!form.ok || !(await isTheirs(request, form.values.current))) return back(wrongPassword)
    const removed = await removePasskey(db, user.accountId, passkey.id, { mustKeepOne: needsSecondFactor(user) })
    if (removed === 'last') return back({ field: 'current', message: 'people.passkeys.last' })
    return reply.redirect('/desk/me?done=saved', 303)
  })
}

const wrongPassword: FieldError = { field: 'current', message: 'people.errors.current' }
