import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { translator } from '../i18n/index.ts'
import type { KeptMail, Mailbox } from '../mail/index.ts'
import type { Site } from '../render/page.ts'
import { keepPrivate } from './keep-private.ts'
import { preferredLocale } from './locale.ts'
import { mailboxPage, mailPage } from './pages.ts'
import type { ZodTypes } from './zod.ts'

const SHOWN = 100

/** The text in pieces: what is a link, and what stands between. */
const piecesOf = ({ text }: KeptMail) =>
  text.split(/(https?:\/\/\S+)/).map((piece) => ({ text: piece, link: /^https?:/.test(piece) ? piece : '' }))

/** Mail that is kept instead of sent: for trying things out, and for tests. */
export const mailboxPages: FastifyPluginAsync<{ mailbox: Mailbox; site: Site }> = async (app, { mailbox, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  keepPrivate(app)

  routes.get('/dev/mail', async (request, reply) => {
    const locale = preferredLocale(request.headers['accept-language'])
    const mails = (await mailbox.list(SHOWN)).map(({ id, subject, to, date }) => ({
      url: `/dev/mail/${id}`,
      subject,
      to,
      date: new Date(date),
    }))
    const title = translator(locale)('site.mailbox.title')
    return reply
      .type('text/html; charset=utf-8')
      .send(await site.render(mailboxPage, { locale, path: '/', title }, { mails }))
  })

  routes.get('/dev/mail.json', async (_request, reply) => reply.send(await mailbox.list(SHOWN)))

  routes.get('/dev/mail/:id', { schema: { params: z.object({ id: z.string() }) } }, async (request, reply) => {
    const mail = await mailbox.find(request.params.id)
    if (!mail) return reply.callNotFound()
    const locale = preferredLocale(request.headers['accept-language'])
    const model = { ...mail, date: new Date(mail.date), pieces: piecesOf(mail) }
    const html = await site.render(mailPage, { locale, path: '/', title: mail.subject }, model)
    return reply.type('text/html; charset=utf-8').send(html)
  })
}
