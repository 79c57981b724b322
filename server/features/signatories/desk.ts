import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SignatoryKind } from '../../db/schema.ts'
import { translator } from '../../i18n/index.ts'
import { MAX_LOGO } from '../../render/picture-bounds.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { acceptPicture, readPictureForm } from '../../web/picture-upload.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage } from '../accounts/index.ts'
import { type Campaign, findCampaign } from '../campaigns/index.ts'
import { inCampaign, orderSignatories } from './change-signatories.ts'
import { freshView, listView, titled } from './desk-view.ts'
import { deskParams, fieldOf, orderForm } from './forms.ts'
import { insertSignatory } from './insert-signatory.ts'
import { ofOrganisation, readLogo } from './logo.ts'
import { listPage, signatoryPage } from './pages.ts'
import { listSignatories } from './queries.ts'
import { actorOf, editors, listUrl, type SignatoryDesk } from './request-desk.ts'
import { signatoryDesk } from './signatory-desk.ts'
import { readSignatory } from './typed-facts.ts'

/** The frame's link to the list. */
export const signatoriesLinks: DeskLink[] = [
  {
    key: 'signatories.desk.nav',
    href: (campaign) => `/desk/campaigns/${campaign}/signatories`,
    roles: ['editor'],
    kinds: ['statement', 'declaration'],
  },
]

/** Signatories at the desk: the list and its order, new ones, and each with its check and invitations. */
export const signatoriesDesk: FastifyPluginAsync<SignatoryDesk> = async (app, options) => {
  const { db, vault, site } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { config: editors, schema: { params: deskParams } }

  await acceptPicture(app, MAX_LOGO)
  await app.register(signatoryDesk, options)

  const findOwn = async (request: FastifyRequest): Promise<Campaign> => {
    const campaign = await findCampaign(db, campaignOf(request).slug)
    if (!campaign) throw new Error('The guard has found this campaign')
    return campaign
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
    const { groups } = campaign.signatories
    const view = freshView({ locale, listUrl: listUrl(request), kind, state, groups })
    const title = titled(translator(locale), view.title, state)
    return deskPage(request, reply, site, signatoryPage, { title }, view)
  }

  routes.get('/campaigns/:campaign/signatories/new', ofCampaign, async (request, reply) =>
    showNew(request, reply, await findOwn(request), kindOf(request), { values: {}, errors: [] }),
  )

  routes.post('/campaigns/:campaign/signatories/new', ofCampaign, async (request, reply) => {
    const campaign = await findOwn(request)
    const kind = kindOf(request)
    const sent = await readPictureForm(request)
    const readFacts = readSignatory(kind, campaign.signatories.groups, sent.typed)
    const form = await readLogo(vault, readFacts, ofOrganisation({ kind }, sent))
    if (!form.ok) return showNew(request, reply.code(422), campaign, kind, form.state)
    const { logo, read } = form
    const { facts, person, email } = read
    const state = wantsConfirmed(sent.typed) ? 'confirmed' : 'waiting'
    const wish = {
      campaign,
      kind,
      facts,
      contact: { person, email },
      state,
      logo,
      locale: request.desk.locale,
    } as const
    const id = await inCampaign(db, campaign.id, (trx) =>
      insertSignatory(trx, vault, { ...wish, by: actorOf(request) }),
    )
    return reply.redirect(state === 'confirmed' ? `${listUrl(request)}#s-${id}` : `${listUrl(request)}/${id}`, 303)
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

const wantsConfirmed = (body: unknown) => fieldOf(body, 'then') === 'confirmed'

const kindOf = ({ query }: FastifyRequest): SignatoryKind =>
  fieldOf(query, 'kind') === 'office-holder' ? 'office-holder' : 'organisation'

/** The list with one of its ids a place further up (-1) or down (1); as it is where that leads out of it. */
const moved = (ids: string[], id: string, by: -1 | 1): string[] => {
  const at = ids.indexOf(id)
  const other = ids[at + by]
  if (at < 0 || other === undefined) return ids
  return ids.with(at, other).with(at + by, id)
}
