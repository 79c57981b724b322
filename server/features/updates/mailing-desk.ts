import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type ActName, campaignOf, type DeskRule, deskPage, recordAct, teamOf, userOf } from '../accounts/index.ts'
import type { Tallies } from '../signatures/index.ts'
import { mailingDeskPage } from './desk-pages.ts'
import { headingOf, updatesUrl } from './desk-view.ts'
import { agreed, updateParams } from './forms.ts'
import { promiseTest, startMailing, stopMailing } from './mail-update.ts'
import { mailingModel } from './mailing-view.ts'
import { findMailing, findUpdate } from './queries.ts'

export interface MailingDesk {
  db: Db
  site: Site
  tallies: Tallies
  /** There is new mail in the outbox. */
  mailPromised: () => void
}

const editors: { desk: DeskRule } = { desk: { who: ['editor'] } }

/** Mailing an update to those who agreed: a step of its own, after a test to oneself. */
export const mailingDesk: FastifyPluginAsync<MailingDesk> = async (app, { db, site, tallies, mailPromised }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofUpdate = { schema: { params: updateParams }, config: editors }
  const at = '/campaigns/:campaign/updates/:id'

  const show = async (request: FastifyRequest, reply: FastifyReply, id: string, refused = false) => {
    const { id: campaignId, slug } = campaignOf(request)
    const update = await findUpdate(db, campaignId, id)
    if (!update) return reply.callNotFound()
    const [mailing, tallied] = await Promise.all([findMailing(db, id), tallies.of(campaignId)])
    const ui = request.desk.locale
    const { tested } = request.query as { tested?: string }
    const { email, timeZone } = userOf(request)
    const model = mailingModel({ slug, ui, timeZone, update, mailing, tallied, email, tested: tested === '1', refused })
    const title = headingOf(translator(ui), 'updates.mail.title', refused)
    return deskPage(request, reply, site, mailingDeskPage, { title, here: updatesUrl(slug) }, model)
  }

  /** A deed and its line in the log, or neither. */
  const act = (request: FastifyRequest, id: string, name: ActName, run: (db: Db) => Promise<boolean>) =>
    db.transaction().execute(async (trx) => {
      if (!(await run(trx))) return
      const { accountId } = userOf(request)
      const campaign = campaignOf(request).id
      await recordAct(trx, { team: teamOf(request).id, account: accountId, campaign, act: name, details: { id } })
    })

  routes.get(`${at}/mail`, ofUpdate, (request, reply) => show(request, reply, request.params.id))

  routes.post(`${at}/test`, ofUpdate, async (request, reply) => {
    const { id: campaignId, slug } = campaignOf(request)
    const { id } = request.params
    if (!(await findUpdate(db, campaignId, id))) return reply.callNotFound()
    await promiseTest(db, campaignId, id, userOf(request).accountId)
    mailPromised()
    return reply.redirect(`${updatesUrl(slug)}/${id}/mail?tested=1`, 303)
  })

  routes.post(`${at}/mail`, ofUpdate, async (request, reply) => {
    const { id: campaignId, slug } = campaignOf(request)
    const { id } = request.params
    if (!(await findUpdate(db, campaignId, id))) return reply.callNotFound()
    if (!agreed(request.body)) return show(request, reply.code(422), id, true)
    const { accountId } = userOf(request)
    await act(request, id, 'mailing-started', (trx) => startMailing(trx, campaignId, id, accountId))
    return reply.redirect(`${updatesUrl(slug)}/${id}/mail`, 303)
  })

  routes.post(`${at}/mail/end`, ofUpdate, async (request, reply) => {
    const { id: campaignId, slug } = campaignOf(request)
    const { id } = request.params
    if (!(await findUpdate(db, campaignId, id))) return reply.callNotFound()
    await act(request, id, 'mailing-stopped', (trx) => stopMailing(trx, campaignId, id))
    return reply.redirect(`${updatesUrl(slug)}/${id}/mail`, 303)
  })
}
