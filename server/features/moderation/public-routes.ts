import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { textIn } from '../campaigns/index.ts'
import type { LiveCampaigns } from '../signatures/index.ts'
import { publicParams } from './forms.ts'
import { refusalsPage } from './pages.ts'
import { countRefusals } from './queries.ts'
import { refusalParts } from './refusals.ts'

const CACHED = 'public, max-age=60, s-maxage=600'

/** How a campaign's comments and signatures are looked through, and what was refused why, in one locale. */
export const moderationRecord: FastifyPluginAsync<{
  locale: Locale
  db: Db
  site: Site
  live: LiveCampaigns
}> = async (app, { locale, db, site, live }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  routes.get('/campaigns/:slug/moderation', { schema: { params: publicParams } }, async (request, reply) => {
    const found = await live.find(request.params.slug)
    if (!found) return reply.callNotFound()
    const t = translator(locale)
    const { text, lang } = textIn(found.campaign, locale)
    const path = `/campaigns/${found.campaign.slug}`
    const html = await site.render(
      refusalsPage,
      { locale, path: `${path}/moderation`, title: t('moderation.public.title'), indexed: true },
      {
        campaign: { title: text.title, lang, url: `/${locale}${path}` },
        rule: t(`moderation.public.rule.${found.campaign.comments}`),
        parts: refusalParts(locale, await countRefusals(db, found.campaign.id)),
      },
    )
    return reply.header('cache-control', CACHED).type('text/html; charset=utf-8').send(html)
  })
}
