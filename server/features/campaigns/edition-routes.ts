import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { PageCache } from '../../web/page-cache.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { editionPage, editionsPage } from './edition-pages.ts'
import { editionModel, editionsModel } from './edition-view.ts'
import { listEditions } from './editions.ts'
import { isPublic } from './life.ts'
import { findCampaign } from './queries.ts'

const slug = z
  .string()
  .max(80)
  .regex(/^[a-z\d-]+$/)

export interface EditionRoutes {
  locale: Locale
  db: Db
  site: Site
  cache: PageCache
}

/** The texts that people have signed: all of them with what changed, and each by itself. */
export const editions: FastifyPluginAsync<EditionRoutes> = async (app, { locale, db, site, cache }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  const find = async (wanted: string) => {
    const campaign = await findCampaign(db, wanted)
    return campaign && isPublic(campaign.state) && campaign.editions.length > 0 ? campaign : undefined
  }

  routes.get('/campaigns/:slug/editions', { schema: { params: z.object({ slug }) } }, async (request, reply) => {
    const campaign = await find(request.params.slug)
    if (!campaign) return reply.callNotFound()
    const path = `/campaigns/${campaign.slug}/editions`
    return cache.send(request, reply, `${locale} ${path}`, `${campaign.id} ${campaign.version}`, async () => {
      const model = editionsModel(campaign, await listEditions(db, campaign.id), locale)
      const title = `${translator(locale)('campaigns.editions.title')}: ${model.campaign.title}`
      return site.render(editionsPage, { locale, path, title, indexed: true }, model)
    })
  })

  const ofEdition = { schema: { params: z.object({ slug, number: z.coerce.number().int().min(1).max(9999) }) } }
  routes.get('/campaigns/:slug/editions/:number', ofEdition, async (request, reply) => {
    const { slug, number } = request.params
    const campaign = await find(slug)
    const edition = campaign && (await listEditions(db, campaign.id)).find((each) => each.number === number)
    if (!campaign || !edition) return reply.callNotFound()
    const path = `/campaigns/${campaign.slug}/editions/${number}`
    return cache.send(request, reply, `${locale} ${path}`, `${campaign.id} ${campaign.version}`, () => {
      const model = editionModel(campaign, edition, locale)
      return site.render(editionPage, { locale, path, title: `${model.words}: ${model.title}` }, model)
    })
  })
}
