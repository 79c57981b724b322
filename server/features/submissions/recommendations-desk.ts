import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { both, deskParams, recommendationParams, severalForm, stateForm, stateParams } from './desk-forms.ts'
import { trackedPage, trackingPage } from './desk-pages.ts'
import { findSubmission } from './queries.ts'
import { readSeveral } from './read-several.ts'
import { type Actor, listStates, recordStates, removeState } from './record-states.ts'
import { type TrackedItem, trackedItems, trackedView, trackingView } from './tracking-view.ts'

export interface SubmissionDesk {
  db: Db
  site: Site
}

const roles = ['editor' as const, 'coordinator' as const]
export const deskConfig = { desk: { who: roles } }

/** The frame's links to what is kept from day to day of a document: its recommendations and its cases. */
export const submissionLinks: DeskLink[] = [
  {
    key: 'submissions.desk.recommendations.nav',
    href: (slug) => `/desk/campaigns/${slug}/recommendations`,
    roles,
    kinds: ['submission'],
  },
  {
    key: 'submissions.desk.cases.nav',
    href: (slug) => `/desk/campaigns/${slug}/cases`,
    roles,
    kinds: ['submission'],
  },
]

export const actorOf = (request: FastifyRequest): Actor => ({
  team: teamOf(request).id,
  account: userOf(request).accountId,
  campaign: campaignOf(request).id,
})

/** A page that comes back with a refused form says so in its title. */
export const titled = (request: FastifyRequest, title: string, state?: FormState) =>
  state?.errors.length ? `${translator(request.desk.locale)('site.errorPrefix')} ${title}` : title

/** What became of recommendations, recorded one by one or several at once. */
export const recommendationsDesk: FastifyPluginAsync<SubmissionDesk> = async (app, { db, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { config: deskConfig, schema: { params: deskParams } }
  const ofRecommendation = { config: deskConfig, schema: { params: recommendationParams } }
  const listUrl = (request: FastifyRequest) => `/desk/campaigns/${campaignOf(request).slug}/recommendations`

  const showList = async (request: FastifyRequest, reply: FastifyReply, state?: FormState) => {
    const submission = await findSubmission(db, campaignOf(request).id)
    const model = trackingView(request.desk.locale, listUrl(request), submission, state)
    return deskPage(
      request,
      reply,
      site,
      trackingPage,
      { title: titled(request, model.title, state), here: listUrl(request) },
      model,
    )
  }

  routes.get('/campaigns/:campaign/recommendations', ofCampaign, (request, reply) => showList(request, reply))

  routes.post('/campaigns/:campaign/recommendations/several', ofCampaign, async (request, reply) => {
    const { several, language } = severalForm.parse(typedValues(request.body))
    const submission = await findSubmission(db, campaignOf(request).id)
    const items = trackedItems(submission, request.desk.locale)
    const keyOf = (name: string) => items.find(({ key, number }) => key === name || number === name)?.key
    const read = readSeveral(several, keyOf, language)
    if (read.ok && read.states.length > 0) {
      await recordStates(db, actorOf(request), read.states)
      return reply.redirect(listUrl(request), 303)
    }
    const values = read.ok
      ? {}
      : {
          lines: read.unread
            .map(({ line, text }) => `${line}: ${text}`)
            .slice(0, 5)
            .join(' · '),
        }
    const words = read.ok ? 'submissions.errors.nothing' : 'submissions.errors.lines'
    const errors = [{ field: 'several', message: words, values } as const]
    return showList(request, reply.code(422), { values: typedValues(request.body), errors })
  })

  /** A recommendation of the document, or one that has left it and still has a history. */
  const findItem = async (request: FastifyRequest, key: string): Promise<TrackedItem | undefined> => {
    const { locale } = request.desk
    const submission = await findSubmission(db, campaignOf(request).id)
    const found = trackedItems(submission, locale).find((item) => item.key === key)
    const kept = submission?.states.some(({ recommendation }) => recommendation === key)
    return found ?? (kept ? { key, number: '', text: '', lang: locale } : undefined)
  }

  const showItem = async (request: FastifyRequest, reply: FastifyReply, item: TrackedItem, state?: FormState) => {
    const history = await listStates(db, campaignOf(request).id, item.key)
    const model = trackedView(request.desk.locale, listUrl(request), item, history, state)
    return deskPage(
      request,
      reply,
      site,
      trackedPage,
      { title: titled(request, model.title, state), here: listUrl(request) },
      model,
    )
  }

  routes.get('/campaigns/:campaign/recommendations/:recommendation', ofRecommendation, async (request, reply) => {
    const item = await findItem(request, request.params.recommendation)
    return item ? showItem(request, reply, item) : reply.callNotFound()
  })

  routes.post('/campaigns/:campaign/recommendations/:recommendation', ofRecommendation, async (request, reply) => {
    const item = await findItem(request, request.params.recommendation)
    if (!item) return reply.callNotFound()
    const form = readForm(stateForm, request.body)
    if (!form.ok) return showItem(request, reply.code(422), item, form.state)
    const { state, on, source, who_en, who_ru, note_en, note_ru } = form.values
    const said = { who: both(who_en, who_ru), note: both(note_en, note_ru) }
    await recordStates(db, actorOf(request), [{ recommendation: item.key, state, on, source, ...said }])
    return reply.redirect(`${listUrl(request)}/${item.key}`, 303)
  })

  const removal = '/campaigns/:campaign/recommendations/:recommendation/states/:state/removal'
  routes.post(removal, { config: deskConfig, schema: { params: stateParams } }, async (request, reply) => {
    const { recommendation, state } = request.params
    if (!(await removeState(db, actorOf(request), recommendation, state))) return reply.callNotFound()
    const left = await findItem(request, recommendation)
    return reply.redirect(left ? `${listUrl(request)}/${recommendation}` : listUrl(request), 303)
  })
}
