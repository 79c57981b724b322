import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { HeldReason, SigningLimits } from '../../db/schema.ts'
import { type Locale, type MessageKey, translator } from '../../i18n/index.ts'
import type { Page, Site } from '../../render/page.ts'
import { type FormState, readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type Campaign, findCampaign, textIn } from '../campaigns/index.ts'
import { domainOf, type Vault } from '../privacy/index.ts'
import { askToSign, confirmMailbox } from './ask-to-sign.ts'
import { readInvitationToken, readMailToken } from './co-signing-link.ts'
import { formView } from './form-view.ts'
import {
  askForm,
  campaignParams,
  invitedOfficeForm,
  invitedOrganisationForm,
  officeFacts,
  organisationFacts,
  tokenParams,
  typedFacts,
} from './forms.ts'
import { acceptInvitation, declineInvitation } from './invite-signatory.ts'
import { lineOf } from './names.ts'
import { askPage, invitedPage, saidPage } from './pages.ts'
import { findSignatory, type StoredSignatory } from './queries.ts'
import { openContact } from './sealed-contact.ts'

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

const untouched: FormState = { values: {}, errors: [] }

/** How organisations and office-holders sign: unasked where the campaign lets them, or by the link of an invitation. */
export const signatories: FastifyPluginAsync<SignatoryRoutes> = async (app, options) => {
  const { locale, db, vault, site, limits, mailboxUrl, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const t = translator(locale)
  const ofCampaign = { schema: { params: campaignParams } }
  const withToken = { schema: { params: tokenParams } }

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  const lineTo = (campaign: Campaign) => {
    const { text, lang } = textIn(campaign, locale)
    return { title: text.title, lang, url: `/${locale}/campaigns/${campaign.slug}` }
  }

  const send = async <Model extends object>(
    request: FastifyRequest,
    reply: FastifyReply,
    page: Page<Model>,
    title: string,
    model: Model,
  ) => {
    const path = request.url.replace(/\?.*/, '').slice(`/${locale}`.length)
    return reply.type('text/html; charset=utf-8').send(await site.render(page, { locale, path, title }, model))
  }

  /** A campaign that takes organisations unasked now; undefined for any other. */
  const findOpen = async (slug: string) => {
    const campaign = await findCampaign(db, slug)
    return campaign?.coSigning === 'open' && campaign.state === 'open' ? campaign : undefined
  }

  const showAsk = (request: FastifyRequest, reply: FastifyReply, campaign: Campaign, state: FormState) => {
    const action = `/${locale}/campaigns/${campaign.slug}/signatories`
    const form = formView({ locale, action, kind: 'organisation', state, groups: [], contact: 'must' })
    const title =
      state.errors.length > 0 ? `${t('site.errorPrefix')} ${t('signatories.ask.title')}` : t('signatories.ask.title')
    const { key } = state.values
    const model = { campaign: lineTo(campaign), form, key: typeof key === 'string' ? key : '' }
    return send(request, reply, askPage, title, model)
  }

  const say = (
    request: FastifyRequest,
    reply: FastifyReply,
    campaign: Campaign,
    said: { title: MessageKey; words: MessageKey; action?: string; button?: MessageKey; mailbox?: boolean },
  ) =>
    send(request, reply, saidPage, t(said.title), {
      campaign: lineTo(campaign),
      title: t(said.title),
      words: t(said.words),
      mailboxUrl: said.mailbox ? mailboxUrl : '',
      action: said.action ?? '',
      button: said.button ? t(said.button) : '',
    })

  routes.get('/campaigns/:slug/signatories', ofCampaign, async (request, reply) => {
    const campaign = await findOpen(request.params.slug)
    return campaign ? showAsk(request, reply, campaign, untouched) : reply.callNotFound()
  })

  routes.post('/campaigns/:slug/signatories', ofCampaign, async (request, reply) => {
    const campaign = await findOpen(request.params.slug)
    if (!campaign) return reply.callNotFound()
    const form = readForm(askForm, request.body)
    if (!form.ok) return showAsk(request, reply.code(422), campaign, form.state)

    const { person, email, key: formKey, fax } = form.values
    if (fax === '') {
      const attempt = { campaignId: campaign.id, domain: domainOf(email), networkAddress: request.ip }
      const held = limits.holdReason(attempt, campaign.limits, now().getTime()) !== null
      const facts = organisationFacts(form.values)
      await askToSign(db, vault, { campaign, facts, contact: { person, email }, locale, formKey, held })
      mailPromised()
    }
    return reply.redirect(`/${locale}/campaigns/${campaign.slug}/signatories/check-your-mail`, 303)
  })

  routes.get('/campaigns/:slug/signatories/check-your-mail', ofCampaign, async (request, reply) => {
    const campaign = await findOpen(request.params.slug)
    if (!campaign) return reply.callNotFound()
    return say(request, reply, campaign, {
      title: 'signatories.ask.mailTitle',
      words: 'signatories.ask.mail',
      mailbox: true,
    })
  })

  const findWith = async (id: string | undefined) => {
    const signatory = id === undefined ? undefined : await findSignatory(db, id)
    const campaign = signatory && (await findCampaign(db, signatory.campaign))
    return signatory && campaign && campaign.state !== 'draft' ? { signatory, campaign } : undefined
  }

  routes.get('/co-signing/:token', withToken, async (request, reply) => {
    const found = await findWith(readMailToken(vault, request.params.token))
    if (!found) return reply.callNotFound()
    const pending = found.signatory.state === 'pending'
    return say(request, reply, found.campaign, {
      title: pending ? 'signatories.ask.confirmTitle' : 'signatories.ask.confirmedTitle',
      words: pending ? 'signatories.ask.confirm' : 'signatories.ask.confirmed',
      ...(pending && { action: request.url, button: 'signatories.ask.confirmButton' }),
    })
  })

  routes.post('/co-signing/:token', withToken, async (request, reply) => {
    const found = await findWith(readMailToken(vault, request.params.token))
    if (!found) return reply.callNotFound()
    await confirmMailbox(db, found.signatory.id, now())
    return reply.redirect(`/${locale}/co-signing/${request.params.token}`, 303)
  })

  /** The invitation of a token, and whether it still can be answered. */
  const findInvited = async (token: string) => {
    const read = readInvitationToken(vault, token)
    const found = await findWith(read?.id)
    if (!found || !read) return undefined
    const { state, invitation, invited_until: until } = found.signatory
    return { ...found, open: state === 'invited' && invitation === read.number && until !== null && until > now() }
  }

  const showInvited = (
    request: FastifyRequest,
    reply: FastifyReply,
    { campaign, signatory }: { campaign: Campaign; signatory: StoredSignatory },
    state: FormState,
  ) => {
    const { kind, groups } = signatory
    const form = formView({ locale, action: request.url, kind, state, groups, contact: 'no' })
    const title = t('signatories.invited.title')
    const preview = lineOf(signatory.facts, groups, locale).words
    const lead = t(`signatories.invited.${kind === 'organisation' ? 'organisation' : 'person'}`)
    const model = { campaign: lineTo(campaign), lead, preview, form }
    return send(
      request,
      reply,
      invitedPage,
      state.errors.length > 0 ? `${t('site.errorPrefix')} ${title}` : title,
      model,
    )
  }

  const sayAnswered = (
    request: FastifyRequest,
    reply: FastifyReply,
    { campaign, signatory }: { campaign: Campaign; signatory: StoredSignatory },
  ) => {
    const answer = answers[signatory.state]
    return say(request, reply, campaign, {
      title: `signatories.invited.${answer}.title`,
      words: `signatories.invited.${answer}.words`,
    })
  }

  routes.get('/invitations-to-sign/:token', withToken, async (request, reply) => {
    const found = await findInvited(request.params.token)
    if (!found) return reply.callNotFound()
    if (!found.open) return sayAnswered(request, reply, found)
    return showInvited(request, reply, found, { values: typedFacts(found.signatory.facts), errors: [] })
  })

  routes.post('/invitations-to-sign/:token', withToken, async (request, reply) => {
    const found = await findInvited(request.params.token)
    if (!found) return reply.callNotFound()
    const back = `/${locale}/invitations-to-sign/${request.params.token}`
    if (!found.open) return reply.redirect(back, 303)
    const { campaign, signatory } = found
    const contact = openContact(vault, campaign, signatory.id, signatory.sealed)
    if (answerOf(request.body) === 'decline') {
      await declineInvitation(db, vault, campaign, signatory, { contact, now: now() })
      return reply.redirect(back, 303)
    }
    const read = readFacts(signatory, request.body)
    if (!read.ok) return showInvited(request, reply.code(422), found, read.state)
    await acceptInvitation(db, vault, campaign, signatory, { facts: read.facts, contact, now: now() })
    return reply.redirect(back, 303)
  })
}

/** What is said to whoever comes back to an invitation. */
const answers = {
  pending: 'over',
  invited: 'over',
  waiting: 'waiting',
  confirmed: 'confirmed',
  refused: 'refused',
  withdrawn: 'over',
} as const

const answerOf = (body: unknown) =>
  typeof body === 'object' && body !== null && 'answer' in body ? body.answer : undefined

const readFacts = ({ kind, groups }: StoredSignatory, body: unknown) => {
  if (kind === 'organisation') {
    const form = readForm(invitedOrganisationForm, body)
    return form.ok ? { ok: true as const, facts: organisationFacts(form.values) } : form
  }
  const form = readForm(invitedOfficeForm, body)
  const keys = groups.map(({ key }) => key)
  return form.ok ? { ok: true as const, facts: officeFacts(form.values, keys) } : form
}
