import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign, isPublic } from '../campaigns/index.ts'
import { showAnswers } from './answers-view.ts'
import { campaignParams, fileParams } from './forms.ts'
import { findPublishedFile, listPublishedAnswers } from './publish-answer.ts'

/** The public page of what a campaign has been answered. */
export const publicAnswers: FastifyPluginAsync<{ locale: Locale; db: Db; site: Site }> = async (app, options) => {
  const { locale, db, site } = options
  const routes = app.withTypeProvider<ZodTypes>()

  const findOpenCampaign = async (slug: string) => {
    const campaign = await findCampaign(db, slug)
    return campaign && isPublic(campaign.state) ? campaign : undefined
  }

  routes.get('/campaigns/:slug/answers', { schema: { params: campaignParams } }, async (request, reply) => {
    const campaign = await findOpenCampaign(request.params.slug)
    if (!campaign) return reply.callNotFound()
    const html = await showAnswers(site, locale, campaign, await listPublishedAnswers(db, campaign.id))
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html)
  })

  routes.get('/campaigns/:slug/answers/:file', { schema: { params: fileParams } }, async (request, reply) => {
    const campaign = await findOpenCampaign(request.params.slug)
    const found = campaign && (await findPublishedFile(db, campaign.id, request.params.file.slice(0, 36)))
    if (!found?.public_file || !found.public_file_type) return reply.callNotFound()
    reply.header('content-disposition', `attachment; filename="${request.params.file}"`)
    return reply.header('cache-control', 'no-cache').type(found.public_file_type).send(found.public_file)
  })
}
