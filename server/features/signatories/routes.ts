import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { HeldReason, SigningLimits } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { MAX_LOGO } from '../../render/picture-bounds.ts'
import { readForm } from '../../web/form.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import { acceptPicture, readPictureForm } from '../../web/picture-upload.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign, isPublic } from '../campaigns/index.ts'
import { domainOf, type Vault } from '../privacy/index.ts'
import { askToSign, confirmMailbox } from './ask-to-sign.ts'
import { readMailToken } from './co-signing-link.ts'
import { placeOf, type Said, showAsk, showSaid, withdrawn } from './co-signing-view.ts'
import { askForm, campaignParams, tokenParams } from './forms.ts'
import { readLogo } from './logo.ts'
import { findSignatory, type StoredSignatory } from './queries.ts'
import { organisationFacts } from './typed-facts.ts'

/** What counts attempts, as signing does: a reason to hold this one, or null. */
export interface Limits {
  holdReason(
    attempt: { campaignId: string; domain: string; networkAddress: string },
    limits: SigningLimits,
    now: number,
  ): HeldReason | null
}

export interface SignatoryRoutes {
  locale: Locale
  db: Db
  vault: Vault
  site: Site
  limits: Limits
  /** Where kept mail is shown; empty where mail is sent. */
  mailboxUrl: string
  now: () => Date
  mailPromised: () => void
}

/** How organisations sign where a campaign takes them unasked: a form, a mail with a link, an editor's check. */
export const signatories: FastifyPluginAsync<SignatoryRoutes> = async (app, options) => {
  const { locale, db, vault, site, limits, mailboxUrl, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { schema: { params: campaignParams } }
  const withToken = { schema: { params: tokenParams } }

  keepPrivate(app)
  await acceptPicture(app, MAX_LOGO)

  const at = ({ url }: FastifyRequest) => placeOf(site, locale, url)

  const send = async (reply: FastifyReply, html: Promise<string>) =>
    reply.type('text/html; charset=utf-8').send(await html)

  /** A campaign that takes organisations unasked now; undefined for any other. */
  const findOpen = async (slug: string) => {
    const campaign = await findCampaign(db, slug)
    return campaign?.coSigning === 'open' && campaign.state === 'open' ? campaign : undefined
  }

  routes.get('/campaigns/:slug/signatories', ofCampaign, async (request, reply) => {
    const campaign = await findOpen(request.params.slug)
    return campaign ? send(reply, showAsk(at(request), campaign, { values: {}, errors: [] })) : reply.callNotFound()
  })

  routes.post('/campaigns/:slug/signatories', ofCampaign, async (request, reply) => {
    const campaign = await findOpen(request.params.slug)
    if (!campaign) return reply.callNotFound()
    const sent = await readPictureForm(request)
    const form = await readLogo(vault, readForm(askForm, sent.typed), sent)
    if (!form.ok) return send(reply.code(422), showAsk(at(request), campaign, form.state))

    const { logo, read } = form
    const { person, email, key: formKey, fax } = read.values
    if (fax === '') {
      const attempt = { campaignId: campaign.id, domain: domainOf(email), networkAddress: request.ip }
      const held = limits.holdReason(attempt, campaign.limits, now().getTime()) !== null
      const facts = organisationFacts(read.values)
      await askToSign(db, vault, { campaign, facts, contact: { person, email }, locale, formKey, held, logo })
      mailPromised()
    }
    return reply.redirect(`/${locale}/campaigns/${campaign.slug}/signatories/check-your-mail`, 303)
  })

  routes.get('/campaigns/:slug/signatories/check-your-mail', ofCampaign, async (request, reply) => {
    const campaign = await findOpen(request.params.slug)
    if (!campaign) return reply.callNotFound()
    const said = { title: 'signatories.ask.mailTitle', words: 'signatories.ask.mail', mailboxUrl } as const
    return send(reply, showSaid(at(request), campaign, said))
  })

  /** Who asked, by the token in their mail. */
  const findAsked = async (token: string) => {
    const id = readMailToken(vault, token)
    const signatory = id === undefined ? undefined : await findSignatory(db, id)
    const campaign = signatory && (await findCampaign(db, signatory.campaign))
    return signatory && campaign && isPublic(campaign.state) ? { signatory, campaign } : undefined
  }

  routes.get('/co-signing/:token', withToken, async (request, reply) => {
    const found = await findAsked(request.params.token)
    if (!found) return reply.callNotFound()
    return send(reply, showSaid(at(request), found.campaign, saidTo(found.signatory)))
  })

  routes.post('/co-signing/:token', withToken, async (request, reply) => {
    const found = await findAsked(request.params.token)
    if (!found) return reply.callNotFound()
    await confirmMailbox(db, found.signatory.id, now())
    return reply.redirect(`/${locale}/co-signing/${request.params.token}`, 303)
  })
}

/** What is said to whoever comes by the link of the mail that they asked for. */
const saidTo = (signatory: StoredSignatory): Said => {
  switch (signatory.state) {
    case 'pending':
      return {
        title: 'signatories.ask.confirmTitle',
        words: 'signatories.ask.confirm',
        button: 'signatories.ask.confirmButton',
      }
    case 'waiting':
      return { title: 'signatories.ask.confirmedTitle', words: 'signatories.ask.confirmed', withdrawal: true }
    case 'confirmed':
      return {
        title: 'signatories.invited.confirmed.title',
        words: 'signatories.invited.confirmed.words',
        withdrawal: true,
      }
    default:
      return signatory.left_at ? withdrawn : { title: 'signatories.ask.overTitle', words: 'signatories.ask.over' }
  }
}
