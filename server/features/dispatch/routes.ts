import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import type { ZodTypes } from '../../web/zod.ts'
import type { Vault } from '../privacy/index.ts'
import { CONFIRMABLE_DAYS, cancelLetter, confirmLetter } from './confirm-letter.ts'
import { readLetterToken } from './letter-link.ts'
import { letterStateView } from './letter-state-view.ts'
import { checkMailPage, letterStatePage } from './pages.ts'
import { findChannel, findLetter } from './queries.ts'

export interface DispatchRoutes {
  locale: Locale
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  /** Where mail is kept that is not sent; empty where it is. */
  mailboxUrl: string
  /** Where mail to letters is received; undefined: nowhere. */
  inboundDomain: string | undefined
}

const tokenParams = z.object({ token: z.string().max(100) })
const slugParams = z.object({ slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/) })

/** A letter that its writer wants us to send: look in the mail, read it once more, confirm it, follow it. */
export const dispatch: FastifyPluginAsync<DispatchRoutes> = async (app, options) => {
  const { locale, db, vault, site, now, mailboxUrl, inboundDomain } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const withToken = { schema: { params: tokenParams } }
  const t = translator(locale)

  keepPrivate(app)

  const find = async (token: string) => {
    const id = readLetterToken(vault, token)
    return id === undefined ? undefined : findLetter(db, id)
  }

  const send = async (reply: FastifyReply, html: Promise<string>) =>
    reply.type('text/html; charset=utf-8').send(await html)

  routes.get('/campaigns/:slug/letter-promised', { schema: { params: slugParams } }, async (request, reply) => {
    const { slug } = request.params
    const model = { mailboxUrl, days: CONFIRMABLE_DAYS, campaignUrl: `/${locale}/campaigns/${slug}` }
    const context = { locale, path: `/campaigns/${slug}/letter-promised`, title: t('dispatch.checkMail.title') }
    return send(reply, site.render(checkMailPage, context, model))
  })

  routes.get('/dispatch/:token', withToken, async (request, reply) => {
    const { token } = request.params
    const letter = await find(token)
    if (!letter) return reply.callNotFound()

    const channel = await findChannel(db, letter.office_id, letter)
    const address = channel?.address[letter.locale]
    const shown = { letter, token, address, tracked: inboundDomain !== undefined, now: now() }
    const model = letterStateView(vault, locale, shown)
    return send(reply, site.render(letterStatePage, { locale, path: `/dispatch/${token}`, title: model.title }, model))
  })

  routes.post('/dispatch/:token', withToken, async (request, reply) => {
    const letter = await find(request.params.token)
    if (!letter) return reply.callNotFound()
    await confirmLetter(db, vault, letter, now())
    return reply.redirect(`/${locale}/dispatch/${request.params.token}`, 303)
  })

  routes.post('/dispatch/:token/cancellation', withToken, async (request, reply) => {
    const letter = await find(request.params.token)
    if (!letter) return reply.callNotFound()
    await cancelLetter(db, letter.id, now(), 'by-writer')
    return reply.redirect(`/${locale}/dispatch/${request.params.token}`, 303)
  })
}
