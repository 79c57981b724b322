import { isDeepStrictEqual } from 'node:util'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { TypedValues } from '../../web/form.ts'
import { acceptPicture, type PictureForm, readPictureForm } from '../../web/picture-upload.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, type DeskRule, deskPage, listPeople, teamOf, userOf } from '../accounts/index.ts'
import { listImageFacts } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { Editing, Sent } from './editing.ts'
import { autosaved, gathered, localeIn, sectionParams } from './editing-forms.ts'
import { editorHeaders } from './editor-headers.ts'
import { overviewPage, sectionPage } from './editor-pages.ts'
import { aboutOf, editUrl, errorWords, partOf, sectionView } from './editor-view.ts'
import { sampleQuery, sampleView } from './letter-sample.ts'
import { listOffices } from './list-offices.ts'
import { overviewView } from './overview-view.ts'
import { listPictures } from './pictures.ts'
import { picturesDesk } from './pictures-desk.ts'
import { putPicture } from './put-picture.ts'
import { listSections } from './queries.ts'
import { markReady, type Saving, saveSection } from './save-section.ts'
import type { PartForm, PartLocale, SectionScreen } from './section-forms/part.ts'
import { findScreen } from './section-forms/screens.ts'

interface EditDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
}

/** A campaign's texts are long, and Russian ones three times as long when a form sends them. */
const BODY_LIMIT = 1024 * 1024

const editors: { desk: DeskRule } = { desk: { who: ['editor', 'translator'] } }

/** The desk frame's link to the editor. */
export const editLinks: DeskLink[] = [
  { key: 'drafts.edit.link', href: (slug) => editUrl(slug), roles: ['editor', 'translator'] },
]

