import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { type MessageKey, translator } from '../../i18n/index.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import { takeOneClick } from '../../web/one-click.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { formView } from './form-view.ts'
import { tokenParams } from './forms.ts'
import { writingPath } from './letter-line.ts'
import { formPage } from './pages.ts'
import { findWriter, type StoredWriter } from './queries.ts'
import { confirmMailbox, stopReminders } from './set-reminders.ts'
import { readWriterToken, type WriterLink, writerToken } from './writers.ts'
import type { WritingRoutes } from './writing-routes.ts'

interface Act {
  path: 'writing-mail' | 'writing-stop'
  title: MessageKey
  lead: MessageKey
  button: MessageKey
  /** What is said afterwards; null where it leads to the writer's page. */
  done: MessageKey | null
  act: (writer: StoredWriter) => Promise<void>
}

/** Behind the links of our mails to writers: a button each, since mail scanners follow links. */
export const mailboxOfWriter: FastifyPluginAsync<WritingRoutes> = async (app, { locale, db, vault, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const t = translator(locale)

  takeOneClick(app)
  keepPrivate(app)

  const find = async (token: string, link: WriterLink) => {
    const id = readWriterToken(vault, token, link)
    return id === undefined ? undefined : findWriter(db, id)
  }

  const show = async (reply: FastifyReply, { path, title, lead, button }: Act, token: string, done: boolean) => {
    const at = `/${path}/${token}`
    const form = formView(t, { id: path, action: `/${locale}${at}`, button })
    const html = site.render(
      formPage,
      { locale, path: at, title: t(title) },
      {
        kicker: '',
        kickerUrl: '',
        title: t(title),
        lead: t(lead),
        problems: [],
        forms: done ? [] : [form],
        links: [],
      },
    )
    return reply.type('text/html; charset=utf-8').send(await html)
  }

  const acts: Act[] = [
    {
      path: 'writing-mail',
      title: 'sendings.mailbox.title',
      lead: 'sendings.mailbox.lead',
      button: 'sendings.mailbox.button',
      done: null,
      act: (writer) => confirmMailbox(db, vault, writer),
    },
    {
      path: 'writing-stop',
      title: 'sendings.stop.title',
      lead: 'sendings.stop.lead',
      button: 'sendings.stop.button',
      done: 'sendings.stop.done',
      act: (writer) => stopReminders(db, vault, writer),
    },
  ]
  for (const each of acts) {
    routes.get(`/${each.path}/:token`, { schema: { params: tokenParams } }, async (request, reply) => {
      const writer = await find(request.params.token, each.path)
      return writer ? show(reply, each, request.params.token, false) : reply.callNotFound()
    })

    routes.post(`/${each.path}/:token`, { schema: { params: tokenParams } }, async (request, reply) => {
      const writer = await find(request.params.token, each.path)
      if (!writer) return reply.callNotFound()
      await each.act(writer)
      if (each.done) return show(reply, { ...each, lead: each.done }, request.params.token, true)
      return reply.redirect(`/${locale}${writingPath(writerToken(vault, writer.id))}`, 303)
    })
  }
}
