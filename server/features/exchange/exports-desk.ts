import { Readable } from 'node:stream'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage, teamOf, userOf } from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import { type Cell, CSV_START, csvLine } from '../sendings/index.ts'
import { findSealedCampaign } from '../signatures/index.ts'
import { finishExport, type Leaving, prepareExport, recordExport, type Wanted } from './export-signatures.ts'
import { exportsView } from './exports-view.ts'
import { campaignParams, exportForm, isPersonal } from './forms.ts'
import { exportsPage } from './pages.ts'
import { listExports } from './queries.ts'
import { MAX_SHEET_ROWS, writeXlsx, writeZip } from './xlsx.ts'

export interface ExchangeDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
}

const PAST = 50

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
}

/** What leaves a campaign as a file: for a stated purpose, written down before it does. */
export const exportsDesk: FastifyPluginAsync<ExchangeDesk> = async (app, { db, vault, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config: { desk: { who: ['editor' as const] } }, schema: { params: campaignParams } }
  const address = '/campaigns/:campaign/exports'

  const isOwner = (request: FastifyRequest) => teamOf(request).roles.includes('owner')

  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: FormState) => {
    const { locale } = request.desk
    const { id, slug } = campaignOf(request)
    const t = translator(locale)
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('exchange.exports.title')}`
    const past = await listExports(db, id, PAST)
    const model = exportsView(locale, {
      timeZone: userOf(request).timeZone,
      campaign: slug,
      owner: isOwner(request),
      past,
      refused,
    })
    return deskPage(request, reply, site, exportsPage, { title }, model)
  }

  routes.get(address, route, (request, reply) => show(request, reply))

  routes.post(address, route, async (request, reply) => {
    const form = readForm(exportForm, request.body)
    if (!form.ok) return show(request, reply.code(422), form.state)
    const values = typedValues(request.body)
    const { purpose, reason } = form.values
    const refuse = (status: number, message: 'exchange.errors.owner' | 'exchange.errors.tooLong') =>
      show(request, reply.code(status), { values, errors: [{ field: 'purpose', message }] })
    if (isPersonal(purpose) && !isOwner(request)) return refuse(403, 'exchange.errors.owner')

    const { id, slug } = campaignOf(request)
    const campaign = await findSealedCampaign(db, id)
    if (!campaign) return reply.callNotFound()
    const at = now()
    const { locale } = request.desk
    const leaving = await prepareExport({ db, vault, locale, campaign: { ...campaign, slug }, now: at }, purpose)
    const wanted: Wanted = { purpose, format: purpose === 'folder' ? 'zip' : form.values.format, reason }
    if (wanted.format === 'xlsx' && leaving.rows >= MAX_SHEET_ROWS) return refuse(422, 'exchange.errors.tooLong')

    const by = { team: teamOf(request).id, account: userOf(request).accountId, now: at }
    const exportId = await recordExport(db, id, wanted, leaving.rows, by)
    const stream = fileOf(translator(locale)('exchange.exports.sheet'), slug, wanted, leaving)
    stream.on('end', () => {
      finishExport(db, exportId, now()).catch((error: unknown) => request.log.error({ err: error }, 'An export'))
    })
    const name = `${slug}-${purpose}-${at.toISOString().slice(0, 10)}.${wanted.format}`
    reply.header('content-disposition', `attachment; filename="${name}"`)
    return reply.type(types[wanted.format]).send(stream)
  })
}

const fileOf = (title: string, slug: string, { format }: Wanted, leaving: Leaving): Readable => {
  if ('files' in leaving) return writeZip(slug, leaving.files)
  return format === 'xlsx' ? writeXlsx(title, leaving.batches) : Readable.from(csvOf(leaving.batches))
}

async function* csvOf(batches: AsyncIterable<Cell[][]>) {
  yield CSV_START
  for await (const rows of batches) yield rows.map(csvLine).join('')
}
