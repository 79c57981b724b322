import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { proposeCorrection } from './corrections.ts'
import { correctionForm, officeParams } from './forms.ts'
import type { OfficeRecord } from './office.ts'
import { officeName, officeView } from './office-view.ts'
import { officesView } from './offices-view.ts'
import { correctionThanksPage, officePage, officesPage } from './pages.ts'
import { findOffice, listCampaignsTo, listOffices } from './queries.ts'

/** How an office has answered letters, for the partial `sendings/record`; the feature above knows what is in it. */
export type OfficeAnswers = { title: string }

export interface OfficeRoutes {
  locale: Locale
  db: Db
  site: Site
  now: () => Date
  /** Undefined where nothing can be said about the office. */
  recordOf?: (officeId: string, locale: Locale) => Promise<OfficeAnswers | undefined>
}

/** The directory of officials: its offices, each with its record, and corrections that anybody can propose. */
export const offices: FastifyPluginAsync<OfficeRoutes> = async (app, { locale, db, site, now, recordOf }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const t = translator(locale)

  /** Offices of the directory, and those that a campaign to be seen by anybody addresses. */
  const findShown = async (slug: string) => {
    const office = await findOffice(db, slug)
    if (!office) return undefined
    const campaigns = await listCampaignsTo(db, office.id)
    return office.inDirectory || campaigns.length > 0 ? { office, campaigns } : undefined
  }

  type Shown = NonNullable<Awaited<ReturnType<typeof findShown>>>

  const show = async (reply: FastifyReply, { office, campaigns }: Shown, refused: FormState | null, full = false) => {
    const record = await recordOf?.(office.id, locale)
    const model = officeView(locale, office, { campaigns, record, refused, full, now: now() })
    const problem = refused || full ? `${t('site.errorPrefix')} ` : ''
    reply.header('cache-control', refused ? 'no-store' : 'no-cache').type('text/html; charset=utf-8')
    const context = {
      locale,
      path: `/offices/${office.slug}`,
      title: problem + model.name,
      description: t('officials.office.description', { office: model.name }),
      indexed: !refused,
    }
    return reply.send(await site.render(officePage, context, model))
  }

  routes.get('/offices', async (_request, reply) => {
    const context = {
      locale,
      path: '/offices',
      title: t('officials.index.title'),
      description: t('officials.index.lead'),
      indexed: true,
    }
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8')
    return reply.send(await site.render(officesPage, context, officesView(locale, await listOffices(db))))
  })

  routes.get('/offices/:slug', { schema: { params: officeParams } }, async (request, reply) => {
    const shown = await findShown(request.params.slug)
    return shown ? show(reply, shown, null) : reply.callNotFound()
  })

  const corrections = '/offices/:slug/corrections'

  routes.post(corrections, { schema: { params: officeParams } }, async (request, reply) => {
    const shown = await findShown(request.params.slug)
    if (!shown) return reply.callNotFound()

    const form = readForm(correctionForm(shown.office.channels), request.body)
    if (!form.ok) return show(reply.code(422), shown, form.state)

    const { website, ...proposal } = form.values
    const isPerson = website === ''
    if (isPerson && !(await proposeCorrection(db, shown.office.id, proposal)))
      return show(reply.code(422), shown, { values: typedValues(request.body), errors: [] }, true)
    return reply.redirect(`/${locale}/offices/${shown.office.slug}/corrections`, 303)
  })

  routes.get(corrections, { schema: { params: officeParams } }, async (request, reply) => {
    const shown = await findShown(request.params.slug)
    return shown ? sayThanks(reply, shown.office) : reply.callNotFound()
  })

  const sayThanks = async (reply: FastifyReply, office: OfficeRecord) => {
    const context = {
      locale,
      path: `/offices/${office.slug}/corrections`,
      title: t('officials.correction.thanksTitle'),
    }
    const model = { name: officeName(office, locale), officeUrl: `/${locale}/offices/${office.slug}` }
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8')
    return reply.send(await site.render(correctionThanksPage, context, model))
  }
}
