import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway, QueueFullError } from '../db/index.ts'
import { type Locale, type MessageKey, translator } from '../i18n/index.ts'
import type { Site } from '../render/page.ts'
import type { FieldError } from './form.ts'
import { localeOf } from './locale.ts'
import { errorPage } from './pages.ts'

export const RETRY_AFTER_SECONDS = 5

/** A problem as RFC 9457 has it; errors is our own member. */
interface Problem {
  status: number
  title: MessageKey
  errors?: FieldError[]
}

/** Whether an answer in JSON is wanted rather than a page. */
export const wantsJson = (request: FastifyRequest) => {
  const accepted = request.headers.accept ?? ''
  return (
    (accepted.includes('application/json') || accepted.includes('application/problem+json')) &&
    !accepted.includes('text/html')
  )
}

/** Answers with problem details (RFC 9457) in the reader's language. */
export const sendProblem = (reply: FastifyReply, locale: Locale, { status, title, errors }: Problem) => {
  const t = translator(locale)
  const fields = errors?.map(({ field, message, values }) => ({ field, detail: t(message, values) }))
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'about:blank', title: t(title), status, ...(fields ? { errors: fields } : {}) }))
}

/** A refused form: 422, each error with its field. */
export const sendFieldErrors = (reply: FastifyReply, locale: Locale, errors: FieldError[]) =>
  sendProblem(reply, locale, { status: 422, title: 'web.problem.refused', errors })

/** Whether nothing is wrong with the request and it may be sent again in a moment. */
export const isBusy = (error: unknown) => error instanceof QueueFullError || isDatabaseAway(error)

/** An address that is no valid one, or longer than any of ours. */
const badAddresses = ['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH', 'FST_ERR_VALIDATION']

/** The status of an error, and what the reader is told. */
const judge = (error: FastifyError): { status: number; message: MessageKey } => {
  if (isBusy(error)) return { status: 503, message: 'web.problem.busy' }
  if (error.validation || badAddresses.includes(error.code)) return { status: 404, message: 'web.problem.notFound' }
  if (error.statusCode === 403) return { status: 403, message: 'web.crossSite' }
  if (error.statusCode === 413) return { status: 413, message: 'web.tooLarge' }
  if (error.statusCode === 415) return { status: 415, message: 'web.wrongType' }
  if (error.statusCode && error.statusCode < 500) return { status: error.statusCode, message: 'web.unreadable' }
  return { status: 500, message: 'web.problem.broken' }
}

/** One place answers whatever was not found, was not understood or went wrong: a page or a problem, never a stack. */
export const answerErrors = (app: FastifyInstance, site: Site) => {
  const answer = async (request: FastifyRequest, reply: FastifyReply, status: number, message: MessageKey) => {
    const locale = localeOf(request)
    const busy = status === 503
    if (busy) reply.header('retry-after', RETRY_AFTER_SECONDS)
    if (wantsJson(request) || request.url.startsWith('/api/')) {
      return sendProblem(reply, locale, { status, title: message })
    }
    const words = translator(locale)(message)
    const html = await site.render(errorPage, { locale, path: '/', title: words }, { words, status, busy })
    return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
  }

  app.setNotFoundHandler((request, reply) => answer(request, reply, 404, 'web.problem.notFound'))

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, message } = judge(error)
    if (status === 500) request.log.error({ err: error, route: request.routeOptions.url }, 'A request failed')
    return answer(request, reply, status, message)
  })
}
