import { type RawBuilder, sql } from 'kysely'

const MARK = /^(?:select )?\/\* prepared (\S+) \*\//

/**
 * Begins a statement that each connection parses and plans once: sql`${prepared('name')} select …`, or a builder's by
 * modifyFront. One name, one text. For the few statements that run by the thousand; the rest would only fill the
 * server's memory with plans. PostgreSQL keeps a plan only where it looks as good as one made for the values, so what
 * never differs, a limit or what an index is partial by, is to be spelled out. Within a transaction, only what is
 * tried again by itself: where a pooler mixes statements up, the first such transaction fails.
 */
export const prepared = (name: string): RawBuilder<unknown> => sql.raw(`/* prepared ${name} */`)

/** The name under which to prepare the statement; undefined for most. */
export const nameOf = (text: string): string | undefined => MARK.exec(text)?.[1]

/** invalid_sql_statement_name and duplicate_prepared_statement: the statement was not run. */
const mixedUp = new Set(['26000', '42P05'])

/**
 * Whether the connection that we hold is another than the one that prepared the statement: so a pooler in transaction
 * mode works that does not know prepared statements (PgBouncer before 1.21, or with max_prepared_statements = 0).
 */
export const isOtherConnection = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && mixedUp.has(error.code)
