import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { openChannels } from './board-view.ts'
import { claimLetter } from './claim-letter.ts'
import { eraseWriter } from './erase-writer.ts'
import { anotherForm, remindersForm, tokenParams } from './forms.ts'
import { type Writing, writingPath } from './letter-line.ts'
import { findWriter, listBoardOffices, listLetters } from './queries.ts'
import { setReminders } from './set-reminders.ts'
import { since } from './since.ts'
import { readWriterToken } from './writers.ts'
import { showErased, showWriting } from './writing-view.ts'

export interface WritingRoutes {
  locale: Locale
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  /** There is new mail to send. */
  mailPromised?: () => void
}

/** Whose private page a token opens; undefined for one that opens none. */
export const findWriting = async (
  { db, vault, now }: Pick<WritingRoutes, 'db' | 'vault' | 'now'>,
  token: string,
): Promise<Writing | undefined> => {
  const id = readWriterToken(vault, token)
  const writer = id === undefined ? undefined : await findWriter(db, id)
  return writer && { token, writer, today: now().toISOString().slice(0, 10) }
}

/** A writer's private page: their letters, the next office, reminders, erasure. */
export const writing: FastifyPluginAsync<WritingRoutes> = async (app, options) => {
  const { locale, db, vault, site, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const withToken = { schema: { params: tokenParams } }

  keepPrivate(app)

  const show = async (reply: FastifyReply, found: Writing, refused?: FormState) => {
    const { campaign_id, slug, id } = found.writer
    const [campaign, letters, offices] = await Promise.all([
      findCampaign(db, slug),
      listLetters(db, id),
      listBoardOffices(db, campaign_id, since(now())),
    ])
    if (!campaign) return reply.callNotFound()
    const state = { ...found, campaign, letters, offices, ...(refused ? { refused } : {}) }
    return reply.type('text/html; charset=utf-8').send(await showWriting(site, vault, locale, state))
  }

  routes.get('/writing/erased', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(await showErased(site, locale)),
  )

  routes.get('/writing/:token', withToken, async (request, reply) => {
    const found = await findWriting(options, request.params.token)
    return found ? show(reply, found) : reply.callNotFound()
  })

  routes.post('/writing/:token/letters', withToken, async (request, reply) => {
    const found = await findWriting(options, request.params.token)
    const form = readForm(anotherForm, request.body)
    const campaign = found && (await findCampaign(db, found.writer.slug))
    if (!found || !campaign || !form.ok) return reply.callNotFound()
    const offices = await listBoardOffices(db, campaign.id, since(now()))
    const office = offices.find(({ key }) => key === form.values.addressee)
    if (!office) return reply.callNotFound()

    const { sendingId } = await claimLetter(db, vault, {
      campaign,
      addressee: office.key,
      officeId: office.office_id,
      key: form.values.key ?? randomUUID(),
      locale,
      writerId: found.writer.id,
      resident: found.writer.resident,
      email: '',
      wantsReminders: false,
      channel: openChannels(office, found.writer.resident)[0]?.kind ?? 'post',
      now: now(),
    })
    return reply.redirect(`/${locale}${writingPath(found.token)}/letters/${sendingId}`, 303)
  })

  routes.post('/writing/:token/reminders', withToken, async (request, reply) => {
    const found = await findWriting(options, request.params.token)
    if (!found) return reply.callNotFound()
    const form = readForm(remindersForm, request.body)
    if (!form.ok) return show(reply.code(422), found, form.state)
    await setReminders(db, vault, found.writer, { ...form.values, locale }, now())
    mailPromised?.()
    return reply.redirect(`/${locale}${writingPath(found.token)}#reminders`, 303)
  })

  routes.post('/writing/:token/erasure', withToken, async (request, reply) => {
    const found = await findWriting(options, request.params.token)
    if (!found) return reply.callNotFound()
    await eraseWriter(db, found.writer.id)
    return reply.redirect(`/${locale}/writing/erased`, 303)
  })
}
