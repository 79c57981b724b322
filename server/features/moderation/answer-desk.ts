import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage } from '../accounts/index.ts'
import {
  daysUntilNow,
  fileTypeOf,
  findNextOffice,
  findWaitingAnswer,
  listOffices,
  MAX_FILE_BYTES,
  openWaitingFile,
  readAnswer,
  type WaitingAnswer,
} from '../sendings/index.ts'
import { readAnswerForm, type TypedAnswer } from './answer-form.ts'
import { answerView } from './answer-view.ts'
import { deciderOf, type ModerationDesk } from './decider-desk.ts'
import { answerParams } from './forms.ts'
import { answerPage } from './pages.ts'
import { publishDecided } from './publish-decided.ts'

const MAX_FIELD_BYTES = 100_000

/** One answer: as it came beside as it would be shown, with what has to be said before it is. */
export const answersDesk: FastifyPluginAsync<ModerationDesk> = async (app, { db, vault, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const limits = { fileSize: MAX_FILE_BYTES, files: 1, fields: 8, fieldSize: MAX_FIELD_BYTES, parts: 10 }
  await app.register(multipart, { limits, throwFileSizeLimit: false })
  const route = { config: { desk: { who: ['moderator' as const] } }, schema: { params: answerParams } }
  const address = '/campaigns/:campaign/moderation/answers/:id'

  const find = async (request: FastifyRequest, id: string) => {
    const answer = await findWaitingAnswer(db, id)
    return answer?.campaign_id === campaignOf(request).id ? answer : undefined
  }

  const show = async (request: FastifyRequest, reply: FastifyReply, answer: WaitingAnswer, refused?: FormState) => {
    const { locale } = request.desk
    const t = translator(locale)
    const { slug } = campaignOf(request)
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('moderation.answers.title')}`
    const [followed, offices] = await Promise.all([findNextOffice(db, answer.sending_id), listOffices(db)])
    const texts = readAnswer(vault, answer)
    const model = answerView(locale, { campaign: slug, answer, ...texts, followed, offices, refused })
    return deskPage(request, reply, site, answerPage, { title, here: `/desk/campaigns/${slug}/moderation` }, model)
  }

  routes.get(address, route, async (request, reply) => {
    const answer = await find(request, request.params.id)
    return answer ? show(request, reply, answer) : reply.callNotFound()
  })

  routes.get(`${address}/file`, route, async (request, reply) => {
    const answer = await find(request, request.params.id)
    const bytes = answer && (await openWaitingFile(db, vault, answer))
    if (!answer?.file_type || !bytes) return reply.callNotFound()
    reply.header('content-disposition', `attachment; filename="answer-${answer.received_on}"`)
    return reply.type(answer.file_type).send(bytes)
  })

  routes.post(address, route, async (request, reply) => {
    const answer = await find(request, request.params.id)
    if (!answer) return reply.callNotFound()

    const [followed, offices] = await Promise.all([findNextOffice(db, answer.sending_id), listOffices(db)])
    const days = daysUntilNow(now(), answer.sent_on)
    const form = readAnswerForm(await readParts(request), { days, offices: followed ? null : slugsOf(offices) })
    if (!form.ok) return show(request, reply.code(422), answer, form.state)

    const batch = await publishDecided(db, vault, answer, form.values, deciderOf(request, now))
    return reply.redirect(`/desk/campaigns/${campaignOf(request).slug}/moderation/answers?done=${batch}`, 303)
  })
}

const slugsOf = (offices: { slug: string }[]) => offices.map(({ slug }) => slug)

/** The fields of the form and the file that was chosen, whichever way the form was sent. */
const readParts = async (request: FastifyRequest): Promise<TypedAnswer> => {
  const parts: TypedAnswer = { fields: {}, file: null }
  if (!request.isMultipart()) {
    const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
    for (const [name, value] of Object.entries(body)) if (typeof value === 'string') parts.fields[name] = value
    return parts
  }
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer()
      if (bytes.length > 0) parts.file = { bytes, cut: part.file.truncated, type: fileTypeOf(bytes) }
    } else if (typeof part.value === 'string') parts.fields[part.fieldname] = part.value
  }
  return parts
}
