import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage, recordAct, teamOf, userOf } from '../accounts/index.ts'
import { deskView } from './dispatch-desk-view.ts'
import { findDispatch, setPaused } from './oversee.ts'
import { dispatchDeskPage } from './pages.ts'
import { findPlan } from './plan.ts'

const path = (campaign: string) => `/desk/campaigns/${campaign}/dispatch`

/** The frame's link. */
export const dispatchLinks: DeskLink[] = [{ key: 'dispatch.desk.nav', href: path, roles: ['editor', 'coordinator'] }]

const params = z.object({
  campaign: z
    .string()
    .max(80)
    .regex(/^[a-z\d-]+$/),
})

/** Letters that the platform sends for a campaign: how far it is, when the next leave, and the brake. */
export const dispatchDesk: FastifyPluginAsync<{ db: Db; site: Site; now: () => Date }> = async (app, options) => {
  const { db, site, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config: { desk: { who: ['editor' as const, 'coordinator' as const] } }, schema: { params } }

  routes.get('/campaigns/:campaign/dispatch', route, async (request, reply) => {
    const { locale } = request.desk
    const { id, slug } = campaignOf(request)
    const [state, plan] = await Promise.all([findDispatch(db, id), findPlan(db, id, now())])
    const model = deskView(locale, slug, state, plan)
    return deskPage(request, reply, site, dispatchDeskPage, { title: translator(locale)('dispatch.desk.title') }, model)
  })

  const setTo = (request: FastifyRequest, paused: boolean) =>
    db.transaction().execute(async (trx) => {
      const { id, slug } = campaignOf(request)
      const { dispatch_paused_at: since } = await findDispatch(trx, id)
      if ((since !== null) === paused) return
      await setPaused(trx, slug, paused ? now() : null)
      const act = paused ? ('dispatch-paused' as const) : ('dispatch-resumed' as const)
      await recordAct(trx, { team: teamOf(request).id, account: userOf(request).accountId, campaign: id, act })
    })

  routes.post('/campaigns/:campaign/dispatch/pause', route, async (request, reply) => {
    await setTo(request, true)
    return reply.redirect(path(campaignOf(request).slug), 303)
  })
  routes.post('/campaigns/:campaign/dispatch/resume', route, async (request, reply) => {
    await setTo(request, false)
    return reply.redirect(path(campaignOf(request).slug), 303)
  })
}
