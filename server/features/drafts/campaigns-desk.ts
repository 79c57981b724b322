import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { countriesIn, formatNumber, type Locale, readerFirst, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { errorsReaderFirst } from '../../web/reader-first.ts'
import { type DeskLink, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { isPublic, phaseOf } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { slugOf } from './campaign-slug.ts'
import { editUrl } from './editor-view.ts'
import { exampleSections } from './example.ts'
import { listTeamCampaigns, type TeamCampaign } from './list-campaigns.ts'
import { beginCampaign } from './new-campaign.ts'
import { newCampaignForm, pageNumber } from './publishing-forms.ts'
import { campaignsPage, newCampaignPage } from './publishing-pages.ts'

interface CampaignsDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
}

const campaignsUrl = (team: string) => `/desk/teams/${team}/campaigns`

/** The desk frame's link to a team's campaigns. */
export const campaignsLinks: DeskLink[] = [{ key: 'publishing.list.link', href: campaignsUrl, roles: 'member' }]

/** Where a campaign is begun unless its organisers say another country. */
const HOME = 'KZ'

/** How often another number is tried after a slug that is taken. */
const TRIES = 20

const kinds = ['petition', 'statement', 'declaration', 'submission'] as const

/** A team's campaigns: all of them with what is left to do, and how another one is begun. */
export const campaignsDesk: FastifyPluginAsync<CampaignsDesk> = async (app, { db, vault, site, now }) => {
  app.get('/teams/:team', { config: { desk: { who: 'member' } } }, (request, reply) =>
    reply.redirect(campaignsUrl(teamOf(request).slug), 303),
  )

  app.get('/teams/:team/campaigns', { config: { desk: { who: 'member' } } }, async (request, reply) => {
    const team = teamOf(request)
    const page = pageNumber.parse(request.query)
    const { locale } = request.desk
    const t = translator(locale)
    const { campaigns, more } = await listTeamCampaigns(db, team.id, page)
    return deskPage(
      request,
      reply,
      site,
      campaignsPage,
      { title: t('publishing.list.title') },
      {
        team: team.name[locale],
        newUrl: `${campaignsUrl(team.slug)}/new`,
        exampleUrl: `${campaignsUrl(team.slug)}/example`,
        mayBegin: team.roles.some((role) => role === 'owner' || role === 'editor'),
        campaigns: campaigns.map((campaign) => campaignRow(locale, campaign, now())),
        earlierUrl: more ? `${campaignsUrl(team.slug)}?page=${page + 1}` : '',
        steps: (['text', 'demands', 'addressees', 'letters', 'check', 'publish'] as const).map((step) =>
          t(`publishing.steps.${step}`),
        ),
      },
    )
  })

  const showForm = (request: FastifyRequest, reply: FastifyReply, state?: FormState) => {
    const { locale } = request.desk
    const title = translator(locale)('publishing.new.title')
    const { slug } = teamOf(request)
    const prefixed = state ? `${translator(locale)('site.errorPrefix')} ${title}` : title
    return deskPage(request, reply, site, newCampaignPage, { title: prefixed }, newCampaignView(locale, slug, state))
  }

  app.get('/teams/:team/campaigns/new', { config: { desk: { who: ['editor'] } } }, (request, reply) =>
    showForm(request, reply),
  )

  app.post('/teams/:team/campaigns/new', { config: { desk: { who: ['editor'] } } }, async (request, reply) => {
    const form = readForm(newCampaignForm, request.body)
    if (!form.ok) return showForm(request, reply.code(422), form.state)
    const { kind, country, title_en, title_ru } = form.values
    const slug = form.values.slug || slugOf(title_en || title_ru)
    const values = { ...form.values, slug }
    const refused = (message: 'publishing.errors.slugMissing' | 'publishing.errors.slugTaken', proposed: string) =>
      showForm(request, reply.code(422), {
        values: { ...values, slug: proposed },
        errors: [{ field: 'slug', message }],
      })
    if (!slug) return refused('publishing.errors.slugMissing', '')

    const titles = { ...(title_en && { en: title_en }), ...(title_ru && { ru: title_ru }) }
    const begun = await beginCampaign(db, { ...beginner(request), slug, kind, country, titles })
    if (!begun) return refused('publishing.errors.slugTaken', await freeSlug(db, slug))
    return reply.redirect(editUrl(slug), 303)
  })

  app.post('/teams/:team/campaigns/example', { config: { desk: { who: ['editor'] } } }, async (request, reply) => {
    const sections = await exampleSections(db, HOME)
    for (let tries = 0; tries < TRIES; tries++) {
      const slug = await freeSlug(db, 'example-safe-crossing')
      const example = { slug, kind: 'petition' as const, country: HOME, titles: {}, sections }
      if (await beginCampaign(db, { ...beginner(request), ...example })) return reply.redirect(editUrl(slug), 303)
    }
    throw new Error('No free address was found for an example')
  })

  const beginner = (request: FastifyRequest) => ({
    team: teamOf(request).id,
    account: userOf(request).accountId,
    now: now(),
    newDataKey: () => vault.newDataKey(),
  })
}

/** The slug, or the first with a number after it that is not taken. */
const freeSlug = async (db: Db, slug: string): Promise<string> => {
  const rows = await db
    .selectFrom('campaigns')
    .select('slug')
    .where((campaign) => campaign.or([campaign('slug', '=', slug), campaign('slug', 'like', `${slug}-%`)]))
    .execute()
  const taken = new Set(rows.map((row) => row.slug))
  let [free, number] = [slug, 1]
  while (taken.has(free)) free = `${slug}-${++number}`
  return free
}

/** A campaign as the list shows it. */
export const campaignRow = (locale: Locale, campaign: TeamCampaign, now: Date) => {
  const t = translator(locale)
  const { slug, state, titles, signatures, unfinished } = campaign
  const phase = phaseOf(campaign, now)
  const published = isPublic(state)
  return {
    title: titles[locale] ?? Object.values(titles)[0] ?? slug,
    url: editUrl(slug),
    publicUrl: published ? `/${locale}/campaigns/${slug}` : '',
    state: t(`publishing.phase.${phase}`),
    signatures: published
      ? t('publishing.list.signatures', { count: signatures, number: formatNumber(signatures) })
      : '',
    left: leftToDo(locale, state, unfinished),
  }
}

const leftToDo = (locale: Locale, state: TeamCampaign['state'], count: number): string => {
  const t = translator(locale)
  if (state === 'review') return t('publishing.list.toReview')
  if (count > 0) return t('publishing.list.unfinished', { count })
  return state === 'draft' ? t('publishing.list.toPublish') : ''
}

/** The form of a new campaign, empty or as it came back. */
export const newCampaignView = (locale: Locale, team: string, returned?: FormState) => {
  const t = translator(locale)
  const state = returned && errorsReaderFirst(locale, returned, 'title')
  const typed = (name: string, otherwise = '') => (state ? String(state.values[name] ?? '') : otherwise)
  const words = (field: string) => {
    const error = state?.errors.find((one) => one.field === field)
    return error ? t(error.message, error.values) : ''
  }
  const country = typed('country', HOME)
  const kind = typed('kind', 'petition')
  return {
    action: `${campaignsUrl(team)}/new`,
    backUrl: campaignsUrl(team),
    kinds: kinds.map((value) => ({ value, words: t(`publishing.kinds.${value}`), chosen: value === kind })),
    countries: countriesIn[locale].map(({ code, name }) => ({ value: code, words: name, chosen: code === country })),
    titles: readerFirst(locale).map((lang) => {
      const id = `title_${lang}`
      return { id, label: t(`publishing.new.title_${lang}`), value: typed(id), error: words(id) }
    }),
    slug: typed('slug'),
    errors: {
      kind: words('kind'),
      slug: words('slug'),
      country: words('country'),
    },
    errorList: (state?.errors ?? []).map(({ field, message, values }) => ({ field, words: t(message, values) })),
  }
}
