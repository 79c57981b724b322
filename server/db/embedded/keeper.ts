import { realpath } from 'node:fs/promises'
import pg from 'pg'

/** Any number that no other advisory lock of ours has. */
const lock = 7_301_885

/**
 * The one connection that each process keeps open to the cluster it uses: it hears at once when PostgreSQL goes, and
 * holds a shared lock, so that whoever leaves last can tell that it is the last and stops PostgreSQL.
 */
export interface Keeper {
  /** Called when the connection ends, unless we close it. */
  onEnd(listener: () => void): void
  /** True for the last one: nobody new comes in until its connection is closed. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

/** Undefined where nobody answers yet or no longer. Throws where another folder's PostgreSQL does. */
export const meet = async (url: string, dataDir: string): Promise<Keeper | undefined> => {
  const options = { connectionString: url, application_name: 'otklik keeper' }
  const client = new pg.Client({ ...options, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder")
    const folder = await realpath(rows[0]?.folder ?? '')
    if (folder !== (await realpath(dataDir))) throw new WrongFolder(`its postmaster.pid is a copy of that in ${folder}`)
    await client.query('select pg_advisory_lock_shared($1)', [lock])
    await createDatabase(client)
    return keep(client)
  } catch (error) {
    await client.end().catch(() => {})
    if (error instanceof WrongFolder || !isPassing(error)) throw error
    return undefined
  }
}

class WrongFolder extends Error {}

// A connection that fails or breaks, no connection left (class 53), starting or shutting down (class 57)
const isPassing = (error: unknown) => !(error instanceof pg.DatabaseError) || /^5[37]/.test(error.code ?? '')

const keep = (client: pg.Client): Keeper => {
  let closing = false
  let ended = false
  client.once('end', () => {
    ended = true
  })
  return {
    onEnd: (listener) => {
      const hear = () => !closing && listener()
      if (ended) hear()
      else client.once('end', hear)
    },
    leave: async () => {
      closing = true
      await client.query('select pg_advisory_unlock_shared($1)', [lock])
      const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [lock])
      return rows[0]?.last === true
    },
    close: async () => {
      closing = true
      await client.end().catch(() => {})
    },
  }
}

/** The program works as a role that owns its database and is no superuser. */
const createDatabase = async (client: pg.Client) => {
  const { rows } = await client.query("select from pg_database where datname = 'otklik'")
  if (rows.length > 0) return

  const password = client.password ? `password ${client.escapeLiteral(client.password)}` : ''
  await client.query(`create role otklik login createdb ${password}`).catch(unlessThere)
  await client.query('create database otklik owner otklik').catch(unlessThere)
}

// duplicate_object, duplicate_database; unique_violation where two of them race
const thereAlready = ['42710', '42P04', '23505']

const unlessThere = (error: unknown) => {
  if (!(error instanceof pg.DatabaseError) || !thereAlready.includes(error.code ?? '')) throw error
}
