import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { lettersPdf } from '../../render/pdf.ts'
import { type FieldError, type FormState, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign, findLetterSources, isPublic } from '../campaigns/index.ts'
import { readBatchForm } from './batch-forms.ts'
import { batchLetters } from './batch-letters.ts'
import { batchChoices, batchPage, batchView } from './batch-view.ts'
import { campaignParams } from './forms.ts'
import { type LetterKit, letterKit } from './letter-kit.ts'
import { printErrors } from './print-errors.ts'
import type { LetterRoutes } from './routes.ts'

/** Files being printed at once; whoever comes on top of that is asked to come again. */
const MAX_PRINTING = 2
const RETRY_AFTER_SECONDS = 30

/**
 * One PDF of letters to all addressees of a campaign, ready to be signed at a stall: filled in for one writer, or with
 * lines to fill in by hand. Nothing of it is kept.
 */
export const letterBatches: FastifyPluginAsync<LetterRoutes> = async (app, { locale, db, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const path = '/campaigns/:slug/letters/batch'
  let printing = 0

  const findKits = async (slug: string): Promise<[LetterKit, ...LetterKit[]] | undefined> => {
    const campaign = await findCampaign(db, slug)
    if (!campaign || !isPublic(campaign.state)) return undefined
    const sources = await findLetterSources(db, campaign.id)
    const [first, ...more] = campaign.addressees.flatMap(({ key }) => letterKit(campaign, sources, key) ?? [])
    return first && [first, ...more]
  }

  const show = async (reply: FastifyReply, kits: [LetterKit, ...LetterKit[]], refused: FormState | null) => {
    const t = translator(locale)
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('outputs.batch.title')}`
    reply.header('cache-control', refused ? 'no-store' : 'no-cache').type('text/html; charset=utf-8')
    const context = { locale, path: `/campaigns/${kits[0].campaign.slug}/letters/batch`, title }
    return reply.send(await site.render(batchPage, context, batchView(locale, kits, refused)))
  }

  routes.get(path, { schema: { params: campaignParams } }, async (request, reply) => {
    const kits = await findKits(request.params.slug)
    return kits ? show(reply, kits, null) : reply.callNotFound()
  })

  routes.post(path, { schema: { params: campaignParams } }, async (request, reply) => {
    const kits = await findKits(request.params.slug)
    if (!kits) return reply.callNotFound()

    const values = typedValues(request.body)
    const refuse = (code: number, errors: FieldError[]) => show(reply.code(code), kits, { values, errors })
    const form = readBatchForm(batchChoices(kits), request.body)
    if (!form.ok) return refuse(422, form.state.errors)
    if (printing >= MAX_PRINTING) {
      reply.header('retry-after', RETRY_AFTER_SECONDS)
      return refuse(503, [{ field: 'copies', message: 'outputs.batch.errors.busy' }])
    }

    const letters = batchLetters(kits, form.values, now())
    if (letters.length === 0) {
      return refuse(422, [{ field: 'addressees', message: 'outputs.batch.errors.noneInLanguage' }])
    }
    const unprintable = letters.map(({ letter }) => printErrors(letter, values)).find((errors) => errors.length > 0)
    if (unprintable) return refuse(422, unprintable)

    printing++
    const file = await lettersPdf(letters).finally(() => {
      printing--
    })
    reply.header('cache-control', 'no-store').type('application/pdf')
    reply.header('content-disposition', `attachment; filename="letters-${form.values.language}.pdf"`)
    return reply.send(file)
  })
}
