import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage, recordAct, teamOf, userOf } from '../accounts/index.ts'
import { dispatchParams, dispatchPath, sendingRoles } from './dispatch-address.ts'
import { deskView, doneWith } from './dispatch-desk-view.ts'
import { heldDesk } from './held-desk.ts'
import { countCertain, listHeld, sendCertainAgain } from './held-letters.ts'
import { findDispatch, setPaused } from './oversee.ts'
import { dispatchDeskPage } from './pages.ts'
import { findPlan } from './plan.ts'

/** The frame's link. */
export const dispatchLinks: DeskLink[] = [{ key: 'dispatch.desk.nav', href: dispatchPath, roles: sendingRoles }]

interface Options {
  db: Db
  site: Site
  now: () => Date
  mailFrom: string
}

const query = z.object({ done: z.enum(doneWith).optional().catch(undefined) })

/** How many held letters the page lists; those that have waited longest. */
const HELD_LISTED = 50

/** Letters that the platform sends for a campaign: how far it is, when the next leave, what is held, and the brake. */
export const dispatchDesk: FastifyPluginAsync<Options> = async (app, options) => {
  const { db, site, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const schema = { params: dispatchParams }
  const route = { config: { desk: { who: sendingRoles } }, schema }
  await app.register(heldDesk, options)

  const seen = { ...route, schema: { ...schema, querystring: query } }
  routes.get('/campaigns/:campaign/dispatch', seen, async (request, reply) => {
    const { locale } = request.desk
    const { id, slug } = campaignOf(request)
    const [state, plan, held, certain] = await Promise.all([
      findDispatch(db, id),
      findPlan(db, id, now()),
      listHeld(db, id, HELD_LISTED),
      countCertain(db, id),
    ])
    const { timeZone } = userOf(request)
    const model = deskView({ locale, timeZone, slug, state, plan, held, certain, done: request.query.done })
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
    return reply.redirect(dispatchPath(campaignOf(request).slug), 303)
  })
  routes.post('/campaigns/:campaign/dispatch/resume', route, async (request, reply) => {
    await setTo(request, false)
    return reply.redirect(dispatchPath(campaignOf(request).slug), 303)
  })

  routes.post('/campaigns/:campaign/dispatch/letters', route, async (request, reply) => {
    const { id, slug } = campaignOf(request)
    await db.transaction().execute(async (trx) => {
      const count = await sendCertainAgain(trx, id, now())
      const by = { team: teamOf(request).id, account: userOf(request).accountId, campaign: id }
      if (count > 0) await recordAct(trx, { ...by, act: 'letter-sent-again', details: { count } })
    })
    return reply.redirect(`${dispatchPath(slug)}?done=all`, 303)
  })
}
