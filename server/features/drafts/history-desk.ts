import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import type { SectionLocale } from '../../db/schema.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage, listPeople, type Role, recordAct, teamOf, userOf } from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import { editUrl, partOf, partsOf } from './editor-view.ts'
import { historyView } from './history-view.ts'
import { restoreForm } from './publishing-forms.ts'
import { historyPage } from './publishing-pages.ts'
import { findRevision, findRevisions } from './queries.ts'
import { restoreRevision } from './save-section.ts'
import { findScreen } from './section-forms/screens.ts'

interface HistoryDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
}

const editors: Role[] = ['editor', 'translator']

const params = z.object({ campaign: z.string(), section: z.string().max(60) })
const query = z.object({
  locale: z.enum(['', 'en', 'ru']).optional().catch(undefined),
  revision: z.coerce.number().int().min(1).optional().catch(undefined),
})

/** What a section was before: who saved it when, what each revision changed, and how an earlier one is put back. */
export const historyDesk: FastifyPluginAsync<HistoryDesk> = async (app, { db, vault, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const desk = { who: editors }

  const show = async (request: FastifyRequest, reply: FastifyReply, asked: Asked, conflict = false) => {
    const { section, wanted, revision } = asked
    const screen = findScreen(section)
    const part = screen && partOf(screen, wanted)
    if (!screen || !part) return reply.callNotFound()
    const ui = request.desk.locale
    const { id, slug } = campaignOf(request)
    const at = { campaign: id, section: part.section, locale: wanted }
    const revisions = await findRevisions(db, at)
    const shown = revisions.find((each) => each.revision === revision) ?? revisions[0]
    const before = shown && (await findRevision(db, at, shown.revision - 1))
    const people = await listPeople(db, vault, [...new Set(revisions.flatMap(({ by }) => by ?? []))])
    const model = historyView({
      ui,
      timeZone: userOf(request).timeZone,
      screen,
      locale: wanted,
      slug,
      revisions,
      shown,
      before,
      people,
      conflict,
      now: now(),
      locales: partsOf(screen, ui),
      mayRestore: wanted !== '' || mayShare(request),
    })
    const title = translator(ui)('publishing.history.title', { section: model.section })
    return deskPage(request, reply, site, historyPage, { title, here: editUrl(slug) }, model)
  }

  const address = '/campaigns/:campaign/edit/:section/history'

  routes.get(address, { config: { desk }, schema: { params, querystring: query } }, async (request, reply) => {
    const { section } = request.params
    const screen = findScreen(section)
    const [first = ''] = screen ? partsOf(screen, request.desk.locale) : []
    return show(request, reply, { section, wanted: request.query.locale ?? first, revision: request.query.revision })
  })

  routes.post(address, { config: { desk }, schema: { params } }, async (request, reply) => {
    const { section } = request.params
    const screen = findScreen(section)
    const form = readForm(restoreForm, request.body)
    const part = screen && form.ok && partOf(screen, form.values.locale)
    if (!form.ok || !part || (form.values.locale === '' && !mayShare(request))) return reply.callNotFound()
    const { locale, revision, base } = form.values
    const { id, slug } = campaignOf(request)
    const account = userOf(request).accountId
    const put = { campaign: id, section: part.section, locale, base, revision, account, now: now() }
    const restored = await db.transaction().execute(async (transaction) => {
      const saving = await restoreRevision(transaction, put)
      const act = { team: teamOf(request).id, account, campaign: id, act: 'section-restored' as const }
      if (saving?.ok) await recordAct(transaction, { ...act, details: { section: part.section, locale, revision } })
      return saving
    })
    if (!restored) return reply.callNotFound()
    if (!restored.ok) return show(request, reply.code(409), { section, wanted: locale, revision }, true)
    return reply.redirect(`${editUrl(slug, section)}/history?locale=${locale}`, 303)
  })
}

interface Asked {
  section: string
  wanted: SectionLocale
  revision: number | undefined
}

const mayShare = (request: FastifyRequest) =>
  teamOf(request).roles.some((role) => role === 'owner' || role === 'editor')
