import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { takeOneClick } from '../../web/one-click.ts'
import type { PageCache } from '../../web/page-cache.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { publicOrganiser, textIn } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { type LiveCampaigns, readLinkToken, setWantsUpdates } from '../signatures/index.ts'
import { writeFeed } from './feed.ts'
import { campaignParams, tokenParams } from './forms.ts'
import { listPosted } from './queries.ts'
import { showStop, showTimeline } from './timeline-view.ts'

export interface UpdateRoutes {
  locale: Locale
  db: Db
  vault: Vault
  site: Site
  live: LiveCampaigns
  cache: PageCache
}

const SHOWN = 200
const IN_FEED = 50
const FEED_CACHED = 'public, max-age=60, s-maxage=300'

/** A campaign's timeline as a page and as a feed, and the end of news by mail, in one locale. */
export const updates: FastifyPluginAsync<UpdateRoutes> = async (app, { locale, db, vault, site, live, cache }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { schema: { params: campaignParams } }
  const withToken = { schema: { params: tokenParams } }

  takeOneClick(app)

  routes.get('/campaigns/:slug/updates', ofCampaign, async (request, reply) => {
    const found = await live.find(request.params.slug)
    if (!found) return reply.callNotFound()
    const { campaign } = found
    return cache.send(request, reply, `${locale} ${campaign.slug} updates`, String(campaign.version), async () =>
      showTimeline(site, locale, campaign, await listPosted(db, campaign.id, SHOWN)),
    )
  })

  routes.get('/campaigns/:slug/updates/feed.atom', ofCampaign, async (request, reply) => {
    const found = await live.find(request.params.slug)
    if (!found) return reply.callNotFound()
    const { campaign } = found
    const pageUrl = `${site.publicUrl}/${locale}/campaigns/${campaign.slug}/updates`
    const feed = writeFeed({
      locale,
      title: `${translator(locale)('updates.title')} — ${textIn(campaign, locale).text.title}`,
      author: publicOrganiser(campaign, locale)?.name ?? translator(locale)('site.name'),
      pageUrl,
      feedUrl: `${pageUrl}/feed.atom`,
      changed: campaign.updatedAt,
      updates: await listPosted(db, campaign.id, IN_FEED),
    })
    return reply.header('cache-control', FEED_CACHED).type('application/atom+xml; charset=utf-8').send(feed)
  })

  routes.get('/updates-stop/:token', withToken, async (request, reply) => {
    const { token } = request.params
    if (!readLinkToken(vault, 'updates-stop', token)) return reply.callNotFound()
    const html = await showStop(site, locale, token, false)
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
  })

  routes.post('/updates-stop/:token', withToken, async (request, reply) => {
    const { token } = request.params
    const key = readLinkToken(vault, 'updates-stop', token)
    if (!key) return reply.callNotFound()
    await setWantsUpdates(db, key, false)
    const html = await showStop(site, locale, token, true)
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
  })
}
