import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { SignatoryGroup, SignatoryKind } from '../../db/schema.ts'
import { translator } from '../../i18n/index.ts'
import { type FieldError, type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage } from '../accounts/index.ts'
import { type Campaign, findCampaign } from '../campaigns/index.ts'
import { inCampaign, insertSignatory, saveGroups } from './change-signatories.ts'
import { actorOf, type SignatoryDesk } from './desk.ts'
import { deskParams, groupFields, severalForm } from './forms.ts'
import { groupsPage, severalPage } from './pages.ts'
import { newGroupKey, readOfficeHolders, readOrganisations } from './read-list.ts'

const rule = { desk: { who: ['editor' as const] } }

/** Empty lines for new groups. */
const SPARE = 4

/** Signatories that come as a list, and the groups of office-holders. */
export const severalDesk: FastifyPluginAsync<SignatoryDesk> = async (app, { db, vault, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { config: rule, schema: { params: deskParams } }

  const findOwn = async (request: FastifyRequest): Promise<Campaign> => {
    const campaign = await findCampaign(db, campaignOf(request).slug)
    if (!campaign) throw new Error('The guard has found this campaign')
    return campaign
  }
  const listUrl = (request: FastifyRequest) => `/desk/campaigns/${campaignOf(request).slug}/signatories`

  const showSeveral = (
    request: FastifyRequest,
    reply: FastifyReply,
    kind: SignatoryKind,
    text: string,
    unread: string[],
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
        error: unread.length > 0 ? t('signatories.errors.unread', { entries: unread.slice(0, 5).join('; ') }) : '',
      },
    )
  }

  routes.get('/campaigns/:campaign/signatories/several', ofCampaign, async (request, reply) => {
    const { kind } = request.query as { kind?: unknown }
    return showSeveral(request, reply, kind === 'office-holder' ? kind : 'organisation', '', [])
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
      return showSeveral(request, reply.code(422), kind, list, unread.length > 0 ? unread : ['—'])

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
    const rows = [...groups, ...Array<null>(SPARE).fill(null)].map((group, index) => ({
      legend: group?.short[request.desk.locale] ?? t('signatories.desk.groups.new'),
      hint: '',
      fields: groupFields.map((name) => {
        const id = `${name}_${index}`
        const error = refused?.errors.find(({ field }) => field === id)
        const typed = refused?.values[id]
        return {
          id,
          label: t(`signatories.desk.groups.${name}`),
          hint: '',
          error: error ? t(error.message) : '',
          value: refused ? String(typed ?? '') : group ? storedAs(group, name) : '',
          type: 'text',
          autocomplete: 'off',
          optional: true,
          lang: name.endsWith('_ru') ? 'ru' : 'en',
          options: [],
        }
      }),
    }))
    const errors = (refused?.errors ?? []).map(({ field, message }) => ({ field, words: t(message) }))
    const form = { action: `${listUrl(request)}/groups`, groups: rows, errors }
    return deskPage(request, reply, site, groupsPage, { title }, { title, listUrl: listUrl(request), form })
  }

  routes.get('/campaigns/:campaign/signatories/groups', ofCampaign, async (request, reply) => {
    const campaign = await findOwn(request)
    return showGroups(request, reply, campaign.signatories.groups)
  })

  routes.post('/campaigns/:campaign/signatories/groups', ofCampaign, async (request, reply) => {
    const { id, signatories } = await findOwn(request)
    const values = typedValues(request.body)
    const read = readGroups(values, signatories.groups)
    if (read.errors.length > 0)
      return showGroups(request, reply.code(422), signatories.groups, { values, errors: read.errors })
    await saveGroups(db, id, read.groups, actorOf(request))
    return reply.redirect(listUrl(request), 303)
  })
}

type GroupField = (typeof groupFields)[number]

const storedAs = ({ short, name }: SignatoryGroup, field: GroupField) =>
  ({ short_en: short.en, short_ru: short.ru, name_en: name.en, name_ru: name.ru })[field]

/** Rows in their order; a known one that was emptied goes, a short name stands for what is left out. */
const readGroups = (values: FormState['values'], known: SignatoryGroup[]) => {
  const errors: FieldError[] = []
  const groups: SignatoryGroup[] = []
  for (let row = 0; row < known.length + SPARE; row++) {
    const said = (field: GroupField) =>
      String(values[`${field}_${row}`] ?? '')
        .trim()
        .replace(/\s+/gu, ' ')
    const [en, ru] = [said('short_en') || said('short_ru'), said('short_ru') || said('short_en')]
    const name = { en: said('name_en') || said('name_ru') || en, ru: said('name_ru') || said('name_en') || ru }
    if (en === '' && name.en === '') continue
    if (en === '') errors.push({ field: `short_en_${row}`, message: 'signatories.errors.shortMissing' })
    for (const field of groupFields)
      if (said(field).length > (field.startsWith('short') ? 40 : 200))
        errors.push({ field: `${field}_${row}`, message: 'signatories.errors.long' })
    const key = known[row]?.key ?? newGroupKey(en, [...known, ...groups])
    groups.push({ key, short: { en, ru }, name })
  }
  return { groups, errors }
}
