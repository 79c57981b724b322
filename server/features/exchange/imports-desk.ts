import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import type { Page } from '../../render/page.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { Logger } from '../../web/logger.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { findCampaign } from '../campaigns/index.ts'
import type { ExchangeDesk } from './exports-desk.ts'
import { campaignParams, columnsForm, importParams, startForm } from './forms.ts'
import { firstRows } from './import-file.ts'
import { importRunners } from './import-runner.ts'
import { cancelImport, checkMark, findImport, listImports, saveSettings, startImport } from './imports.ts'
import { checkingView, checkView, columnsView, importsView, progressView } from './imports-view.ts'
import { importCheckPage, importColumnsPage, importProgressPage, importsPage } from './pages.ts'
import { MAX_FILE_BYTES } from './read-csv.ts'
import { receiveUpload } from './read-upload.ts'

export interface ImportsDesk extends ExchangeDesk {
  logger: Logger
  mailPromised: () => void
}

const PAST = 50
const REFRESH_SECONDS = 5
const CHECK_REFRESH_SECONDS = 2
/** So long a page waits for the check, that a small file is not made to look slow. */
const MOMENT_MS = 30

const notStarted = {
  'bad-rows': { field: 'leave_out', message: 'exchange.errors.badRows' },
  nobody: { field: 'leave_out', message: 'exchange.errors.nobody' },
  'other-check': { field: 'agreed', message: 'exchange.errors.otherCheck' },
} as const

/** Supporters from a file, in steps: upload, say what the columns are, see what would happen, state consent, watch. */
export const importsDesk: FastifyPluginAsync<ImportsDesk> = async (app, options) => {
  const { logger, db, vault, site, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  await app.register(multipart, {
    limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 4, fieldSize: 1000, parts: 6 },
    throwFileSizeLimit: false,
  })
  const onError = (error: unknown) => logger.error({ err: error }, 'An import')
  const { checks, imports } = importRunners({ db, vault, now, mailPromised, onError })
  app.addHook('onReady', async () => {
    checks.wake()
    imports.wake()
  })
  app.addHook('onClose', () => Promise.all([checks.close(), imports.close()]))

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
    const rows = await firstRows(db, vault, { id: stored.id, campaign }, stored.settings)
    const model = columnsView(request.desk.locale, campaign.slug, stored.id, stored.settings, rows, refused)
    return send(request, reply, importColumnsPage, model, refused)
  }

  /** What the check has found, or how far it is: whoever asks sees to it that somebody is at it. */
  const showCheck = async (request: FastifyRequest, reply: FastifyReply, at: At, refused?: FormState) => {
    const { campaign, stored } = at
    const { locale } = request.desk
    if (!stored.checked_at || !stored.checked) {
      reply.header('refresh', CHECK_REFRESH_SECONDS)
      const model = checkingView(locale, campaign.slug, stored.id, stored.checked)
      return send(request, reply, importProgressPage, model)
    }
    const check = { ...stored.checked, mark: checkMark(stored.checked_at) }
    const model = checkView(locale, campaign.slug, stored.id, check, refused)
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
    checks.wake()
    return reply.redirect(`${addressOf(request, id)}/check`, 303)
  })

  routes.get(`${one}/check`, ofImport, async (request, reply) => {
    const { id } = request.params
    const at = await find(request, id)
    if (!at) return reply.callNotFound()
    if (!at.stored.checked_at) checks.wake()
    if (!at.stored.checked) await checks.finish(MOMENT_MS)
    const stored = at.stored.checked_at ? at.stored : await findImport(db, at.campaign.id, id)
    if (stored?.state !== 'uploaded' || !stored.settings.mapped) return reply.redirect(addressOf(request, id), 303)
    return showCheck(request, reply, { ...at, stored })
  })

  routes.post(`${one}/start`, ofImport, async (request, reply) => {
    const at = await find(request, request.params.id)
    if (!at) return reply.callNotFound()
    const { campaign, stored } = at
    const toCheck = () => reply.redirect(`${addressOf(request, stored.id)}/check`, 303)
    if (stored.state !== 'uploaded' || !stored.checked_at) return toCheck()
    const form = readForm(startForm, request.body)
    if (!form.ok) return showCheck(request, reply.code(422), at, form.state)

    const { leave_out: leaveOut, ...wish } = form.values
    const started = await startImport(db, campaign.id, stored.id, { ...wish, leaveOut }, importer(request))
    if (started === 'gone') return toCheck()
    if (started !== 'started') {
      const typed = started === 'other-check' ? { source: wish.source } : typedValues(request.body)
      const refused = { values: typed, errors: [notStarted[started]] }
      const now = await find(request, stored.id)
      return now ? showCheck(request, reply.code(422), now, refused) : toCheck()
    }
    imports.wake()
    checks.wake()
    return reply.redirect(addressOf(request, stored.id), 303)
  })

  routes.post(`${one}/cancel`, ofImport, async (request, reply) => {
    const { id, slug } = campaignOf(request)
    const stopped = await cancelImport(db, id, request.params.id, importer(request))
    if (!stopped) return reply.callNotFound()
    checks.wake()
    return reply.redirect(`/desk/campaigns/${slug}/imports`, 303)
  })
}
