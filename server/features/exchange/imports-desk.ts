import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import type { Page } from '../../render/page.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { findCampaign } from '../campaigns/index.ts'
import { checkImport } from './check-import.ts'
import type { ExchangeDesk } from './exports-desk.ts'
import { campaignParams, columnsForm, importParams, startForm } from './forms.ts'
import { firstRows, openRecords } from './import-file.ts'
import { ImportRunner } from './import-runner.ts'
import { cancelImport, findImport, listImports, saveSettings, startImport } from './imports.ts'
import { checkView, columnsView, importsView, progressView } from './imports-view.ts'
import { importCheckPage, importColumnsPage, importProgressPage, importsPage } from './pages.ts'
import { MAX_FILE_BYTES } from './read-csv.ts'
import { receiveUpload } from './read-upload.ts'

export interface ImportsDesk extends ExchangeDesk {
  mailPromised: () => void
}

const PAST = 50
const REFRESH_SECONDS = 5

/** Supporters from a file, in steps: upload, say what the columns are, see what would happen, state consent, watch. */
export const importsDesk: FastifyPluginAsync<ImportsDesk> = async (app, { db, vault, site, now, mailPromised }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  await app.register(multipart, {
    limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 4, fieldSize: 1000, parts: 6 },
    throwFileSizeLimit: false,
  })
  const onError = (error: unknown) => app.log.error({ err: error }, 'An import')
  const runner = new ImportRunner({ db, vault, now, mailPromised, onError })
  app.addHook('onReady', async () => runner.wake())
  app.addHook('onClose', () => runner.close())

  const config = { desk: { who: ['owner' as const] } }
  const all = '/campaigns/:campaign/imports'
  const one = `${all}/:id`
  const ofCampaign = { config, schema: { params: campaignParams } }
  const ofImport = { config, schema: { params: importParams } }

  const find = async (request: FastifyRequest, id: string) => {
    const campaign = await findCampaign(db, campaignOf(request).slug)
    const stored = campaign && (await findImport(db, campaign.id, id))
    return campaign && stored ? { campaign, stored } : undefined
  }
  type At = NonNullable<Awaited<ReturnType<typeof find>>>

  const importer = (request: FastifyRequest) => ({
    team: teamOf(request).id,
    account: userOf(request).accountId,
    now: now(),
  })

  const send = <Model extends object>(
    request: FastifyRequest,
    reply: FastifyReply,
    page: Page<Model>,
    model: Model,
    refused?: FormState,
  ) => {
    const t = translator(request.desk.locale)
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('exchange.imports.title')}`
    const here = `/desk/campaigns/${campaignOf(request).slug}/imports`
    return deskPage(request, reply, site, page, { title, here }, model)
  }

  const showAll = async (request: FastifyRequest, reply: FastifyReply, refused?: FormState) => {
    const campaign = campaignOf(request)
    const past = await listImports(db, campaign.id, PAST)
    return send(request, reply, importsPage, importsView(userOf(request), campaign, past, refused), refused)
  }

  const showColumns = async (request: FastifyRequest, reply: FastifyReply, at: At, refused?: FormState) => {
    const { campaign, stored } = at
    const rows = await firstRows(openRecords(db, vault, { id: stored.id, campaign }, stored.settings))
    const model = columnsView(request.desk.locale, campaign.slug, stored.id, stored.settings, rows, refused)
    return send(request, reply, importColumnsPage, model, refused)
  }

  const showCheck = async (request: FastifyRequest, reply: FastifyReply, at: At, refused?: FormState) => {
    const { campaign, stored } = at
    const check = await checkImport(db, vault, campaign, stored.id, stored.settings)
    const model = checkView(request.desk.locale, campaign.slug, stored.id, check, refused)
    return send(request, reply, importCheckPage, model, refused)
  }

  const addressOf = (request: FastifyRequest, id: string) => `/desk/campaigns/${campaignOf(request).slug}/imports/${id}`

  routes.get(all, ofCampaign, (request, reply) => showAll(request, reply))

  routes.post(all, ofCampaign, async (request, reply) => {
    const refuse = (error: FormState['errors'][number]) =>
      showAll(request, reply.code(422), { values: {}, errors: [error] })
    const campaign = await findCampaign(db, campaignOf(request).slug)
    if (campaign?.state !== 'open') return refuse({ field: 'file', message: 'exchange.imports.closed' })
    const uploaded = request.isMultipart() ? await request.file() : undefined
    const { account } = importer(request)
    const wish = { campaign, account, now: now(), locale: request.desk.locale }
    const received = await receiveUpload(db, vault, uploaded, wish)
    if (!received.ok) return refuse(received.error)
    return reply.redirect(addressOf(request, received.id), 303)
  })

  routes.get(one, ofImport, async (request, reply) => {
    const at = await find(request, request.params.id)
    if (!at) return reply.callNotFound()
    if (at.stored.state === 'uploaded') return showColumns(request, reply, at)
    if (at.stored.state === 'running') reply.header('refresh', REFRESH_SECONDS)
    const model = progressView(request.desk.locale, at.campaign.slug, at.stored)
    return send(request, reply, importProgressPage, model)
  })

  routes.post(`${one}/columns`, ofImport, async (request, reply) => {
    const at = await find(request, request.params.id)
    if (at?.stored.state !== 'uploaded') return reply.callNotFound()
    const { settings, id } = at.stored
    const form = readForm(columnsForm(settings.columns.length), request.body)
    if (!form.ok) return showColumns(request, reply.code(422), at, form.state)
    const { encoding, separator } = settings
    await saveSettings(db, id, { encoding, separator, ...form.values, mapped: true })
    return reply.redirect(`${addressOf(request, id)}/check`, 303)
  })

  routes.get(`${one}/check`, ofImport, async (request, reply) => {
    const at = await find(request, request.params.id)
    if (!at) return reply.callNotFound()
    const ready = at.stored.state === 'uploaded' && at.stored.settings.mapped
    return ready ? showCheck(request, reply, at) : reply.redirect(addressOf(request, at.stored.id), 303)
  })

  routes.post(`${one}/start`, ofImport, async (request, reply) => {
    const at = await find(request, request.params.id)
    if (!at) return reply.callNotFound()
    const { campaign, stored } = at
    if (stored.state !== 'uploaded') return reply.redirect(addressOf(request, stored.id), 303)
    const form = readForm(startForm, request.body)
    if (!form.ok) return showCheck(request, reply.code(422), at, form.state)

    const { source, leave_out: leaveOut } = form.values
    const started = await startImport(db, vault, campaign, stored.id, { source, leaveOut }, importer(request))
    if (started === 'bad-rows' || started === 'nobody') {
      const message = started === 'nobody' ? 'exchange.errors.nobody' : 'exchange.errors.badRows'
      const errors = [{ field: 'leave_out', message } as const]
      return showCheck(request, reply.code(422), at, { values: typedValues(request.body), errors })
    }
    runner.wake()
    return reply.redirect(addressOf(request, stored.id), 303)
  })

  routes.post(`${one}/cancel`, ofImport, async (request, reply) => {
    const { id, slug } = campaignOf(request)
    const stopped = await cancelImport(db, id, request.params.id, importer(request))
    return stopped ? reply.redirect(`/desk/campaigns/${slug}/imports`, 303) : reply.callNotFound()
  })
}
