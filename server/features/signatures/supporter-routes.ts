import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { readForm } from '../../web/form.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import type { ZodTypes } from '../../web/zod.ts'
import type { Vault } from '../privacy/index.ts'
import { tokenParams, updatesForm, visibilityForm } from './forms.ts'
import type { Intake } from './intake.ts'
import { eraseSignature, withdrawSignature } from './leave-campaign.ts'
import type { LiveCampaigns } from './live-campaigns.ts'
import { type LinkPurpose, linkToken, readLinkToken } from './private-link.ts'
import {
  findCampaignOf,
  findCounts,
  findSignature,
  type StoredSignature,
  setVisibility,
  setWantsUpdates,
} from './queries.ts'
import { exportSignature, type Supporter, showConfirmation, showErased, showMySignature } from './supporter-view.ts'

export interface SupporterRoutes {
  locale: Locale
  db: Db
  vault: Vault
  intake: Intake
  live: LiveCampaigns
  site: Site
  now: () => Date
}

/** What a supporter does behind the private links of our mail: confirm, see, change, withdraw, export, erase. */
export const supporters: FastifyPluginAsync<SupporterRoutes> = async (app, options) => {
  const { locale, db, vault, intake, live, site, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const withToken = { schema: { params: tokenParams } }

  keepPrivate(app)

  const find = async (purpose: LinkPurpose, token: string): Promise<Supporter | undefined> => {
    const key = readLinkToken(vault, purpose, token)
    const signature = key && (await findSignature(db, key))
    const slug = signature && (await findCampaignOf(db, signature.campaign_id))
    const found = slug && (await live.find(slug))
    return found ? { token, signature, live: found } : undefined
  }

  const send = async (reply: FastifyReply, html: Promise<string>, status = 200) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(await html)

  const myUrl = (signature: StoredSignature) => `/${locale}/my/${linkToken(vault, 'my', signature)}`

  routes.get('/confirmations/:token', withToken, async (request, reply) => {
    const supporter = await find('confirm', request.params.token)
    if (!supporter) return reply.callNotFound()
    const counts = await findCounts(db, supporter.signature.campaign_id)
    return send(reply, showConfirmation(site, vault, locale, supporter, counts.confirmed, now()))
  })

  routes.post('/confirmations/:token', withToken, async (request, reply) => {
    const supporter = await find('confirm', request.params.token)
    if (!supporter) return reply.callNotFound()
    await intake.confirm(supporter.signature)
    return reply.redirect(`/${locale}/confirmations/${supporter.token}`, 303)
  })

  routes.get('/my/:token', withToken, async (request, reply) => {
    const supporter = await find('my', request.params.token)
    if (!supporter) return reply.callNotFound()
    const confirmUrl = `/${locale}/confirmations/${linkToken(vault, 'confirm', supporter.signature)}`
    return send(reply, showMySignature(site, vault, locale, supporter, { confirmUrl }))
  })

  routes.get('/my/:token/export', withToken, async (request, reply) => {
    const supporter = await find('my', request.params.token)
    if (!supporter) return reply.callNotFound()
    reply.header('content-disposition', 'attachment; filename="signature.json"')
    return reply.send(exportSignature(vault, supporter))
  })

  routes.post('/my/:token/visibility', withToken, async (request, reply) => {
    const supporter = await find('my', request.params.token)
    if (!supporter) return reply.callNotFound()
    const form = readForm(visibilityForm, request.body)
    if (!form.ok) {
      const confirmUrl = `/${locale}/confirmations/${linkToken(vault, 'confirm', supporter.signature)}`
      const [error] = form.state.errors
      return send(
        reply,
        showMySignature(site, vault, locale, supporter, { confirmUrl, ...(error ? { error } : {}) }),
        422,
      )
    }
    await setVisibility(db, supporter.signature, form.values.visibility)
    live.peopleChanged(supporter.signature.campaign_id)
    return reply.redirect(myUrl(supporter.signature), 303)
  })

  routes.post('/my/:token/updates', withToken, async (request, reply) => {
    const supporter = await find('my', request.params.token)
    if (!supporter) return reply.callNotFound()
    const form = readForm(updatesForm, request.body)
    await setWantsUpdates(db, supporter.signature, form.ok && form.values.updates)
    return reply.redirect(`${myUrl(supporter.signature)}#updates`, 303)
  })

  routes.post('/my/:token/withdrawal', withToken, async (request, reply) => {
    const supporter = await find('my', request.params.token)
    if (!supporter) return reply.callNotFound()
    await withdrawSignature(db, supporter.signature)
    live.peopleChanged(supporter.signature.campaign_id)
    return reply.redirect(myUrl(supporter.signature), 303)
  })

  routes.post('/my/:token/erasure', withToken, async (request, reply) => {
    const supporter = await find('my', request.params.token)
    if (!supporter) return reply.callNotFound()
    await eraseSignature(db, supporter.signature)
    live.peopleChanged(supporter.signature.campaign_id)
    return reply.redirect(`/${locale}/erased`, 303)
  })

  routes.get('/erased', async (_request, reply) => send(reply, showErased(site, locale)))
}
