import { pino } from 'pino'

/** Frames without the message that heads a stack: the message may quote what a person typed. */
const framesOf = (stack = '') => stack.slice(Math.max(0, stack.search(/^\s+at /m))).trim()

/** An error without anything personal: PostgreSQL and parsers quote values, so quotations and details are left out. */
export const describeError = (error: unknown): object =>
  error instanceof Error
    ? {
        type: error.name,
        ...('code' in error ? { code: error.code } : {}),
        message: error.message.replace(/(["'“«]).*["'”»]/gs, '$1…'),
        stack: framesOf(error.stack),
        ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
      }
    : { type: typeof error }

/**
 * Structured logs without personal data: no addresses of the network, no headers, no bodies, and of a request's
 * address only the pattern of its route, since private links are addresses too.
 */
export const createLogger = (level: string) =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, req: () => undefined, res: () => undefined },
  })

export type Logger = ReturnType<typeof createLogger>
