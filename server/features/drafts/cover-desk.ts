import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, type LocalizedText, locales, otherLocale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { FieldError, TypedValues } from '../../web/form.ts'
import { campaignOf, type DeskRule, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { type Cover, findCover, removeCover, saveCover } from './cover.ts'
import { coverPage } from './editor-pages.ts'
import { editUrl, errorWords } from './editor-view.ts'
import { MAX_UPLOAD, type Picture, reencodeImage } from './reencode-image.ts'
import { cleanText } from './section-forms/fields.ts'

interface CoverDesk {
  db: Db
  site: Site
  now: () => Date
}

const editors: { desk: DeskRule } = { desk: { who: ['editor'] } }
const ALT_MAX = 300

interface Uploaded {
  typed: TypedValues
  file: { bytes: Buffer; cut: boolean } | undefined
}

/** The picture at the top of a campaign's page: taken in, described in both languages, shown or not. */
export const coverDesk: FastifyPluginAsync<CoverDesk> = async (app, { db, site, now }) => {
  const limits = { fileSize: MAX_UPLOAD, files: 1, fields: 8, fieldSize: 4096, parts: 10, headerPairs: 50 }
  await app.register(multipart, { limits, throwFileSizeLimit: false })

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { typed: TypedValues; errors: FieldError[] },
  ) => {
    const { id, slug } = campaignOf(request)
    const ui = request.desk.locale
    const title = translator(ui)('drafts.image.title')
    const model = coverView(ui, slug, await findCover(db, id), refused)
    return deskPage(request, reply, site, coverPage, { title, here: editUrl(slug) }, model)
  }

  app.get('/campaigns/:campaign/edit/cover', { config: editors }, show)

  app.post('/campaigns/:campaign/edit/cover', { config: editors }, async (request, reply) => {
    if (!request.isMultipart())
      return show(request, reply.code(415), { typed: {}, errors: [wrong('drafts.image.errors.type')] })
    const { typed, file } = await readUpload(request)
    const { id: campaignId, slug } = campaignOf(request)
    const deed = { campaignId, team: teamOf(request).id, account: userOf(request).accountId, now: now() }
    if (typed.act === 'remove') {
      await removeCover(db, deed)
      return reply.redirect(editUrl(slug, 'cover'), 303)
    }

    const before = await findCover(db, campaignId)
    const { picture, errors } = await readPicture(file, before)
    const alts = altsIn(typed)
    const missing = picture || before ? altErrors(alts) : []
    const wanted = typed.shown !== undefined
    const all = [...errors, ...missing]
    // What is good of it is kept, so that nobody has to choose a file twice; readers see it only once all is there.
    if (picture || (before && errors.length === 0)) {
      await saveCover(db, { ...deed, picture, alts, shown: wanted && all.length === 0 })
    }
    return all.length > 0
      ? show(request, reply.code(422), { typed, errors: all })
      : reply.redirect(editUrl(slug, 'cover'), 303)
  })
}

const wrong = (message: FieldError['message']): FieldError => ({ field: 'file', message })

const readPicture = async (
  file: Uploaded['file'],
  before: Cover | undefined,
): Promise<{ picture: Picture | undefined; errors: FieldError[] }> => {
  if (!file) return { picture: undefined, errors: before ? [] : [wrong('drafts.image.errors.missing')] }
  if (file.cut) return { picture: undefined, errors: [wrong('drafts.image.errors.large')] }
  const made = await reencodeImage(file.bytes)
  return made.ok ? { picture: made.picture, errors: [] } : { picture: undefined, errors: [wrong(made.message)] }
}

const altsIn = (typed: TypedValues): LocalizedText =>
  Object.fromEntries(
    locales
      .map((locale) => [locale, cleanText(typed[`alt_${locale}`]).replace(/\s+/g, ' ')] as const)
      .filter(([, alt]) => alt !== ''),
  )

/** A picture that not everyone can see has to be described to those who cannot, in each language. */
const altErrors = (alts: LocalizedText): FieldError[] =>
  locales.flatMap((locale): FieldError[] => {
    const alt = alts[locale] ?? ''
    if (alt === '') return [{ field: `alt_${locale}`, message: 'drafts.image.errors.alt' }]
    const over = alt.length - ALT_MAX
    return over > 0
      ? [{ field: `alt_${locale}`, message: 'drafts.edit.errors.long', values: { max: ALT_MAX, over } }]
      : []
  })

/** The form with its file; more than one file, or a field without end, breaks off the whole. */
const readUpload = async (request: FastifyRequest): Promise<Uploaded> => {
  const uploaded: Uploaded = { typed: {}, file: undefined }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') uploaded.typed[part.fieldname] = part.value
      continue
    }
    const bytes = await part.toBuffer()
    if (part.fieldname === 'file' && bytes.length > 0) uploaded.file = { bytes, cut: part.file.truncated }
  }
  return uploaded
}

/** The page with its form as saved, or as typed. */
export const coverView = (
  ui: Locale,
  slug: string,
  cover: Cover | undefined,
  refused?: { typed: TypedValues; errors: FieldError[] },
) => {
  const t = translator(ui)
  const words = errorWords(ui, refused?.errors ?? [])
  const typed = (field: string) => {
    const value = refused?.typed[field]
    return typeof value === 'string' ? value : undefined
  }
  return {
    action: editUrl(slug, 'cover'),
    overviewUrl: editUrl(slug),
    picture: cover
      ? [
          {
            src: `/images/${cover.digest}.webp`,
            alt: cover.alts[ui] ?? cover.alts[otherLocale(ui)] ?? '',
            width: cover.width,
            height: cover.height,
          },
        ]
      : [],
    state: {
      state: cover?.shown ? ('ready' as const) : cover ? ('draft' as const) : ('missing' as const),
      words: t(coverState(cover)),
    },
    fileError: words.get('file') ?? '',
    alts: locales.map((locale) => ({
      locale,
      id: `alt_${locale}`,
      label: t(`drafts.image.alts.${locale}`),
      value: typed(`alt_${locale}`) ?? cover?.alts[locale] ?? '',
      error: words.get(`alt_${locale}`) ?? '',
    })),
    shown: refused ? typed('shown') !== undefined : (cover?.shown ?? false),
    problems: [...words].map(([field, said]) => ({ field, words: said })),
  }
}

export const coverState = (cover: Pick<Cover, 'shown'> | undefined) => {
  if (!cover) return 'drafts.image.state.none' as const
  return cover.shown ? ('drafts.image.state.shown' as const) : ('drafts.image.state.hidden' as const)
}
