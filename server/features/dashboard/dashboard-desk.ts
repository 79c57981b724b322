import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage, userOf } from '../accounts/index.ts'
import { findCampaign } from '../campaigns/index.ts'
import type { PublicRecord } from '../sendings/index.ts'
import { findCounts, type Tallies } from '../signatures/index.ts'
import { dashboardModel } from './dashboard-view.ts'
import { dashboardPage } from './pages.ts'
import { findMailHealth, listFailingChannels, listSources } from './queries.ts'

export interface DashboardDesk {
  db: Db
  site: Site
  tallies: Tallies
  publicRecord: PublicRecord
  now: () => Date
}

const SOURCE_DAYS = 30
const DAY = 86_400_000

const dashboardUrl = (slug: string) => `/desk/campaigns/${slug}`

/** The desk frame's link to how a campaign does. */
export const dashboardLinks: DeskLink[] = [{ key: 'dashboard.nav', href: dashboardUrl, roles: 'member' }]

/** How a campaign does: counts that are kept or tallied, and never a look at each signature. */
export const dashboardDesk: FastifyPluginAsync<DashboardDesk> = async (app, options) => {
  const { db, site, tallies, publicRecord, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const params = z.object({ campaign: z.string() })

  routes.get(
    '/campaigns/:campaign',
    { schema: { params }, config: { desk: { who: 'member' } } },
    async (request, reply) => {
      const { id, slug } = campaignOf(request)
      const at = now()
      const since = new Date(at.getTime() - SOURCE_DAYS * DAY).toISOString().slice(0, 10)
      const [campaign, counts, tallied, sources, snapshot, health, failing] = await Promise.all([
        findCampaign(db, slug),
        findCounts(db, id),
        tallies.of(id),
        listSources(db, id, since),
        publicRecord.ofCampaign(id),
        findMailHealth(db, id),
        listFailingChannels(db, id),
      ])
      if (!campaign) return reply.callNotFound()
      const ui = request.desk.locale
      const model = dashboardModel({
        ui,
        timeZone: userOf(request).timeZone,
        campaign,
        counts,
        tallied,
        sources,
        snapshot,
        health,
        failing,
        now: at,
      })
      const title = translator(ui)('dashboard.title')
      return deskPage(request, reply, site, dashboardPage, { title, here: dashboardUrl(slug) }, model)
    },
  )
}
