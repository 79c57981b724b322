import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { MessageKey } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findAccountLinkOf } from './account-links.ts'
import { changeAddress } from './change-address.ts'
import { sendForm } from './form-desk.ts'
import { tokenParams } from './people-forms.ts'
import type { PeopleServices } from './people-services.ts'

/** Behind the link that went to a new address: a button, since mail scanners follow links. */
export const addressDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site, now, mailPromised }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const atLink = { config: { desk: { who: 'anyone' } }, schema: { params: tokenParams } } as const

  const say = (request: FastifyRequest, reply: FastifyReply, title: MessageKey, lead: MessageKey) =>
    sendForm(request, reply.code(410), site, {
      title,
      lead,
      links: [{ url: '/desk/me', words: 'people.me.toAccount' }],
    })

  const showOver = (request: FastifyRequest, reply: FastifyReply) =>
    say(request, reply, 'people.me.addressOverTitle', 'people.me.addressOverLead')

  routes.get('/address/:token', atLink, async (request, reply) => {
    const link = await findAccountLinkOf(db, vault, 'address-change', request.params.token, now())
    if (!link) return reply.callNotFound()
    if (!link.open) return showOver(request, reply)
    return sendForm(request, reply, site, {
      title: 'people.me.addressTitle',
      lead: 'people.me.addressLead',
      values: { email: link.email },
      form: {
        id: 'address',
        action: `/desk/address/${request.params.token}`,
        button: 'people.me.addressConfirm',
        fields: [],
      },
    })
  })

  routes.post('/address/:token', atLink, async (request, reply) => {
    const link = await findAccountLinkOf(db, vault, 'address-change', request.params.token, now())
    if (!link) return reply.callNotFound()
    const changed = link.open ? await changeAddress(db, vault, link, now()) : 'over'
    if (changed === 'over') return showOver(request, reply)
    if (changed === 'taken') return say(request, reply, 'people.me.addressTaken', 'people.me.addressTakenLead')
    mailPromised()
    return reply.redirect('/desk/me?done=saved', 303)
  })
}
