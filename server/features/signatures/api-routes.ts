import type { FastifyPluginAsync } from 'fastify'
import { sendFieldErrors, sendProblem } from '../../web/errors.ts'
import { readForm } from '../../web/form.ts'
import { preferredLocale } from '../../web/locale.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { phaseOf } from '../campaigns/index.ts'
import { campaignParams, signForm } from './forms.ts'
import type { Intake } from './intake.ts'
import type { LiveCampaigns } from './live-campaigns.ts'

/** Campaigns and signing for other programs; words come in the language of Accept-Language. */
export const api: FastifyPluginAsync<{ live: LiveCampaigns; intake: Intake; now: () => Date }> = async (
  app,
  { live, intake, now },
) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { schema: { params: campaignParams } }

  routes.get('/campaigns/:slug', ofCampaign, async (request, reply) => {
    const found = await live.find(request.params.slug)
    if (!found) return reply.callNotFound()
    const { campaign, counts } = found
    reply.header('cache-control', 'public, max-age=0, s-maxage=1')
    return {
      slug: campaign.slug,
      kind: campaign.kind,
      state: phaseOf(campaign, now()),
      outcome: campaign.outcome,
      edition: campaign.edition,
      country: campaign.country,
      opened_on: campaign.openedOn,
      titles: Object.fromEntries(Object.entries(campaign.texts).map(([locale, text]) => [locale, text.title])),
      signatures: { count: counts.confirmed, goal: campaign.goal },
    }
  })

  routes.post('/campaigns/:slug/signatures', ofCampaign, async (request, reply) => {
    const locale = preferredLocale(request.headers['accept-language'])
    const found = await live.find(request.params.slug)
    if (!found) return reply.callNotFound()
    const phase = phaseOf(found.campaign, now())
    if (phase !== 'open') {
      const title = phase === 'announced' ? 'campaigns.announced.refused' : 'campaigns.closed.long'
      return sendProblem(reply, locale, { status: 409, title })
    }
    const form = readForm(signForm, request.body)
    if (!form.ok) return sendFieldErrors(reply, locale, form.state.errors)

    const isPerson = form.values.website === ''
    if (isPerson) await intake.sign(found.campaign, form.values, { locale, networkAddress: request.ip })
    return reply.code(202).header('cache-control', 'no-store').send({ status: 'check-your-mail' })
  })
}
