import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type MessageKey, translator } from '../../i18n/index.ts'
import { sendProblem } from '../../web/errors.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { attemptOf } from './attempt-desk.ts'
import { isOwner } from './confirm-owner.ts'
import { deleteAccount, listOwnedAlone } from './delete-account.ts'
import { deletionView } from './deletion-view.ts'
import { refuse } from './field-view.ts'
import { sendForm } from './form-desk.ts'
import { deskPage } from './frame-desk.ts'
import { userOf } from './guard-desk.ts'
import { listPasskeys } from './passkey-list.ts'
import { canHavePasskeys, relyingParty, signInByPasskey } from './passkeys.ts'
import { assertionBody, currentForm } from './people-forms.ts'
import { deletionPage } from './people-pages.ts'
import type { PeopleServices } from './people-services.ts'
import { setSession } from './session-desk.ts'

const own = { config: { desk: { who: 'member', early: true } } } as const
const anyone = { config: { desk: { who: 'anyone' } } } as const
const DELETED = '/desk/account-deleted'

/** How people delete their own account: by its password or a passkey, asked for again. */
export const deletionDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site, now }) => {
  const party = relyingParty(site.publicUrl)

  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: FormState) => {
    const { accountId, locale } = userOf(request)
    const [alone, passkeys] = await Promise.all([listOwnedAlone(db, accountId), listPasskeys(db, accountId)])
    const byPasskey = passkeys.length > 0 && canHavePasskeys(site.publicUrl)
    const view = deletionView({ locale, alone, byPasskey, refused })
    const title = refused ? `${translator(locale)('site.errorPrefix')} ${view.title}` : view.title
    return deskPage(request, reply, site, deletionPage, { title }, view)
  }

  /** The key must be this account's own: somebody else's device opens nothing here. */
  const isTheirKey = async (request: FastifyRequest) => {
    const body = assertionBody.safeParse(request.body)
    if (!body.success) return false
    return (await signInByPasskey({ db, party, now: now() }, body.data.response)) === userOf(request).accountId
  }

  const isTheirPassword = async (request: FastifyRequest) => {
    const { accountId, email } = userOf(request)
    const form = readForm(currentForm, request.body)
    const password = form.ok ? form.values.current : ''
    return isOwner({ db, vault, now: now() }, { accountId, ...attemptOf(request, site, email), password })
  }

  app.get('/me/deletion', own, (request, reply) => show(request, reply))

  app.post('/me/deletion', own, async (request, reply) => {
    const { locale, accountId } = userOf(request)
    const script = request.headers['content-type']?.startsWith('application/json') ?? false
    const no = (message: MessageKey) =>
      script
        ? sendProblem(reply, locale, { status: 422, title: message })
        : show(request, reply.code(422), refuse({}, { field: 'current', message }))
    if (script && !(await isTheirKey(request))) return no('people.passkeys.signInFailed')
    if (!script && !(await isTheirPassword(request))) return no('people.errors.current')
    if (!(await deleteAccount(db, accountId))) return no('people.deletion.needed')
    setSession(reply, site, null)
    return script ? { location: DELETED } : reply.redirect(DELETED, 303)
  })

  app.get('/account-deleted', anyone, (request, reply) =>
    sendForm(request, reply, site, {
      title: 'people.deletion.doneTitle',
      lead: 'people.deletion.doneLead',
      links: [{ url: `/${request.desk.locale}/`, words: 'people.deletion.toSite' }],
    }),
  )
}
