/** Node's and PostgreSQL's codes that say: not now. 08 connection, 53 resources, 57P shutdown, 25006 read-only. */
const away = /^(?:ECONN\w+|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P\d\d|25006)$/

const awayWords = /timeout exceeded when trying to connect|connection terminated|not queryable/i

/** The database has not answered in time, and the connection may still be busy with the query: it is of no more use. */
export class QueryTimeoutError extends Error {
  constructor(milliseconds: number) {
    super(`Query timeout: no answer in ${milliseconds} ms`)
  }
}

/** Whether the error means that the database cannot be reached for the moment, so that trying again is of use. */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof QueryTimeoutError ||
    ('code' in error && typeof error.code === 'string' && away.test(error.code)) ||
    awayWords.test(error.message) ||
    isDatabaseAway(error.cause))
