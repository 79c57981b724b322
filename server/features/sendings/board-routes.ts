import { createHash, randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type Campaign, findCampaign, isPublic } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { openChannels, showBoard } from './board-view.ts'
import { claimLetter } from './claim-letter.ts'
import { showClaim } from './claim-view.ts'
import {
  addresseeParams,
  boardQuery,
  campaignParams,
  type channels as channelKinds,
  claimForm,
  claimSentForm,
} from './forms.ts'
import { type BoardOffice, countWaiting, listBoardOffices } from './queries.ts'
import { daysUntilNow, since } from './since.ts'
import { readWriterToken, writerToken } from './writers.ts'

export interface BoardRoutes {
  locale: Locale
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  /** There is new mail to send. */
  mailPromised?: () => void
}

/** Who looks at the board is told apart for a day by where they come from; it is computed and kept nowhere. */
const visitor = (request: FastifyRequest, day: string) =>
  createHash('sha256')
    .update(`${day} ${request.ip} ${request.headers['user-agent'] ?? ''}`)
    .digest('hex')

/** The volunteers' board of a campaign: who needs letters, taking one on, and telling of one that has been sent. */
export const board: FastifyPluginAsync<BoardRoutes> = async (app, options) => {
  const { locale, db, vault, site, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()

  const findOpenCampaign = async (slug: string) => {
    const campaign = await findCampaign(db, slug)
    return campaign && isPublic(campaign.state) ? campaign : undefined
  }
  const isAbroad = (query: unknown) => boardQuery.safeParse(query).data?.from === 'abroad'

  const send = async (reply: FastifyReply, html: Promise<string>, cached: string) =>
    reply
      .header('cache-control', cached)
      .type('text/html; charset=utf-8')
      .send(await html)

  routes.get('/campaigns/:slug/board', { schema: { params: campaignParams } }, async (request, reply) => {
    const campaign = await findOpenCampaign(request.params.slug)
    if (!campaign) return reply.callNotFound()
    const today = now().toISOString().slice(0, 10)
    const [offices, waiting] = await Promise.all([
      listBoardOffices(db, campaign.id, since(now())),
      countWaiting(db, campaign.id, today),
    ])
    const state = { campaign, offices, waiting, person: visitor(request, today), abroad: isAbroad(request.query) }
    return send(reply, showBoard(site, locale, state), 'private, no-cache')
  })

  const findTarget = async (slug: string, addressee: string) => {
    const campaign = await findOpenCampaign(slug)
    const offices = campaign ? await listBoardOffices(db, campaign.id, since(now())) : []
    const office = offices.find(({ key }) => key === addressee)
    return campaign && office ? { campaign, office } : undefined
  }

  /** Where each form of taking a letter on stands, and what it asks besides. */
  const claims = [
    { path: '/campaigns/:slug/board/:addressee', already: false },
    { path: '/campaigns/:slug/letters/:addressee/sent', already: true },
  ]
  for (const { path, already } of claims) {
    routes.get(path, { schema: { params: addresseeParams } }, async (request, reply) => {
      const target = await findTarget(request.params.slug, request.params.addressee)
      if (!target) return reply.callNotFound()
      const { latest } = daysUntilNow(now())
      const state = { ...target, already, abroad: isAbroad(request.query), latest }
      return send(reply, showClaim(site, locale, state), 'no-store')
    })

    routes.post(path, { schema: { params: addresseeParams } }, async (request, reply) => {
      const target = await findTarget(request.params.slug, request.params.addressee)
      if (!target) return reply.callNotFound()
      const days = daysUntilNow(now())
      const form = readForm(already ? claimSentForm(days) : claimForm, request.body)
      if (!form.ok) {
        const state = { ...target, already, abroad: false, latest: days.latest, refused: form.state }
        return send(reply.code(422), showClaim(site, locale, state), 'no-store')
      }
      const { writerId, sendingId } = await claim(target, form.values)
      mailPromised?.()
      const at = `/${locale}/writing/${writerToken(vault, writerId)}`
      return reply.header('cache-control', 'no-store').redirect(`${at}/letters/${sendingId}`, 303)
    })
  }

  interface ClaimValues {
    key: string | null
    link: string
    resident: boolean
    email: string
    reminders: boolean
    channel?: (typeof channelKinds)[number]
    sent_on?: string
  }

  const claim = ({ campaign, office }: { campaign: Campaign; office: BoardOffice }, values: ClaimValues) => {
    const { channel, sent_on } = values
    return claimLetter(db, vault, {
      campaign,
      addressee: office.key,
      officeId: office.office_id,
      key: values.key ?? randomUUID(),
      locale,
      writerId: readWriterToken(vault, values.link),
      resident: values.resident,
      email: values.email,
      wantsReminders: values.reminders,
      channel: channel ?? openChannels(office, values.resident)[0]?.kind ?? 'post',
      now: now(),
      ...(channel && sent_on ? { sent: { channel, on: sent_on } } : {}),
    })
  }
}
