import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SignatoryGroup, SignatoryKind } from '../../db/schema.ts'
import { translator } from '../../i18n/index.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage } from '../accounts/index.ts'
import { type Campaign, findCampaign } from '../campaigns/index.ts'
import { inCampaign, saveGroups } from './change-signatories.ts'
import { deskParams, severalForm } from './forms.ts'
import { insertSignatory } from './insert-signatory.ts'
import { groupsPage, severalPage } from './pages.ts'
import { readOfficeHolders, readOrganisations } from './read-list.ts'
import { actorOf, editors, listUrl, type SignatoryDesk } from './request-desk.ts'
import { groupsForm, readGroups } from './several-view.ts'

/** Signatories that come as a list, and the groups of office-holders. */
export const severalDesk: FastifyPluginAsync<SignatoryDesk> = async (app, { db, vault, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { config: editors, schema: { params: deskParams } }

  const findOwn = async (request: FastifyRequest): Promise<Campaign> => {
    const campaign = await findCampaign(db, campaignOf(request).slug)
    if (!campaign) throw new Error('The guard has found this campaign')
    return campaign
  }

  const showSeveral = (
    request: FastifyRequest,
    reply: FastifyReply,
    kind: SignatoryKind,
    { text, checked, unread }: { text: string; checked: boolean; unread: string[] },
  ) => {
    const t = translator(request.desk.locale)
    const title = t(`signatories.desk.several.${kind}.title`)
    return deskPage(
      request,
      reply,
      site,
      severalPage,
      { title },
      {
        title,
        listUrl: listUrl(request),
        action: `${listUrl(request)}/several`,
        kind,
        hint: t(`signatories.desk.several.${kind}.hint`),
        text,
        checked,
        error: unread.length > 0 ? t('signatories.errors.unread', { entries: unread.slice(0, 5).join('; ') }) : '',
      },
    )
  }

  routes.get('/campaigns/:campaign/signatories/several', ofCampaign, async (request, reply) => {
    const { kind } = request.query as { kind?: unknown }
    return showSeveral(request, reply, kind === 'office-holder' ? kind : 'organisation', {
      text: '',
      checked: false,
      unread: [],
    })
  })

  routes.post('/campaigns/:campaign/signatories/several', ofCampaign, async (request, reply) => {
    const campaign = await findOwn(request)
    const form = readForm(severalForm, request.body)
    if (!form.ok) return reply.redirect(listUrl(request), 303)
    const { kind, list, checked } = form.values
    const { locale } = request.desk
    const { groups: known } = campaign.signatories
    const office = readOfficeHolders(kind === 'office-holder' ? list : '', locale, known)
    const { read, unread } = kind === 'office-holder' ? office : readOrganisations(list, locale)
    if (unread.length > 0 || read.length === 0)
      return showSeveral(request, reply.code(422), kind, {
        text: list,
        checked,
        unread: unread.length > 0 ? unread : ['—'],
      })

    const by = actorOf(request)
    const state = checked ? 'confirmed' : 'waiting'
    if (office.groups.length > known.length) await saveGroups(db, campaign.id, office.groups, by)
    await inCampaign(db, campaign.id, async (trx) => {
      for (const facts of read)
        await insertSignatory(trx, vault, { campaign, kind, facts, contact: {}, state, locale, by })
    })
    return reply.redirect(listUrl(request), 303)
  })

  const showGroups = (request: FastifyRequest, reply: FastifyReply, groups: SignatoryGroup[], refused?: FormState) => {
    const t = translator(request.desk.locale)
    const title = t('signatories.desk.groups.title')
    const form = groupsForm(request.desk.locale, `${listUrl(request)}/groups`, groups, refused)
    return deskPage(request, reply, site, groupsPage, { title }, { title, listUrl: listUrl(request), form })
  }

  routes.get('/campaigns/:campaign/signatories/groups', ofCampaign, async (request, reply) => {
    const campaign = await findOwn(request)
    return showGroups(request, reply, campaign.signatories.groups)
  })

  routes.post('/campaigns/:campaign/signatories/groups', ofCampaign, async (request, reply) => {
    const { id, signatories } = await findOwn(request)
    const values = typedValues(request.body)
    const read = readGroups(request.desk.locale, values, signatories.groups)
    if (read.errors.length > 0)
      return showGroups(request, reply.code(422), signatories.groups, { values, errors: read.errors })
    await saveGroups(db, id, read.groups, actorOf(request))
    return reply.redirect(listUrl(request), 303)
  })
}
