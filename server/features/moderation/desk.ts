import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage, userOf } from '../accounts/index.ts'
import { answersDesk } from './answer-desk.ts'
import { decide } from './decide.ts'
import { decidedDesk } from './decided-desk.ts'
import { undoForm } from './decided-forms.ts'
import { deciderOf, type ModerationDesk, sealedCampaignOf } from './decider-desk.ts'
import { campaignParams, kindOf, queueQuery, readDecision, type Tab, tabParams } from './forms.ts'
import { doneView, listView, problemLinks, type RefusedDecision, tabViews } from './moderation-view.ts'
import { queuePage } from './pages.ts'
import { findBatch } from './queries.ts'
import { countQueue, readQueue } from './queue.ts'
import { releaseDesk } from './release-desk.ts'
import { teamDesk } from './team-desk.ts'
import { undoDecisions } from './undo-decisions.ts'

/** What waits for a person in a campaign: comments, held signatures, corrections, answers. */
export const moderationDesk: FastifyPluginAsync<ModerationDesk> = async (app, options) => {
  const { db, vault, site, live, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const desk = { who: ['moderator' as const] }
  const config = { desk }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    tab: Tab,
    refused: RefusedDecision | null = null,
  ) => {
    const { locale } = request.desk
    const campaign = await sealedCampaignOf(db, request)
    const { after: from, done } = queueQuery.parse(request.query)
    const [counts, part, batch] = await Promise.all([
      countQueue(db, campaign.id),
      readQueue({ db, vault, locale, timeZone: userOf(request).timeZone }, campaign, tab, from),
      done === undefined ? undefined : findBatch(db, done),
    ])
    const t = translator(locale)
    const base = `/desk/campaigns/${campaign.slug}/moderation`
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t(`moderation.tabs.${tab}`)}`
    const ours = batch?.campaign_id === campaign.id ? batch : undefined
    return deskPage(
      request,
      reply,
      site,
      queuePage,
      { title, here: base },
      {
        title: t('moderation.title'),
        lead: t(`moderation.leads.${tab}`),
        decidedUrl: `${base}/decisions`,
        releaseUrl: tab === 'held' && counts.held > 0 ? `${base}/held/release` : '',
        tabs: tabViews(locale, campaign.slug, counts, tab),
        done: doneView(locale, done, ours, `${base}/undo`),
        problems: problemLinks(locale, refused?.errors ?? []),
        list: listView(locale, { tab, part, url: `${base}/${tab}`, from, refused, notes: true }),
      },
    )
  }

  routes.get('/campaigns/:campaign/moderation', { config, schema: { params: campaignParams } }, (request, reply) =>
    show(request, reply, 'comments'),
  )

  const tabRoute = { config, schema: { params: tabParams } }

  routes.get('/campaigns/:campaign/moderation/:tab', tabRoute, (request, reply) =>
    show(request, reply, request.params.tab),
  )

  routes.post('/campaigns/:campaign/moderation/:tab', tabRoute, async (request, reply) => {
    const { tab } = request.params
    const read = readDecision(kindOf[tab], request.body)
    if (!read.ok) return show(request, reply.code(422), tab, read)

    const campaign = await sealedCampaignOf(db, request)
    const { items, refusal } = read
    const decision = { kind: kindOf[tab], items, refusal, campaign }
    const { batch } = await decide(db, vault, decision, deciderOf(request, now))
    live.peopleChanged(campaign.id)
    const { after } = queueQuery.parse(request.query)
    const query = new URLSearchParams({ ...(after === undefined ? {} : { after }), done: batch })
    return reply.redirect(`/desk/campaigns/${campaign.slug}/moderation/${tab}?${query}`, 303)
  })

  routes.post('/campaigns/:campaign/moderation/undo', { config }, async (request, reply) => {
    const { id, slug } = campaignOf(request)
    const form = undoForm.safeParse(request.body)
    const batch = form.success ? await findBatch(db, form.data.batch) : undefined
    if (!form.success || batch?.campaign_id !== id) return reply.callNotFound()
    await undoDecisions(db, form.data.batch, id, deciderOf(request, now))
    live.peopleChanged(id)
    const tab = Object.entries(kindOf).find(([, kind]) => kind === batch.kind)?.[0] ?? 'comments'
    const back = form.data.list ? 'decisions' : tab
    return reply.redirect(`/desk/campaigns/${slug}/moderation/${back}`, 303)
  })

  await app.register(answersDesk, options)
  await app.register(decidedDesk, options)
  await app.register(releaseDesk, options)
  await app.register(teamDesk, options)
}
