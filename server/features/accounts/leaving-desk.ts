import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FormState } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { listOwnedAlone } from './delete-account.ts'
import { refuse } from './field-view.ts'
import { sendForm } from './form-desk.ts'
import { teamOf, userOf } from './guard-desk.ts'
import { removeMember } from './members.ts'
import { teamUrl } from './members-view.ts'
import { teamParams } from './people-forms.ts'
import type { PeopleServices } from './people-services.ts'

const config = { desk: { who: 'member', early: true } } as const

/** How people leave a team by themselves. */
export const leavingDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config, schema: { params: teamParams } }

  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: FormState) => {
    const [user, team] = [userOf(request), teamOf(request)]
    const alone = (await listOwnedAlone(db, user.accountId)).some(({ id }) => id === team.id)
    const action = `/desk/teams/${team.slug}/leaving`
    return sendForm(request, reply, site, {
      title: 'people.leaving.title',
      lead: alone ? 'people.members.onlyOwner' : 'people.members.leaveLead',
      values: { team: team.name[user.locale] },
      ...(alone ? {} : { form: { id: 'leaving', action, button: 'people.leaving.button', danger: true, fields: [] } }),
      links: alone
        ? [{ url: teamUrl(team), words: 'people.members.title' }]
        : [{ url: '/desk/me', words: 'people.me.toAccount' }],
      refused,
    })
  }

  routes.get('/teams/:team/leaving', route, (request, reply) => show(request, reply))

  routes.post('/teams/:team/leaving', route, async (request, reply) => {
    const { accountId } = userOf(request)
    const left = await removeMember(db, { teamId: teamOf(request).id, memberId: accountId, by: accountId })
    if (left === 'gone') return reply.callNotFound()
    if (left === 'last owner') {
      return show(request, reply.code(422), refuse({}, { field: 'roles', message: 'people.errors.lastOwner' }))
    }
    return reply.redirect('/desk/me?done=left', 303)
  })
}
