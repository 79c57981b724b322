import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import { composeEml } from '../../mail/index.ts'
import type { Site } from '../../render/page.ts'
import { letterPdf } from '../../render/pdf.ts'
import { typedValues } from '../../web/form.ts'
import { sendPacked } from '../../web/packed.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign, findLetterSources, isPublic } from '../campaigns/index.ts'
import { mailAddressFor } from './channels.ts'
import { addresseesView, type ComposerState, composerView } from './composer-view.ts'
import { campaignParams, type LetterForm, letterParams, readLetterForm } from './forms.ts'
import type { Letter } from './letter.ts'
import type { LetterDispatch } from './letter-dispatch.ts'
import { exclusionFor, type LetterKit, letterFrom, letterKit } from './letter-kit.ts'
import { sheetText, wholeText } from './letter-text.ts'
import { addresseesPage, composerPage } from './pages.ts'
import { postalAddressFor } from './postal-address.ts'
import { printErrors } from './print-errors.ts'
import { variantNumbers } from './variants.ts'

export interface LetterRoutes {
  locale: Locale
  db: Db
  site: Site
  now: () => Date
  /** Sends letters for their writers, where the site has that. */
  dispatch?: LetterDispatch
}

/** A letter of several pages comes back with its parts, each Russian character six bytes long. */
const LETTER_LIMIT = 256 * 1024

/** A letter as a file: nothing where this addressee takes none of that kind from this sender. */
type MakeFile = (letter: Letter, kit: LetterKit, form: LetterForm, date: Date) => Promise<Buffer | undefined>

const files: { extension: string; type: string; make: MakeFile }[] = [
  {
    extension: 'pdf',
    type: 'application/pdf',
    make: (letter, { addressee }, form) => letterPdf(letter, postalAddressFor(addressee, form)),
  },
  { extension: 'txt', type: 'text/plain; charset=utf-8', make: async (letter) => Buffer.from(sheetText(letter)) },
  {
    extension: 'eml',
    type: 'message/rfc822',
    make: async (letter, { addressee }, form, date) => {
      const to = mailAddressFor(addressee, form)
      const { subject } = letter
      return to === undefined ? undefined : composeEml({ to, from: form.email, subject, text: wholeText(letter), date })
    },
  },
]

/**
 * Letters of a campaign in one locale: the addressees, the composer, and the letter as a file. What is typed comes in
 * the body of a POST, goes back in its answer and stays nowhere.
 */
