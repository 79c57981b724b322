import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Db, newId } from '../../db/index.ts'
import { locales, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import {
  campaignOf,
  type DeskLink,
  type DeskRule,
  deskPage,
  listPeople,
  recordAct,
  teamOf,
  userOf,
} from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { LiveCampaigns } from '../signatures/index.ts'
import { updateDeskPage, updatesDeskPage } from './desk-pages.ts'
import { conflictView, editModel, type Filled, filledFrom, headingOf, listModel, updatesUrl } from './desk-view.ts'
import { newUpdateKey, type UpdateForm, updateForm, updateParams } from './forms.ts'
import { findUpdate, listAll, listMailings, type Update } from './queries.ts'
import { createUpdate, postUpdate, saveUpdate, withdrawUpdate } from './save-update.ts'

export interface UpdatesDesk {
  db: Db
  vault: Vault
  site: Site
  live: LiveCampaigns
  now: () => Date
}

const LISTED = 200
/** Two long texts, and Russian ones three times as long when a form sends them. */
const BODY_LIMIT = 512 * 1024

const writers: { desk: DeskRule } = { desk: { who: ['editor', 'translator'] } }
const editors: { desk: DeskRule } = { desk: { who: ['editor'] } }

/** The desk frame's link to the news. */
export const updateLinks: DeskLink[] = [{ key: 'updates.nav', href: updatesUrl, roles: ['editor', 'translator'] }]

const textsOf = (form: UpdateForm) =>
  locales.flatMap((locale) => {
    const [title, body] = [form[`title_${locale}`], form[`body_${locale}`]]
    return title ? [{ locale, title, body }] : []
  })

/** The team's pages of a campaign's news: write in both languages, post, correct, withdraw. */
export const updatesDesk: FastifyPluginAsync<UpdatesDesk> = async (app, { db, vault, site, live, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const ofUpdate = { schema: { params: updateParams } }
  const inCampaign = { schema: { params: z.object({ campaign: z.string() }) } }

  interface Shown {
    update: Update | undefined
    key?: string
    filled: Filled
    saved?: boolean
    theirs?: Update
  }

  const show = async (request: FastifyRequest, reply: FastifyReply, shown: Shown) => {
    const { update, key = '', filled, saved = false, theirs } = shown
    const { slug } = campaignOf(request)
    const ui = request.desk.locale
    const by = theirs?.savedBy ?? null
    const people = await listPeople(db, vault, by ? [by] : [])
    const conflict = theirs ? conflictView(ui, theirs, by ? people.get(by)?.name : undefined) : null
    const mayPost = teamOf(request).roles.some((role) => role === 'owner' || role === 'editor')
    const model = editModel({ slug, ui, update, key, filled, saved, conflict, mayPost })
    const refused = filled.errors.length > 0 || conflict !== null
    const title = headingOf(translator(ui), update ? 'updates.desk.editTitle' : 'updates.desk.newTitle', refused)
    return deskPage(request, reply, site, updateDeskPage, { title, here: updatesUrl(slug) }, model)
  }

  routes.get('/campaigns/:campaign/updates', { ...inCampaign, config: writers }, async (request, reply) => {
    const { id, slug } = campaignOf(request)
    const [updates, mailings] = await Promise.all([listAll(db, id, LISTED), listMailings(db, id)])
    const ui = request.desk.locale
    const title = translator(ui)('updates.desk.title')
    return deskPage(request, reply, site, updatesDeskPage, { title }, listModel(ui, slug, updates, mailings))
  })

  routes.get('/campaigns/:campaign/updates/new', { ...inCampaign, config: writers }, async (request, reply) => {
    const values = { happened_on: now().toISOString().slice(0, 10) }
    return show(request, reply, { update: undefined, key: newId(), filled: { values, errors: [] } })
  })

  routes.post(
    '/campaigns/:campaign/updates',
    { ...inCampaign, config: writers, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const { id: campaignId, slug } = campaignOf(request)
      const given = newUpdateKey.safeParse(request.body)
      const key = given.success ? given.data.key : newId()
      const form = readForm(updateForm, request.body)
      if (!form.ok) return show(request, reply.code(422), { update: undefined, key, filled: form.state })

      const { happened_on: happenedOn } = form.values
      const whose = { campaignId, id: key, account: userOf(request).accountId }
      await createUpdate(db, whose, { happenedOn, texts: textsOf(form.values) })
      return reply.redirect(`${updatesUrl(slug)}/${key}?saved=1`, 303)
    },
  )

  routes.get('/campaigns/:campaign/updates/:id', { ...ofUpdate, config: writers }, async (request, reply) => {
    const update = await findUpdate(db, campaignOf(request).id, request.params.id)
    if (!update) return reply.callNotFound()
    const { saved } = request.query as { saved?: string }
    return show(request, reply, { update, filled: filledFrom(update), saved: saved === '1' })
  })

  routes.post(
    '/campaigns/:campaign/updates/:id',
    { ...ofUpdate, config: writers, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const { id: campaignId, slug } = campaignOf(request)
      const { id } = request.params
      const update = await findUpdate(db, campaignId, id)
      if (!update) return reply.callNotFound()
      const form = readForm(updateForm, request.body)
      if (!form.ok) return show(request, reply.code(422), { update, filled: form.state })

      const { happened_on: happenedOn, base } = form.values
      const whose = { campaignId, id, account: userOf(request).accountId }
      const saved = await saveUpdate(db, whose, base, { happenedOn, texts: textsOf(form.values) })
      if (!saved) return reply.callNotFound()
      if (!saved.ok) {
        const filled = { values: typedValues(request.body), errors: [] }
        return show(request, reply.code(409), { update: saved.theirs, filled, theirs: saved.theirs })
      }
      live.peopleChanged(campaignId)
      return reply.redirect(`${updatesUrl(slug)}/${id}?saved=1`, 303)
    },
  )

  const acts = [
    { path: 'posting', act: 'update-posted', run: postUpdate },
    { path: 'withdrawal', act: 'update-withdrawn', run: withdrawUpdate },
  ] as const
  for (const { path, act, run } of acts) {
    routes.post(
      `/campaigns/:campaign/updates/:id/${path}`,
      { ...ofUpdate, config: editors },
      async (request, reply) => {
        const { id: campaignId, slug } = campaignOf(request)
        const { id } = request.params
        if (!(await findUpdate(db, campaignId, id))) return reply.callNotFound()
        await db.transaction().execute(async (trx) => {
          if (!(await run(trx, campaignId, id))) return
          const { accountId } = userOf(request)
          await recordAct(trx, {
            team: teamOf(request).id,
            account: accountId,
            campaign: campaignId,
            act,
            details: { id },
          })
        })
        live.peopleChanged(campaignId)
        return reply.redirect(`${updatesUrl(slug)}/${id}`, 303)
      },
    )
  }
}
