import type { FastifyPluginAsync } from 'fastify'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { PageCache } from '../../web/page-cache.ts'
import type { ZodTypes } from '../../web/zod.ts'
import type { Campaign } from '../campaigns/index.ts'
import { findCase, showCase } from './case-view.ts'
import { campaignParams, caseParams, stateQuery } from './forms.ts'
import { KeptPrints } from './kept-prints.ts'
import { openDocument } from './open-document.ts'
import { printDocument } from './print-document.ts'
import { showRecommendations } from './recommendations-view.ts'
import type { Submission } from './submission.ts'

/** A campaign that anybody may see, and its document. */
export interface PublishedSubmission {
  campaign: Campaign
  submission?: Submission | undefined
}

export interface SubmissionRoutes {
  locale: Locale
  site: Site
  cache: PageCache
  findPublished: (slug: string) => Promise<PublishedSubmission | undefined>
}

/** A print is as old as its campaign's version, and asked for anew where it may have changed. */
const CACHED = 'public, max-age=0, s-maxage=60'

/** What a document of topics has besides the campaign's page: its cases, its recommendations, its print. */
export const submissions: FastifyPluginAsync<SubmissionRoutes> = async (app, options) => {
  const { locale, site, cache, findPublished } = options
  const routes = app.withTypeProvider<ZodTypes>()

  routes.get('/campaigns/:slug/cases/:case', { schema: { params: caseParams } }, async (request, reply) => {
    const { slug, case: key } = request.params
    const { campaign, submission } = (await findPublished(slug)) ?? {}
    const entry = submission && findCase(submission, key)
    if (!campaign || !entry) return reply.callNotFound()
    return cache.send(request, reply, `${locale} ${slug} case ${key}`, String(campaign.version), () =>
      showCase(site, locale, campaign, submission, entry),
    )
  })

  const ofRecommendations = { schema: { params: campaignParams, querystring: stateQuery } }
  routes.get('/campaigns/:slug/recommendations', ofRecommendations, async (request, reply) => {
    const { slug } = request.params
    const { state } = request.query
    const { campaign, submission } = (await findPublished(slug)) ?? {}
    const open = submission && openDocument(submission, locale)
    if (!campaign || !open) return reply.callNotFound()
    return cache.send(request, reply, `${locale} ${slug} recommendations ${state}`, String(campaign.version), () =>
      showRecommendations(site, locale, campaign, submission, open, state),
    )
  })
  const prints = new KeptPrints()
  routes.get('/campaigns/:slug/document.pdf', { schema: { params: campaignParams } }, async (request, reply) => {
    const { slug } = request.params
    const { campaign, submission } = (await findPublished(slug)) ?? {}
    if (!campaign || !submission || !openDocument(submission, locale)) return reply.callNotFound()
    const etag = `"${campaign.id}-${campaign.version}-${locale}"`
    reply.header('cache-control', CACHED).header('etag', etag)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    const print = async () => (await printDocument(campaign, submission, locale, site.publicUrl)) ?? Buffer.alloc(0)
    const bytes = await prints.get(campaign.id, campaign.version, print)
    const name = `inline; filename="${slug}.${locale}.pdf"`
    return reply.type('application/pdf').header('content-disposition', name).send(bytes)
  })
}
