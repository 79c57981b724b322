import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { isBusy, RETRY_AFTER_SECONDS, sendFieldErrors, sendProblem, wantsJson } from '../../web/errors.ts'
import { readForm, typedValues } from '../../web/form.ts'
import type { PageCache } from '../../web/page-cache.ts'
import { sendReadyRedirect } from '../../web/ready-answer.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { phaseOf } from '../campaigns/index.ts'
import { type Returned, showCampaign } from './campaign-view.ts'
import { campaignParams, signForm } from './forms.ts'
import type { Intake } from './intake.ts'
import type { LiveCampaign, LiveCampaigns } from './live-campaigns.ts'
import { PageStamps } from './page-stamps.ts'
import { sourceIn } from './signing-sources.ts'
import { showCheckMail } from './supporter-view.ts'

export interface SignatureRoutes {
  locale: Locale
  live: LiveCampaigns
  intake: Intake
  cache: PageCache
  site: Site
  /** Where kept mail is shown; empty where mail is sent. */
  mailboxUrl: string
  now: () => Date
}

/** Signing a campaign: its page with the form, the form's submission, and the page that says what comes next. */
export const signatures: FastifyPluginAsync<SignatureRoutes> = async (app, options) => {
  const { locale, live, intake, cache, site, mailboxUrl, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const stamps = new PageStamps(now)
  const ofCampaign = { schema: { params: campaignParams } }

  /** A page for each place that our own links name, so that all who come from there share one copy of it. */
  const sendCampaign = (request: FastifyRequest, reply: FastifyReply, found: LiveCampaign | undefined) => {
    if (!found) {
      reply.callNotFound()
      return reply
    }
    const from = sourceIn((request.query as { from?: unknown }).from)
    const form = { values: from === 'direct' ? {} : { from }, errors: [] }
    return cache.send(request, reply, `${locale} ${found.campaign.slug} ${from}`, stamps.of(found), () =>
      showCampaign(site, locale, found, now(), { form, busy: false }),
    )
  }

  routes.get('/campaigns/:slug', ofCampaign, (request, reply) => {
    const found = live.find(request.params.slug)
    return found instanceof Promise
      ? found.then((campaign) => sendCampaign(request, reply, campaign))
      : sendCampaign(request, reply, found)
  })

  const showAgain = async (reply: FastifyReply, status: number, found: LiveCampaign, returned: Returned) =>
    reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(await showCampaign(site, locale, found, now(), returned))

  routes.post('/campaigns/:slug/signatures', ofCampaign, async (request, reply) => {
    const { body } = request
    const known = live.find(request.params.slug)
    const found = known instanceof Promise ? await known : known
    if (!found) return reply.callNotFound()
    const { campaign } = found
    const phase = phaseOf(campaign, now())
    if (phase !== 'open') {
      const title = phase === 'announced' ? 'campaigns.announced.refused' : 'campaigns.closed.long'
      if (wantsJson(request)) return sendProblem(reply, locale, { status: 409, title })
      return showAgain(reply, 409, found, { form: { values: {}, errors: [] }, busy: false })
    }

    const form = readForm(signForm, body)
    if (!form.ok) {
      if (wantsJson(request)) return sendFieldErrors(reply, locale, form.state.errors)
      return showAgain(reply, 422, found, { form: form.state, busy: false })
    }

    try {
      const isPerson = form.values.website === ''
      if (isPerson) await intake.sign(campaign, form.values, { locale, networkAddress: request.ip })
    } catch (error) {
      if (!isBusy(error) || wantsJson(request)) throw error
      reply.header('retry-after', RETRY_AFTER_SECONDS)
      return showAgain(reply, 503, found, { form: { values: typedValues(body), errors: [] }, busy: true })
    }
    if (wantsJson(request))
      return reply.code(202).header('cache-control', 'no-store').send({ status: 'check-your-mail' })
    return sendReadyRedirect(reply, `/${locale}/campaigns/${campaign.slug}/check-your-mail`)
  })

  routes.get('/campaigns/:slug/check-your-mail', ofCampaign, async (request, reply) => {
    const found = await live.find(request.params.slug)
    if (!found) return reply.callNotFound()
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
    return reply.send(await showCheckMail(site, locale, found, mailboxUrl))
  })
}
