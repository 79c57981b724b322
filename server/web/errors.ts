import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway, QueueFullError } from '../db/index.ts'
import { type Locale, type MessageKey, translator } from '../i18n/index.ts'
import type { FieldError } from './form.ts'
import { localeOf } from './locale.ts'

export const RETRY_AFTER_SECONDS = 5

/** A problem as RFC 9457 has it; errors is our member: one a field. */
interface Problem {
  status: number
  title: string
  errors?: { field: string; detail: string }[]
}

/** Whether an answer in JSON is wanted rather than a page. */
export const wantsJson = (request: FastifyRequest) => {
  const accepted = request.headers.accept ?? ''
  return (
    (accepted.includes('application/json') || accepted.includes('application/problem+json')) &&
    !accepted.includes('text/html')
  )
}

export const sendProblem = (reply: FastifyReply, { status, title, errors }: Problem) =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'about:blank', title, status, ...(errors ? { errors } : {}) }))

/** A refused form in JSON: 422, each error with its field, in words of the reader's language. */
export const sendFieldErrors = (reply: FastifyReply, locale: Locale, errors: FieldError[]) => {
  const t = translator(locale)
  return sendProblem(reply, {
    status: 422,
    title: t('web.problem.refused'),
    errors: errors.map(({ field, message }) => ({ field, detail: t(message) })),
  })
}

/** Whether nothing is wrong with the request and it may be sent again in a moment. */
export const isBusy = (error: unknown) => error instanceof QueueFullError || isDatabaseAway(error)

/** The status of an error, and what the reader is told. */
const judge = (error: FastifyError): { status: number; message: MessageKey } => {
  if (isBusy(error)) return { status: 503, message: 'web.problem.busy' }
  if (error.validation || error.code === 'FST_ERR_VALIDATION') return { status: 404, message: 'web.problem.notFound' }
  if (error.statusCode === 413) return { status: 413, message: 'web.tooLarge' }
  if (error.statusCode === 415) return { status: 415, message: 'web.wrongType' }
  if (error.statusCode && error.statusCode < 500) return { status: error.statusCode, message: 'web.unreadable' }
  return { status: 500, message: 'web.problem.broken' }
}

/** Renders the page of an error in the reader's language. */
export type ShowError = (reply: FastifyReply, locale: Locale, status: number, message: string) => Promise<string>

/** One place answers whatever was not found, was not understood or went wrong: a page or a problem, never a stack. */
export const answerErrors = (app: FastifyInstance, show: ShowError) => {
  const answer = async (request: FastifyRequest, reply: FastifyReply, status: number, message: MessageKey) => {
    const locale = localeOf(request)
    const words = translator(locale)(message)
    if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
    if (wantsJson(request) || request.url.startsWith('/api/')) return sendProblem(reply, { status, title: words })
    reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8')
    return reply.send(await show(reply, locale, status, words))
  }

  app.setNotFoundHandler((request, reply) => answer(request, reply, 404, 'web.problem.notFound'))

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, message } = judge(error)
    if (status === 500) request.log.error({ err: error, route: request.routeOptions.url }, 'A request failed')
    return answer(request, reply, status, message)
  })
}