/** The editor: every section in both languages, saved by a form or as it is typed. */
export const editDesk: FastifyPluginAsync<EditDesk> = async (app, { db, vault, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  app.addHook('onSend', async (_request, reply) => {
    reply.headers(editorHeaders)
  })

  await acceptPicture(app)
  await app.register(picturesDesk, { db })

  const openEditing = async (request: FastifyRequest): Promise<Editing> => {
    const { id, slug } = campaignOf(request)
    const [sections, offices, images] = await Promise.all([
      listSections(db, id),
      listOffices(db),
      listImageFacts(db, id),
    ])
    const accounts = [...new Set(sections.flatMap(({ savedBy }) => savedBy ?? []))]
    const people = await listPeople(db, vault, accounts)
    const ui = request.desk.locale
    return { slug, sections, offices, images, people, ui, now: now(), mayShare: mayShare(request) }
  }

  const showSection = async (request: FastifyRequest, reply: FastifyReply, screen: SectionScreen, sent?: Sent) => {
    const editing = await openEditing(request)
    const model = {
      ...sectionView(editing, screen, sent),
      pictures: screen.name === 'cover' && editing.mayShare ? await listPictures(db, editing) : [],
      sample: await sampleView(db, editing, screen, request.query),
    }
    const title = `${model.refused ? translator(editing.ui)('site.errorPrefix') : ''} ${model.title}`.trim()
    return deskPage(request, reply, site, sectionPage, { title, here: editUrl(editing.slug) }, model)
  }

  routes.get('/campaigns/:campaign/edit', { config: editors }, async (request, reply) => {
    const editing = await openEditing(request)
    const title = translator(editing.ui)('drafts.edit.title')
    return deskPage(request, reply, site, overviewPage, { title }, overviewView(editing))
  })

  routes.get(
    '/campaigns/:campaign/edit/:section',
    { config: editors, schema: { params: sectionParams, querystring: sampleQuery } },
    async (request, reply) => {
      const screen = findScreen(request.params.section)
      return screen ? showSection(request, reply, screen) : reply.callNotFound()
    },
  )

  routes.post(
    '/campaigns/:campaign/edit/:section',
    { config: editors, schema: { params: sectionParams }, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const screen = findScreen(request.params.section)
      const form = await readPictureForm(request)
      const locale = localeIn(form.typed)
      const part = screen && locale !== undefined && partOf(screen, locale)
      if (!screen || !part || locale === undefined) return reply.callNotFound()
      if (locale === '' && !mayShare(request)) return reply.callNotFound()

      const { typed, errors: unplaced } = await placed(request, part.form, form)
      const { sent, saved, row } = await save(request, screen, locale, typed)
      const errors = [...unplaced, ...sent.errors]
      if (!saved) return showSection(request, reply.code(409), screen, sent)
      if (errors.length > 0) return showSection(request, reply.code(422), screen, { ...sent, errors, base: saved })
      return reply.redirect(
        `${editUrl(request.params.campaign, screen.name)}#${row || `form-${locale || 'both'}`}`,
        303,
      )
    },
  )

  routes.put(
    '/campaigns/:campaign/edit/:section',
    { config: editors, schema: { params: sectionParams }, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const screen = findScreen(request.params.section)
      const body = autosaved.safeParse(request.body)
      if (!screen || !body.success)
        return reply.code(400).send({ words: translator(request.desk.locale)('web.unreadable') })
      const { locale, base, fields } = body.data
      if (!partOf(screen, locale) || (locale === '' && !mayShare(request))) return reply.callNotFound()

      const typed = { ...gathered(fields), base: String(base) }
      const { sent, saved } = await save(request, screen, locale, typed)
      const ui = request.desk.locale
      if (saved) return { revision: saved, errors: [...errorWords(ui, sent.errors)] }
      const by = sent.theirs?.by
      const name = by && (await listPeople(db, vault, [by])).get(by)?.name
      return reply.code(409).send({ theirs: { ...sent.theirs, name: name || translator(ui)('drafts.edit.somebody') } })
    },
  )

  /** With the picture that was sent along, where the form's button for that was pressed. */
  const placed = async (request: FastifyRequest, { picture }: PartForm, form: PictureForm) => {
    if (!picture || form.typed.move !== 'picture') return { typed: form.typed, errors: [] }
    const put = { campaign: campaignOf(request).id, team: teamOf(request).id, account: userOf(request).accountId }
    return putPicture(db, { ...put, now: now() }, picture, form)
  }

  /** Saves what was typed, whatever is missing in it; marks it ready where that was asked for and nothing is. */
  const save = async (request: FastifyRequest, screen: SectionScreen, locale: PartLocale, typed: TypedValues) => {
    const part = partOf(screen, locale)
    if (!part) throw new Error(`${screen.name} has no part in ${locale}`)
    const editing = await openEditing(request)
    const { section, form } = part
    const about = aboutOf(editing, locale)
    const stored = editing.sections.find((each) => each.section === section && each.locale === locale)
    const read = form.read(typed, stored?.content, about)
    const base = Number(typed.base) || 0
    const campaign = campaignOf(request).id
    const { accountId: account } = userOf(request)
    const saving = sameSaid(
      await saveSection(db, {
        campaign,
        section,
        locale,
        base,
        content: read.content,
        account,
        now: now(),
      }),
      read.content,
    )
    const sent: Sent = { locale, typed, content: read.content, base, errors: read.errors }
    if (!saving.ok) return { sent: { ...sent, theirs: saving.theirs }, saved: 0, row: '' }

    const wanted = typed.ready !== undefined && typed.move === undefined
    const errors = wanted ? form.problems(read.content, about) : []
    if (wanted && errors.length === 0) {
      await markReady(db, { campaign, section, locale, revision: saving.revision, other: Number(typed.other) || 0 })
    }
    return {
      sent: { ...sent, errors: [...read.errors, ...errors] },
      saved: saving.revision,
      row: read.row && `${locale || 'both'}-row-${read.row}`,
    }
  }
}

/** What stands already as it was sent is no conflict: a save whose answer was lost is simply sent again. */
const sameSaid = (saving: Saving, content: unknown): Saving =>
  !saving.ok && isDeepStrictEqual(saving.theirs.content, JSON.parse(JSON.stringify(content)))
    ? { ok: true, revision: saving.theirs.revision }
    : saving

const mayShare = (request: FastifyRequest) =>
  teamOf(request).roles.some((role) => role === 'owner' || role === 'editor')
