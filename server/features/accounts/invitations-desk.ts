import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findPerson } from './account-people.ts'
import { agentLabel } from './agent.ts'
import { refuse } from './field-view.ts'
import { deskPage } from './frame-desk.ts'
import { invitationView } from './invitation-view.ts'
import { type FoundInvitation, findInvitationOf } from './invitations.ts'
import { acceptInvitation } from './invite.ts'
import { joinTeam } from './join-team.ts'
import { passwordProblem } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { joinForm, tokenParams } from './people-forms.ts'
import { formPage, invitationPage } from './people-pages.ts'
import type { PeopleServices } from './people-services.ts'
import { letIn } from './session-desk.ts'
import { startSession } from './sessions.ts'

/** Behind the link of an invitation: who has an account accepts it, and who has none makes one. */
export const invitationsDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const atLink = { config: { desk: { who: 'anyone' } }, schema: { params: tokenParams } } as const

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    invitation: FoundInvitation,
    token: string,
    refused?: FormState,
  ) => {
    const inviter = invitation.by === null ? undefined : await findPerson(db, vault, invitation.by)
    const { locale, user } = request.desk
    const t = translator(locale)
    const view = invitationView(t, { locale, user, invitation, inviter, token, refused })
    const heading = { title: refused ? `${t('site.errorPrefix')} ${view.title}` : view.title }
    return deskPage(request, reply, site, invitationPage, heading, view)
  }

  /** Used, withdrawn or too old: the link once was right, so its holder is told so. */
  const showOver = (request: FastifyRequest, reply: FastifyReply) => {
    const t = translator(request.desk.locale)
    const title = t('people.invitation.overTitle')
    const model = { title, lead: t('people.invitation.overLead'), problems: [], forms: [], links: [] }
    return deskPage(request, reply.code(410), site, formPage, { title }, model)
  }

  routes.get('/invitations/:token', atLink, async (request, reply) => {
    const { token } = request.params
    const invitation = await findInvitationOf(db, vault, token, now())
    if (!invitation) return reply.callNotFound()
    return invitation.open ? show(request, reply, invitation, token) : showOver(request, reply)
  })

  routes.post('/invitations/:token', atLink, async (request, reply) => {
    const { token } = request.params
    const invitation = await findInvitationOf(db, vault, token, now())
    if (!invitation) return reply.callNotFound()
    if (!invitation.open) return showOver(request, reply)

    const { user, locale } = request.desk
    if (user) {
      const accept = db.transaction().execute((trx) => acceptInvitation(trx, invitation.id, user.accountId, now()))
      return (await accept) ? reply.redirect('/desk/', 303) : showOver(request, reply)
    }
    if (invitation.known) return show(request, reply.code(422), invitation, token)

    const form = readForm(joinForm, request.body)
    if (!form.ok) return show(request, reply.code(422), invitation, token, form.state)
    const { name, password } = form.values
    const problem = passwordProblem(password, { name, email: invitation.email })
    if (problem) {
      const state = refuse(typedValues(request.body), { field: 'password', message: problem })
      return show(request, reply.code(422), invitation, token, state)
    }
    const passwordHash = await hashPassword(vault, password)
    const accountId = await joinTeam(db, vault, invitation, { name, passwordHash, locale }, now())
    if (accountId === undefined) return showOver(request, reply)
    const agent = agentLabel(request.headers['user-agent'])
    const session = await startSession(db, { accountId, state: 'full', secondFactor: false, agent, now: now() })
    return letIn(reply, { vault, site }, session, invitation.email).redirect('/desk/', 303)
  })
}
