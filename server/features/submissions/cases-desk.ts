import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage } from '../accounts/index.ts'
import type { CaseEntry } from '../campaigns/index.ts'
import { caseDeskView, casesView, typedCase } from './cases-desk-view.ts'
import { both, caseForm, deskCaseParams, deskParams, keyForm } from './desk-forms.ts'
import { caseDeskPage, casesPage } from './desk-pages.ts'
import { findSubmission } from './queries.ts'
import { actorOf, deskConfig, type SubmissionDesk, titled } from './recommendations-desk.ts'
import { addCase, saveCase, withdrawCase } from './save-case.ts'

const entryOf = (key: string, typed: z.output<typeof caseForm>): CaseEntry => ({
  key,
  kind: typed.kind,
  basis: typed.basis,
  source: typed.source || null,
  names: both(typed.name_en, typed.name_ru),
  status: both(typed.status_en, typed.status_ru),
  history: typed.history,
})

/** Cases at the desk: told, changed, and taken off every page at once where consent is withdrawn. */
export const casesDesk: FastifyPluginAsync<SubmissionDesk> = async (app, { db, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofCampaign = { config: deskConfig, schema: { params: deskParams } }
  const ofCase = { config: deskConfig, schema: { params: deskCaseParams } }
  const listUrl = (request: FastifyRequest) => `/desk/campaigns/${campaignOf(request).slug}/cases`

  const show = async (request: FastifyRequest, reply: FastifyReply, entry: CaseEntry | undefined, state: FormState) => {
    const submission = await findSubmission(db, campaignOf(request).id)
    const model = caseDeskView({ locale: request.desk.locale, base: listUrl(request), entry, submission, state })
    return deskPage(
      request,
      reply,
      site,
      caseDeskPage,
      { title: titled(request, model.title, state), here: listUrl(request) },
      model,
    )
  }

  const findEntry = async (request: FastifyRequest, key: string) =>
    (await findSubmission(db, campaignOf(request).id))?.cases.find((one) => one.key === key)

  routes.get('/campaigns/:campaign/cases', ofCampaign, async (request, reply) => {
    const submission = await findSubmission(db, campaignOf(request).id)
    const model = casesView(request.desk.locale, listUrl(request), submission)
    return deskPage(request, reply, site, casesPage, { title: model.title }, model)
  })

  routes.get('/campaigns/:campaign/cases/new', ofCampaign, async (request, reply) => {
    const { key } = typedValues(request.query)
    return show(request, reply, undefined, { values: { key: typeof key === 'string' ? key : '' }, errors: [] })
  })

  routes.post('/campaigns/:campaign/cases/new', ofCampaign, async (request, reply) => {
    const [named, form] = [readForm(keyForm, request.body), readForm(caseForm, request.body)]
    const errors = [named, form].flatMap((read) => (read.ok ? [] : read.state.errors))
    const refused = (more: FormState['errors']) =>
      show(request, reply.code(422), undefined, { values: typedValues(request.body), errors: more })
    if (!named.ok || !form.ok) return refused(errors)
    const { key } = named.values
    const taken = key === 'new' || !(await addCase(db, actorOf(request), entryOf(key, form.values)))
    if (taken) return refused([{ field: 'key', message: 'submissions.errors.keyTaken' }])
    return reply.redirect(listUrl(request), 303)
  })

  routes.get('/campaigns/:campaign/cases/:case', ofCase, async (request, reply) => {
    const entry = await findEntry(request, request.params.case)
    return entry ? show(request, reply, entry, typedCase(entry)) : reply.callNotFound()
  })

  routes.post('/campaigns/:campaign/cases/:case', ofCase, async (request, reply) => {
    const entry = await findEntry(request, request.params.case)
    if (!entry) return reply.callNotFound()
    const form = readForm(caseForm, request.body)
    if (!form.ok) return show(request, reply.code(422), entry, form.state)
    await saveCase(db, actorOf(request), entryOf(entry.key, form.values))
    return reply.redirect(listUrl(request), 303)
  })

  routes.post('/campaigns/:campaign/cases/:case/withdrawal', ofCase, async (request, reply) => {
    const entry = await findEntry(request, request.params.case)
    if (!entry) return reply.callNotFound()
    await withdrawCase(db, actorOf(request), entry)
    return reply.redirect(`${listUrl(request)}/${entry.key}`, 303)
  })
}
