import { Kysely, PostgresDialect, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import { QueryTimeoutError } from './errors.ts'
import { isOtherConnection, nameOf } from './prepared.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

interface Options {
  /** Connections at most. */
  max?: number
  /** Milliseconds that a query may take before it is refused and its connection closed; 0: as long as it needs. */
  queryTimeout?: number
  /** Hears of connections that break while nobody uses them; the next query opens another. */
  onError?: (error: Error) => void
}

/**
 * Opens no connection yet: the first query does, and fails within three seconds where the database is away.
 * int8 arrives as a number (past Number.MAX_SAFE_INTEGER the query throws), date as 'YYYY-MM-DD', timestamptz as Date,
 * numeric as a string. Nothing is set a session, so PgBouncer in transaction mode may stand between; where it does not
 * know prepared statements, they are given up at the first that fails, and run again.
 * A Unix socket's address is postgres://user@localhost/database?host=/folder.
 */
export const connect = (url: string, { max = 10, queryTimeout = 30_000, onError = () => {} }: Options = {}): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    types: { getTypeParser },
  })
  pool.on('error', onError)
  // While a connection is lent the pool does not listen, and an error that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => {}))

  const settings: Settings = { prepares: true, queryTimeout }
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { connect: async () => lend(await pool.connect(), settings), end: () => pool.end() },
    }),
  })
}

/**
 * Refuses, by throwing, a server that may lose what it has acknowledged: fsync, full_page_writes or
 * synchronous_commit off. Refuses PostgreSQL older than 15 too.
 */
export const assertDurable = async (db: Db): Promise<void> => {
  const { rows } = await sql<{ version: number; setting: string }>`
    select current_setting('server_version_num')::int4 as version, name as setting
    from unnest(array['server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit']) as name
    where name = 'server_version_num' or current_setting(name) = 'off'
  `.execute(db)

  const version = rows[0]?.version ?? 0
  if (version < 150_000)
    throw new Error(`PostgreSQL 15 or later is needed, this one is ${Math.floor(version / 10_000)}`)

  const off = rows.map((row) => row.setting).filter((setting) => setting !== 'server_version_num')
  if (off.length > 0) throw new Error(`The database may lose signatures: ${off.join(', ')} is off. Switch it on.`)
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, (text) => safeInteger(text)],
  [pg.types.builtins.DATE, (text) => text],
])

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format)

const safeInteger = (text: string) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is too large for a number`)
  return value
}

/** What a pool has learnt of its server, and how long it waits for it. */
interface Settings {
  prepares: boolean
  /** Milliseconds; 0: as long as it needs. */
  queryTimeout: number
}

/**
 * One query, given up after its time. Asked for by callback: the promise that pg makes, and its own timeout, keep each
 * query's values until the next whole collection of garbage, which under load is tens of megabytes.
 */
const ask = (client: pg.PoolClient, config: pg.QueryConfig, timeout: number) =>
  new Promise<pg.QueryResult>((resolve, reject) => {
    const giveUp = () => reject(new QueryTimeoutError(timeout))
    const timer = timeout > 0 ? setTimeout(giveUp, timeout) : undefined
    client.query(config, (error, result) => {
      clearTimeout(timer)
      if (error) reject(error)
      else resolve(result)
    })
  })

/** A query that ran out of time is answered, but its connection, still waiting, is not lent to the next one. */
const lend = (client: pg.PoolClient, settings: Settings): PostgresPoolClient => {
  let hung: Error | undefined
  const run = async (text: string, values: unknown[]) => {
    const name = settings.prepares ? nameOf(text) : undefined
    try {
      return await ask(client, name ? { name, text, values } : { text, values }, settings.queryTimeout)
    } catch (error) {
      if (!name || !isOtherConnection(error)) throw error
      settings.prepares = false
      return ask(client, { text, values }, settings.queryTimeout)
    }
  }
  const query = async (text: string, values: readonly unknown[]) => {
    if (hung) throw hung
    try {
      return await run(text, [...values])
    } catch (error) {
      if (error instanceof QueryTimeoutError) hung = error
      throw error
    }
  }
  // Kysely's other form of query takes a cursor, and nobody here opens one.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(hung) }
}
