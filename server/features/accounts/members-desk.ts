import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { refuse } from './field-view.ts'
import { deskPage } from './frame-desk.ts'
import { teamOf, userOf } from './guard-desk.ts'
import { listInvitations } from './invitations.ts'
import { invite, revokeInvitation } from './invite.ts'
import { findMember, listMembers, type Member, removeMember, setRoles } from './members.ts'
import { membersView, memberView, teamUrl } from './members-view.ts'
import { invitationParams, inviteForm, memberParams, rolesForm, teamParams } from './people-forms.ts'
import { memberPage, membersPage } from './people-pages.ts'
import type { PeopleServices } from './people-services.ts'

const config = { desk: { who: ['owner'] } } satisfies { desk: { who: ['owner'] } }

/** Who is in a team: its owners see them, invite, change roles and part. */
export const membersDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site, now, mailPromised }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  const showTeam = async (request: FastifyRequest, reply: FastifyReply, refused?: FormState) => {
    const [user, team] = [userOf(request), teamOf(request)]
    const [members, invitations] = await Promise.all([
      listMembers(db, vault, team.id),
      listInvitations(db, vault, team.id, now()),
    ])
    const view = membersView({ user, team, members, invitations, refused })
    const heading = { title: titleOf(request, view.title, refused), here: teamUrl(team) }
    return deskPage(request, reply, site, membersPage, heading, view)
  }

  const showMember = async (request: FastifyRequest, reply: FastifyReply, member: Member, refused?: FormState) => {
    const [user, team] = [userOf(request), teamOf(request)]
    const owners = (await listMembers(db, vault, team.id)).filter(({ roles }) => roles.includes('owner'))
    const onlyOwner = owners.length === 1 && owners[0]?.accountId === member.accountId
    const view = memberView({ user, team, member, onlyOwner, refused })
    const heading = { title: titleOf(request, view.title, refused), here: teamUrl(team) }
    return deskPage(request, reply, site, memberPage, heading, view)
  }

  routes.get('/teams/:team/members', { config, schema: { params: teamParams } }, (request, reply) =>
    showTeam(request, reply),
  )

  routes.post('/teams/:team/invitations', { config, schema: { params: teamParams } }, async (request, reply) => {
    const form = readForm(inviteForm, request.body)
    if (!form.ok) return showTeam(request, reply.code(422), form.state)
    const [user, team] = [userOf(request), teamOf(request)]
    const invited = await invite(db, vault, { teamId: team.id, by: user.accountId, ...form.values, now: now() })
    if (invited !== 'invited') {
      const words = invited === 'member' ? 'people.errors.member' : 'people.errors.tooMany'
      return showTeam(request, reply.code(422), refuse(typedValues(request.body), { field: 'email', message: words }))
    }
    mailPromised()
    return reply.redirect(teamUrl(team), 303)
  })

  const revocation = '/teams/:team/invitations/:invitation/revocation'
  routes.post(revocation, { config, schema: { params: invitationParams } }, async (request, reply) => {
    const [user, team] = [userOf(request), teamOf(request)]
    const invitation = { teamId: team.id, id: request.params.invitation, by: user.accountId, now: now() }
    if (!(await revokeInvitation(db, invitation))) return reply.callNotFound()
    return reply.redirect(teamUrl(team), 303)
  })

  const withMember = { config, schema: { params: memberParams } }

  routes.get('/teams/:team/members/:member', withMember, async (request, reply) => {
    const member = await findMember(db, vault, teamOf(request).id, request.params.member)
    return member ? showMember(request, reply, member) : reply.callNotFound()
  })

  routes.post('/teams/:team/members/:member', withMember, async (request, reply) => {
    const [user, team] = [userOf(request), teamOf(request)]
    const member = await findMember(db, vault, team.id, request.params.member)
    if (!member) return reply.callNotFound()
    const form = readForm(rolesForm, request.body)
    if (!form.ok) return showMember(request, reply.code(422), member, form.state)
    const change = { teamId: team.id, memberId: member.accountId, by: user.accountId }
    const changed = await setRoles(db, change, form.values.roles)
    if (changed === 'gone') return reply.callNotFound()
    if (changed === 'last owner') return showMember(request, reply.code(422), member, lastOwner(request.body))
    const stays = member.accountId !== user.accountId || form.values.roles.includes('owner')
    return reply.redirect(stays ? teamUrl(team) : '/desk/', 303)
  })

  routes.post('/teams/:team/members/:member/removal', withMember, async (request, reply) => {
    const [user, team] = [userOf(request), teamOf(request)]
    const member = await findMember(db, vault, team.id, request.params.member)
    if (!member) return reply.callNotFound()
    const removed = await removeMember(db, { teamId: team.id, memberId: member.accountId, by: user.accountId })
    if (removed === 'gone') return reply.callNotFound()
    if (removed === 'last owner') {
      return showMember(request, reply.code(422), member, lastOwner({ roles: member.roles }))
    }
    return reply.redirect(member.accountId === user.accountId ? '/desk/' : teamUrl(team), 303)
  })
}

const lastOwner = (body: unknown): FormState =>
  refuse(typedValues(body), { field: 'roles', message: 'people.errors.lastOwner' })

/** A page that comes back with a refused form says so in its title. */
const titleOf = (request: FastifyRequest, title: string, refused: FormState | undefined) =>
  refused ? `${translator(request.desk.locale)('site.errorPrefix')} ${title}` : title
