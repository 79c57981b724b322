import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Locale, otherLocale, translator } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { deskPage, teamOf, userOf } from '../accounts/index.ts'
import { decide } from './decide.ts'
import { undoForm } from './decided-forms.ts'
import { deciderOf, type ModerationDesk } from './decider-desk.ts'
import { queueQuery, readDecision, teamParams } from './forms.ts'
import { doneView, listView, numberUpTo, problemLinks, type RefusedDecision } from './moderation-view.ts'
import { teamQueuePage } from './pages.ts'
import { findBatch, listCampaignsOf } from './queries.ts'
import { readCorrections } from './queue.ts'
import { undoDecisions } from './undo-decisions.ts'

/** What waits in all campaigns of a team, and the corrections of the directory that all teams share. */
export const teamDesk: FastifyPluginAsync<ModerationDesk> = async (app, { db, vault, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config: { desk: { who: ['moderator' as const] } }, schema: { params: teamParams } }

  const show = async (request: FastifyRequest, reply: FastifyReply, refused: RefusedDecision | null = null) => {
    const { locale } = request.desk
    const team = teamOf(request)
    const { after: from, done } = queueQuery.parse(request.query)
    const [campaigns, part, batch] = await Promise.all([
      listCampaignsOf(db, team.id),
      readCorrections({ db, locale, timeZone: userOf(request).timeZone }, { team: team.id }, from),
      done === undefined ? undefined : findBatch(db, done),
    ])
    const t = translator(locale)
    const url = `/desk/teams/${team.slug}/moderation`
    const ours = batch?.decided_by === userOf(request).accountId ? batch : undefined
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('moderation.title')}`
    return deskPage(
      request,
      reply,
      site,
      teamQueuePage,
      { title, here: url },
      {
        decidedUrl: `${url}/decisions`,
        campaigns: campaigns.filter(waits).map((campaign) => campaignView(locale, campaign)),
        done: doneView(locale, done, ours, `${url}/undo`),
        problems: problemLinks(locale, refused?.errors ?? []),
        list: listView(locale, { tab: 'corrections', part, url, from, refused, notes: false }),
      },
    )
  }

  routes.get('/teams/:team/moderation', route, (request, reply) => show(request, reply))

  routes.post('/teams/:team/moderation', route, async (request, reply) => {
    const read = readDecision('correction', request.body)
    if (!read.ok) return show(request, reply.code(422), read)
    const { items, refusal } = read
    const decision = { kind: 'correction' as const, items, refusal, campaign: null }
    const { batch } = await decide(db, vault, decision, deciderOf(request, now))
    return reply.redirect(`/desk/teams/${teamOf(request).slug}/moderation?done=${batch}`, 303)
  })

  routes.post('/teams/:team/moderation/undo', route, async (request, reply) => {
    const form = undoForm.safeParse(request.body)
    if (!form.success) return reply.callNotFound()
    await undoDecisions(db, form.data.batch, null, deciderOf(request, now))
    const back = `/desk/teams/${teamOf(request).slug}/moderation`
    return reply.redirect(form.data.list ? `${back}/decisions` : back, 303)
  })
}

type CampaignRow = Awaited<ReturnType<typeof listCampaignsOf>>[number]

const waits = ({ comments, held, answers }: CampaignRow) => comments + (held ?? 0) + answers > 0

const campaignView = (locale: Locale, { slug, titles, comments, held, answers }: CampaignRow) => {
  const t = translator(locale)
  const lang = titles[locale] === undefined ? otherLocale(locale) : locale
  const counted = { comments, held: held ?? 0, answers }
  return {
    title: titles[lang] ?? slug,
    lang,
    counts: (['comments', 'held', 'answers'] as const)
      .filter((tab) => counted[tab] > 0)
      .map((tab) => ({
        words: t(`moderation.tabs.${tab}`),
        count: numberUpTo(tab, counted[tab]),
        url: `/desk/campaigns/${slug}/moderation/${tab}`,
      })),
  }
}
