import { join } from 'node:path'
import { assertDurable, connect, type Db } from './connect.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

export interface OpenDatabase {
  db: Db
  url: string
  /** Whether it is our own embedded server rather than the one of DATABASE_URL. */
  embedded: boolean
  close(): Promise<void>
}

interface Where {
  /** Undefined: embedded PostgreSQL in dataDir. */
  databaseUrl: string | undefined
  dataDir: string
}

interface Hears {
  log: (message: string) => void
  onError?: (error: Error) => void
}

/** The database of this installation, reachable, durable and migrated. Throws with the reason where it is not. */
export const openDatabase = async (where: Where, { log, onError }: Hears): Promise<OpenDatabase> => {
  const embedded = where.databaseUrl ? undefined : await startEmbedded(join(where.dataDir, 'postgres'), { log })
  const url = where.databaseUrl ?? embedded?.url ?? ''
  const db = connect(url, onError ? { onError } : {})
  const close = async () => {
    await db.destroy()
    await embedded?.stop()
  }
  try {
    await assertDurable(db)
    await migrateWithPatience(url)
    return { db, url, embedded: embedded !== undefined, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A migration may take as long as it needs: an index on millions of rows outlasts what a request may wait. */
const migrateWithPatience = async (url: string) => {
  const db = connect(url, { max: 1, queryTimeout: 0 })
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
}
