import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { SignatoryKind } from '../../db/schema.ts'
import { locales, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { type Campaign, findCampaign } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { promiseConfirmation } from './ask-to-sign.ts'
import {
  type Actor,
  changeSignatory,
  decideSignatory,
  inCampaign,
  insertSignatory,
  orderSignatories,
} from './change-signatories.ts'
import { contactOf, listView, signatoryView } from './desk-view.ts'
import { formView } from './form-view.ts'
import {
  deskParams,
  officeFacts,
  officeForm,
  orderForm,
  organisationFacts,
  organisationForm,
  reasonForm,
  signatoryParams,
  typedFacts,
} from './forms.ts'
import { inviteSignatory } from './invite-signatory.ts'
import { listPage, signatoryPage } from './pages.ts'
import { findSignatory, listSignatories, type StoredSignatory } from './queries.ts'

export interface SignatoryDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  mailPromised: () => void
}

/** The frame's link to the list. */
export const signatoriesLinks: DeskLink[] = [
  {
    key: 'signatories.desk.nav',
    href: (campaign) => `/desk/campaigns/${campaign}/signatories`,
    roles: ['editor'],
  },
]

const rule = { desk: { who: ['editor' as const] } }

/** Who acts, for the audit log. */
export const actorOf = (request: FastifyRequest): Actor => ({
  team: teamOf(request).id,
  account: userOf(request).accountId,
})

/** Signatories at the desk: the list and its order, one by one, their check, their invitations. */
export const signatoriesDesk: FastifyPluginAsync<SignatoryDesk> = async (app, options) => {
  const { db, vault, site, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { config: rule, schema: { params: deskParams } }
  const ofSignatory = { config: rule, schema: { params: signatoryParams } }

  const listUrl = (request: FastifyRequest) => `/desk/campaigns/${campaignOf(request).slug}/signatories`

  const findOwn = async (request: FastifyRequest): Promise<Campaign> => {
    const campaign = await findCampaign(db, campaignOf(request).slug)
    if (!campaign) throw new Error('The guard has found this campaign')
    return campaign
  }

  /** A signatory of the address's campaign; undefined for any other. */
  const findOf = async (request: FastifyRequest, id: string): Promise<StoredSignatory | undefined> => {
    const signatory = await findSignatory(db, id)
    return signatory?.campaign_id === campaignOf(request).id ? signatory : undefined
  }

  routes.get('/campaigns/:campaign/signatories', ofCampaign, async (request, reply) => {
    const { locale } = request.desk
    const campaign = await findOwn(request)
    const rows = await listSignatories(db, campaign.id)
    const view = listView(vault, locale, { slug: campaign.slug, declaration: campaign.kind === 'declaration' }, rows)
    return deskPage(request, reply, site, listPage, { title: view.title }, view)
  })

  const showNew = (
    request: FastifyRequest,
    reply: FastifyReply,
    campaign: Campaign,
    kind: SignatoryKind,
    state: FormState,
  ) => {
    const { locale } = request.desk
    const t = translator(locale)
    const action = `${listUrl(request)}/new?kind=${kind}`
    const form = formView({ locale, action, kind, state, groups: campaign.signatories.groups, contact: 'may' })
    const title = t(`signatories.desk.add.${kind}`)
    const view = { title, listUrl: listUrl(request), form, fresh: true, ...notStored }
    return deskPage(request, reply, site, signatoryPage, { title: prefixed(t, title, state) }, view)
  }

  routes.get('/campaigns/:campaign/signatories/new', ofCampaign, async (request, reply) =>
    showNew(request, reply, await findOwn(request), kindOf(request), { values: {}, errors: [] }),
  )

  routes.post('/campaigns/:campaign/signatories/new', ofCampaign, async (request, reply) => {
    const campaign = await findOwn(request)
    const kind = kindOf(request)
    const read = readSignatory(kind, campaign.signatories.groups, request.body)
    if (!read.ok) return showNew(request, reply.code(422), campaign, kind, read.state)
    const { facts, person, email } = read
    const state = wantsConfirmed(request.body) ? 'confirmed' : 'waiting'
    const wish = { campaign, kind, facts, contact: { person, email }, state, locale: request.desk.locale } as const
    const id = await inCampaign(db, campaign.id, (trx) =>
      insertSignatory(trx, vault, { ...wish, by: actorOf(request) }),
    )
    return reply.redirect(state === 'confirmed' ? `${listUrl(request)}#s-${id}` : `${listUrl(request)}/${id}`, 303)
  })

  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    signatory: StoredSignatory,
    state?: FormState,
    reasonError = '',
  ) => {
    const { locale } = request.desk
    const { person, email } = contactOf(vault, signatory)
    const stored = { values: { ...typedFacts(signatory.facts), person, email }, errors: [] }
    const wish = { vault, publicUrl: site.publicUrl, locale, state: state ?? stored, reasonError }
    const view = signatoryView(signatory, wish)
    const title = prefixed(translator(locale), view.title, state ?? stored)
    return deskPage(request, reply, site, signatoryPage, { title }, view)
  }

  routes.get('/campaigns/:campaign/signatories/:signatory', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    return signatory ? show(request, reply, signatory) : reply.callNotFound()
  })

  routes.post('/campaigns/:campaign/signatories/:signatory', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    const read = readSignatory(signatory.kind, signatory.groups, request.body)
    if (!read.ok) return show(request, reply.code(422), signatory, read.state)
    const { facts, person, email } = read
    const contact = { ...contactOf(vault, signatory), person, email }
    await changeSignatory(db, vault, keyOf(signatory), signatory, { facts, contact, by: actorOf(request) })
    return reply.redirect(`${listUrl(request)}/${signatory.id}`, 303)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/state', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    const form = readForm(reasonForm, request.body)
    const t = translator(request.desk.locale)
    if (!form.ok) return show(request, reply.code(422), signatory, undefined, t('signatories.errors.choose'))
    const { to, reason } = form.values
    if (to === 'refused' && reason === '')
      return show(request, reply.code(422), signatory, undefined, t('signatories.errors.reason'))
    const about = { id: signatory.id, kind: signatory.kind, contact: contactOf(vault, signatory) }
    await decideSignatory(db, vault, keyOf(signatory), about, { to, reason, by: actorOf(request) })
    return reply.redirect(`${listUrl(request)}#s-${signatory.id}`, 303)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/invitation', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    const { email } = contactOf(vault, signatory)
    const mail = fieldOf(request.body, 'how') === 'mail' && email !== ''
    const chosen = locales.find((locale) => locale === fieldOf(request.body, 'locale'))
    const wish = { mail, locale: chosen ?? request.desk.locale, by: actorOf(request), now: now() }
    await inviteSignatory(db, keyOf(signatory), signatory.id, wish)
    mailPromised()
    return reply.redirect(`${listUrl(request)}/${signatory.id}#invitation`, 303)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/confirmation', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (signatory?.state !== 'pending') return reply.callNotFound()
    await inCampaign(db, signatory.campaign_id, (trx) =>
      promiseConfirmation(trx, signatory.campaign_id, signatory.id, signatory.locale),
    )
    mailPromised()
    return reply.redirect(listUrl(request), 303)
  })

  routes.post('/campaigns/:campaign/signatories/order', ofCampaign, async (request, reply) => {
    const form = readForm(orderForm, request.body)
    if (!form.ok) return reply.redirect(listUrl(request), 303)
    const { kind, order, signatory, move } = form.values
    const rows = await listSignatories(db, campaignOf(request).id)
    const known = rows.filter((row) => row.kind === kind && row.state === 'confirmed').map(({ id }) => id)
    const wanted = order.length > 0 ? order : moved(known, signatory ?? '', move === 'up' ? -1 : 1)
    await orderSignatories(db, campaignOf(request).id, kind, wanted, actorOf(request))
    return reply.redirect(`${listUrl(request)}${signatory ? `#s-${signatory}` : ''}`, 303)
  })
}

