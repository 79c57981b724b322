import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type FormResult, readForm } from '../../web/form.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign } from '../campaigns/index.ts'
import { extensionOf, MAX_FILE_BYTES } from './file-type.ts'
import { classificationForm, type Days, extendedForm, letterParams, registeredForm } from './forms.ts'
import type { LetterFormName } from './letter-forms.ts'
import { campaignKey, type Writing, writingPath } from './letter-line.ts'
import { showLetter } from './letter-view.ts'
import { keepProof, openProof } from './proofs.ts'
import { findLetter, listLetters, listOffices, type StoredLetter } from './queries.ts'
import { readAnswerForm, readProofForm, readSentForm } from './read-answer-form.ts'
import { classifyAnswer, receiveAnswer } from './receive-answer.ts'
import { cancelLetter, reportExtended, reportRegistered, reportSentWithProof } from './report-progress.ts'
import { daysUntilNow } from './since.ts'
import type { Uploaded } from './uploads.ts'
import { findWriting, type WritingRoutes } from './writing-routes.ts'

const MAX_FIELD_BYTES = 200_000

/** A letter at a writer's private page. */
interface AtLetter extends Writing {
  letter: StoredLetter
}

/** One letter at its writer's private page, and the forms by which they tell how far it has come. */
export const letterOfWriter: FastifyPluginAsync<WritingRoutes> = async (app, options) => {
  const { locale, db, vault, site, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const limits = { fileSize: MAX_FILE_BYTES, files: 1, fields: 12, fieldSize: MAX_FIELD_BYTES, parts: 14 }
  await app.register(multipart, { limits, throwFileSizeLimit: false })

  keepPrivate(app)

  const find = async ({ token, letter: id }: { token: string; letter: string }): Promise<AtLetter | undefined> => {
    const found = await findWriting(options, token)
    const letter = found && (await findLetter(db, found.writer.id, id))
    return found && letter ? { ...found, letter } : undefined
  }

  const show = async (reply: FastifyReply, at: AtLetter, refused?: Parameters<typeof showLetter>[3]['refused']) => {
    const [campaign, letters, offices] = await Promise.all([
      findCampaign(db, at.writer.slug),
      listLetters(db, at.writer.id),
      listOffices(db),
    ])
    if (!campaign) return reply.callNotFound()
    const { latest } = daysUntilNow(now())
    const state = { ...at, campaign, letters, offices, latest, ...(refused ? { refused } : {}) }
    return reply.type('text/html; charset=utf-8').send(await showLetter(site, vault, locale, state))
  }

  const page = '/writing/:token/letters/:letter'
  const withLetter = { schema: { params: letterParams } }

  routes.get(page, withLetter, async (request, reply) => {
    const at = await find(request.params)
    return at ? show(reply, at) : reply.callNotFound()
  })

  routes.get(`${page}/proof`, withLetter, async (request, reply) => {
    const at = await find(request.params)
    const proof = at && (await openProof(db, vault, campaignKey(at.writer), at.letter.id))
    if (!proof) return reply.callNotFound()
    reply.header('content-disposition', `attachment; filename="proof.${extensionOf(proof.type)}"`)
    return reply.type(proof.type).send(proof.bytes)
  })

  /** A form of the letter: read, done, and back to the letter, which shows where it stands now. */
  const form = <Values>(
    name: LetterFormName,
    read: (request: FastifyRequest, days: Days) => Promise<FormResult<Values>>,
    act: (at: AtLetter, values: Values) => Promise<boolean>,
  ) => {
    routes.post(`${page}/${name}`, withLetter, async (request, reply) => {
      const at = await find(request.params)
      if (!at) return reply.callNotFound()
      const result = await read(request, daysUntilNow(now(), name === 'sent' ? null : at.letter.sent_on))
      if (!result.ok) return show(reply.code(422), at, { name, state: result.state })
      await act(at, result.values)
      return reply.redirect(`/${locale}${writingPath(at.token)}/letters/${at.letter.id}`, 303)
    })
  }

  form(
    'sent',
    async (request, days) => readSentForm(days, await readUpload(request).catch(refuseBody)),
    ({ writer, letter }, { sent_on, ...values }) => {
      const by = { id: writer.id, campaign: campaignKey(writer) }
      return reportSentWithProof(db, vault, by, letter.id, { ...values, on: sent_on }, now())
    },
  )
  form(
    'proof',
    async (request) => readProofForm(await readUpload(request).catch(refuseBody)),
    async ({ writer, letter }, { file }) => {
      if (letter.sent_on !== null) await keepProof(db, vault, campaignKey(writer), letter.id, file)
      return letter.sent_on !== null
    },
  )
  form(
    'registered',
    async ({ body }, days) => readForm(registeredForm(days), body),
    ({ writer, letter }, { number, registered_on }) =>
      reportRegistered(db, vault, campaignKey(writer), letter, { number, on: registered_on }, now()),
  )
  form(
    'extension',
    async ({ body }, days) => readForm(extendedForm(days), body),
    ({ letter }, { decided_on, until }) =>
      reportExtended(db, letter, { decidedOn: decided_on, ...(until ? { until } : {}) }),
  )
  form(
    'answer',
    async (request, days) => readAnswerForm(days, await readUpload(request).catch(refuseBody)),
    ({ writer, letter }, { received_on, forwarded_to, key, ...values }) => {
      const answer = { ...values, key: key ?? letter.id, receivedOn: received_on, forwardedTo: forwarded_to }
      return receiveAnswer(db, vault, campaignKey(writer), { ...letter, writer_id: writer.id }, answer, now())
    },
  )
  form(
    'classification',
    async ({ body }) => readForm(classificationForm, body),
    ({ writer, letter }, { kind, forwarded_to }) => {
      const said = { kind, forwardedTo: forwarded_to }
      return classifyAnswer(db, vault, campaignKey(writer), { ...letter, writer_id: writer.id }, said, now())
    },
  )
  form(
    'cancellation',
    async () => ({ ok: true, values: null }),
    ({ letter }) => cancelLetter(db, letter, now()),
  )
}

/** A form with a file, or the same form without one. */
const readUpload = async (request: FastifyRequest): Promise<Uploaded> => {
  const uploaded: Uploaded = { fields: {}, file: null }
  if (!request.isMultipart()) return { ...uploaded, fields: textFields(request.body) }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') uploaded.fields[part.fieldname] = part.value
      continue
    }
    const bytes = await part.toBuffer()
    if (bytes.length > 0) uploaded.file = { name: part.filename, bytes, cut: part.file.truncated }
  }
  return uploaded
}

/** A body cut short or against the grammar of forms is no error of ours. */
const refuseBody = (error: unknown): never => {
  if (error instanceof Error && !('statusCode' in error)) Object.assign(error, { statusCode: 400 })
  throw error
}

const textFields = (body: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(body ?? {}).filter(([, value]) => typeof value === 'string'))
