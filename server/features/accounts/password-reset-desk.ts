import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type AccountLink, findAccountLinkOf } from './account-links.ts'
import { findPerson } from './account-people.ts'
import { refuse } from './field-view.ts'
import { sendForm } from './form-desk.ts'
import { resetPassword, wishReset } from './password-reset.ts'
import { passwordProblem } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { newPasswordForm, tokenParams, wishForm } from './people-forms.ts'
import type { PeopleServices } from './people-services.ts'

/** A forgotten password: the same answer for every address, and a link by mail where there is an account. */
export const passwordResetDesk: FastifyPluginAsync<PeopleServices> = async (app, options) => {
  const { db, vault, site, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const config = { desk: { who: 'anyone' } } as const
  const atLink = { config, schema: { params: tokenParams } }

  const askAddress = (request: FastifyRequest, reply: FastifyReply, refused?: FormState) =>
    sendForm(request, reply, site, {
      title: 'people.reset.title',
      lead: 'people.reset.lead',
      form: {
        id: 'reset',
        action: '/desk/password-reset',
        button: 'people.reset.send',
        fields: [{ name: 'email', label: 'people.reset.email', type: 'email', autocomplete: 'username' }],
      },
      refused,
    })

  routes.get('/password-reset', { config }, (request, reply) => askAddress(request, reply))

  routes.post('/password-reset', { config }, async (request, reply) => {
    const form = readForm(wishForm, request.body)
    if (!form.ok) return askAddress(request, reply.code(422), form.state)
    await wishReset(db, vault, form.values.email, now())
    mailPromised()
    return reply.redirect('/desk/password-reset/asked', 303)
  })

  routes.get('/password-reset/asked', { config }, (request, reply) =>
    sendForm(request, reply, site, { title: 'people.reset.askedTitle', lead: 'people.reset.askedLead' }),
  )

  routes.get('/password-reset/done', { config }, (request, reply) =>
    sendForm(request, reply, site, {
      title: 'people.reset.doneTitle',
      lead: 'people.reset.doneLead',
      links: [{ url: '/desk/sign-in', words: 'people.reset.signIn' }],
    }),
  )

  const showOver = (request: FastifyRequest, reply: FastifyReply) =>
    sendForm(request, reply.code(410), site, {
      title: 'people.reset.overTitle',
      lead: 'people.reset.overLead',
      links: [{ url: '/desk/password-reset', words: 'people.reset.again' }],
    })

  const askPassword = (request: FastifyRequest, reply: FastifyReply, token: string, refused?: FormState) =>
    sendForm(request, reply, site, {
      title: 'people.reset.newTitle',
      lead: 'people.reset.newLead',
      form: {
        id: 'new',
        action: `/desk/password-reset/${token}`,
        button: 'people.reset.save',
        fields: [
          {
            name: 'password',
            label: 'people.password.new',
            hint: 'people.password.hint',
            type: 'password',
            autocomplete: 'new-password',
          },
        ],
      },
      refused,
    })

  routes.get('/password-reset/:token', atLink, async (request, reply) => {
    const link = await findAccountLinkOf(db, vault, 'password-reset', request.params.token, now())
    if (!link) return reply.callNotFound()
    return link.open ? askPassword(request, reply, request.params.token) : showOver(request, reply)
  })

  routes.post('/password-reset/:token', atLink, async (request, reply) => {
    const { token } = request.params
    const link = await findAccountLinkOf(db, vault, 'password-reset', token, now())
    if (!link) return reply.callNotFound()
    if (!link.open) return showOver(request, reply)
    const form = readForm(newPasswordForm, request.body)
    if (!form.ok) return askPassword(request, reply.code(422), token, form.state)
    const { password } = form.values
    const problem = passwordProblem(password, await ownerOf(link))
    if (problem) {
      const state = refuse(typedValues(request.body), { field: 'password', message: problem })
      return askPassword(request, reply.code(422), token, state)
    }
    const done = await resetPassword(db, link.id, await hashPassword(vault, password), now())
    return done ? reply.redirect('/desk/password-reset/done', 303) : showOver(request, reply)
  })

  const ownerOf = async ({ accountId, email }: AccountLink) =>
    (await findPerson(db, vault, accountId)) ?? { name: '', email }
}