const notStored = {
  state: '',
  check: null,
  notes: [],
  decisions: [],
  stateUrl: '',
  reasonError: '',
  invitation: null,
  mailAgainUrl: '',
}

const keyOf = ({ campaign_id: id, data_key: dataKey }: StoredSignatory) => ({ id, dataKey })

const prefixed = (t: ReturnType<typeof translator>, title: string, { errors }: FormState) =>
  errors.length > 0 ? `${t('site.errorPrefix')} ${title}` : title

const fieldOf = (body: unknown, name: string) =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined

const wantsConfirmed = (body: unknown) => fieldOf(body, 'then') === 'confirmed'

const kindOf = ({ query }: FastifyRequest): SignatoryKind =>
  fieldOf(query, 'kind') === 'office-holder' ? 'office-holder' : 'organisation'

const readSignatory = (kind: SignatoryKind, groups: { key: string }[], body: unknown) => {
  if (kind === 'organisation') {
    const form = readForm(organisationForm, body)
    if (!form.ok) return form
    const { person, email } = form.values
    return { ok: true as const, facts: organisationFacts(form.values), person, email }
  }
  const form = readForm(officeForm, body)
  if (!form.ok) return form
  const { person, email } = form.values
  const keys = groups.map(({ key }) => key)
  return { ok: true as const, facts: officeFacts(form.values, keys), person, email }
}

/** The list with one of its ids a place further up (-1) or down (1); as it is where that leads out of it. */
const moved = (ids: string[], id: string, by: -1 | 1): string[] => {
  const at = ids.indexOf(id)
  const other = ids[at + by]
  if (at < 0 || other === undefined) return ids
  return ids.with(at, other).with(at + by, id)
}
