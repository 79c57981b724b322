import type { FastifyPluginAsync } from 'fastify'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { PageCache } from '../../web/page-cache.ts'
import type { ZodTypes } from '../../web/zod.ts'
import type { Campaign } from '../campaigns/index.ts'
import { findCase, showCase } from './case-view.ts'
import { campaignParams, caseParams, stateQuery } from './forms.ts'
import { openDocument } from './open-document.ts'
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
}