export const letters: FastifyPluginAsync<LetterRoutes> = async (app, { locale, db, site, now, dispatch }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  const findOpenCampaign = async (slug: string) => {
    const campaign = await findCampaign(db, slug)
    return campaign && isPublic(campaign.state) ? campaign : undefined
  }

  const findKit = async (slug: string, addressee: string) => {
    const campaign = await findOpenCampaign(slug)
    return campaign && letterKit(campaign, await findLetterSources(db, campaign.id), addressee)
  }

  const nextVariant = variantNumbers()

  /** Whoever has no number yet, or asks for another wording, gets the next one. */
  const numbered = (kit: LetterKit, form: LetterForm, again = false): LetterForm => {
    if (form.variant !== null && !again) return form
    return { ...form, variant: nextVariant(`${kit.campaign.slug}/${kit.addressee.key}/${form.language}`) }
  }

  const show = async (reply: FastifyReply, kit: LetterKit, state: ComposerState) => {
    const form = state && 'form' in state ? state.form : null
    const offered = form !== null && ((await dispatch?.offers(kit, form)) ?? false)
    const model = composerView(locale, kit, state, now())
    if (offered) model.platform = `${model.action}/dispatch`
    const path = `/campaigns/${kit.campaign.slug}/letters/${kit.addressee.key}`
    const problem = model.problems.length > 0 ? `${translator(locale)('site.errorPrefix')} ` : ''
    reply.header('cache-control', state ? 'no-store' : 'no-cache').type('text/html; charset=utf-8')
    return sendPacked(reply, await site.render(composerPage, { locale, path, title: problem + model.heading }, model))
  }

  routes.get('/campaigns/:slug/letters', { schema: { params: campaignParams } }, async (request, reply) => {
    const campaign = await findOpenCampaign(request.params.slug)
    if (!campaign) return reply.callNotFound()

    const templates = await findLetterSources(db, campaign.id)
    const kits = campaign.addressees.flatMap(({ key }) => letterKit(campaign, templates, key) ?? [])
    const title = translator(locale)('letters.addressees.title')
    const context = { locale, path: `/campaigns/${campaign.slug}/letters`, title, indexed: true }
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8')
    return reply.send(await site.render(addresseesPage, context, addresseesView(locale, campaign, kits)))
  })

  const composer = '/campaigns/:slug/letters/:addressee'

  routes.get(composer, { schema: { params: letterParams } }, async (request, reply) => {
    const kit = await findKit(request.params.slug, request.params.addressee)
    return kit ? show(reply, kit, null) : reply.callNotFound()
  })

  routes.post(composer, { schema: { params: letterParams }, bodyLimit: LETTER_LIMIT }, async (request, reply) => {
    const kit = await findKit(request.params.slug, request.params.addressee)
    if (!kit) return reply.callNotFound()

    const form = readLetterForm(kit.choices, request.body)
    if (!form.ok) return show(reply.code(422), kit, { refused: form.state })
    return show(reply, kit, { form: numbered(kit, form.values, 'reword' in typedValues(request.body)) })
  })

  if (dispatch) {
    routes.post(
      `${composer}/dispatch`,
      { schema: { params: letterParams }, bodyLimit: LETTER_LIMIT },
      async (request, reply) => {
        const kit = await findKit(request.params.slug, request.params.addressee)
        if (!kit) return reply.callNotFound()

        const values = typedValues(request.body)
        const read = readLetterForm(kit.choices, request.body)
        if (!read.ok) return show(reply.code(422), kit, { refused: read.state })
        const form = numbered(kit, read.values)
        if (exclusionFor(kit, form)) return show(reply, kit, { form })
        if (form.email === '') {
          const errors = [{ field: 'email', message: 'dispatch.errors.email' as const }]
          return show(reply.code(422), kit, { refused: { values, errors } })
        }

        const letter = letterFrom(kit, form, now())
        const next = await dispatch.take(kit, form, { subject: letter.subject, text: wholeText(letter) }, locale)
        return next === undefined ? show(reply.code(422), kit, { form }) : reply.redirect(next, 303)
      },
    )
  }

  for (const { extension, type, make } of files) {
    const file = `${composer}.${extension}`

    routes.get(file, { schema: { params: letterParams } }, async (request, reply) => {
      const { slug, addressee } = request.params
      return reply.redirect(`/${locale}/campaigns/${slug}/letters/${addressee}`, 303)
    })

    routes.post(file, { schema: { params: letterParams }, bodyLimit: LETTER_LIMIT }, async (request, reply) => {
      const kit = await findKit(request.params.slug, request.params.addressee)
      if (!kit) return reply.callNotFound()

      const read = readLetterForm(kit.choices, request.body)
      if (!read.ok) return show(reply.code(422), kit, { refused: read.state })
      const form = numbered(kit, read.values)
      if (exclusionFor(kit, form)) return show(reply, kit, { form })

      const date = now()
      const letter = letterFrom(kit, form, date)
      const typed = typedValues(request.body)
      const errors = extension === 'pdf' ? printErrors(letter, typed) : []
      if (errors.length > 0) return show(reply.code(422), kit, { refused: { values: typed, errors } })
      const made = await make(letter, kit, form, date)
      if (!made) return reply.callNotFound()
      reply.header('cache-control', 'no-store').type(type)
      reply.header('content-disposition', `attachment; filename="${kit.addressee.key}-${letter.locale}.${extension}"`)
      return reply.send(made)
    })
  }
}
