import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign, isPublic, textIn } from '../campaigns/index.ts'
import { writeCsv } from './csv.ts'
import { campaignParams } from './forms.ts'
import type { PublicRecord } from './public-record.ts'
import { recordPage } from './record-pages.ts'
import { campaignRecord, recordCells } from './record-view.ts'

export interface RecordRoutes {
  locale: Locale
  db: Db
  site: Site
  publicRecord: PublicRecord
}

/** Figures change once an hour, so proxies may keep a page for some minutes. */
const CACHED = 'public, max-age=60, s-maxage=600'

/** How the offices of a campaign answer, in one locale: as a page, and as CSV. */
export const record: FastifyPluginAsync<RecordRoutes> = async (app, { locale, db, site, publicRecord }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  const find = async (slug: string) => {
    const campaign = await findCampaign(db, slug)
    if (!campaign || !isPublic(campaign.state)) return undefined
    return { campaign, snapshot: await publicRecord.ofCampaign(campaign.id) }
  }

  routes.get('/campaigns/:slug/letters/record', { schema: { params: campaignParams } }, async (request, reply) => {
    const found = await find(request.params.slug)
    if (!found) return reply.callNotFound()

    const { campaign, snapshot } = found
    const t = translator(locale)
    const { text, lang } = textIn(campaign, locale)
    const path = `/campaigns/${campaign.slug}`
    const context = {
      locale,
      path: `${path}/letters/record`,
      title: `${t('record.title')} — ${text.title}`,
      description: t('record.lead'),
      indexed: true,
    }
    const model = {
      campaign: { title: text.title, lang, url: `/${locale}${path}` },
      lettersUrl: `/${locale}${path}/letters`,
      record: campaignRecord(locale, campaign, snapshot),
    }
    reply.header('cache-control', CACHED).type('text/html; charset=utf-8')
    return reply.send(await site.render(recordPage, context, model))
  })

  routes.get('/campaigns/:slug/letters/record.csv', { schema: { params: campaignParams } }, async (request, reply) => {
    const found = await find(request.params.slug)
    if (!found) return reply.callNotFound()

    const { campaign, snapshot } = found
    const file = `${campaign.slug}-${snapshot.asOf.toISOString().slice(0, 10)}-${locale}.csv`
    reply.header('cache-control', CACHED).type('text/csv; charset=utf-8')
    reply.header('content-disposition', `attachment; filename="${file}"`)
    return reply.send(writeCsv(recordCells(locale, campaign, snapshot)))
  })
}
