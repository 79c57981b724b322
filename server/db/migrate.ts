import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import { inProject } from '../paths.ts'
import type { Db } from './connect.ts'

/**
 * Brings the schema to that of migrations/*.sql, in the order of their names, each in its own transaction; a second
 * process that migrates meanwhile waits its turn. Returns the names of what was applied now.
 * Throws, with the database's error as its cause, where one fails (it leaves nothing, those before it stay) or where
 * the database has a migration that this code does not know: then it is newer than the code.
 * A migration waits three seconds for a lock and not longer, since whoever signs waits behind it; run it again.
 * The lock among migrating processes belongs to a session, so the address is the database's own and not PgBouncer's.
 */
export const migrate = async (db: Db, folder = inProject('migrations')): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: sqlFiles(folder) })
  const applied: string[] = []

  for (;;) {
    const { error, results = [] } = await migrator.migrateUp()
    const failed = results.find((result) => result.status === 'Error')
    if (error) throw new Error(failed ? `Migration ${failed.migrationName} failed` : reason(error), { cause: error })

    if (results.length === 0) return applied
    applied.push(...results.map((result) => result.migrationName))
  }
}

const reason = (error: unknown) => `The database cannot be migrated: ${error instanceof Error ? error.message : error}`

const sqlFiles = (folder: string): MigrationProvider => ({
  getMigrations: async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
    const migrations = files.map(async (file) => [file.slice(0, -'.sql'.length), await readMigration(folder, file)])
    return Object.fromEntries(await Promise.all(migrations)) as Record<string, Migration>
  },
})

const readMigration = async (folder: string, file: string): Promise<Migration> => {
  const statements = await readFile(join(folder, file), 'utf8')
  return {
    up: async (db) => {
      await sql`set local lock_timeout = '3s'`.execute(db)
      await sql`set local statement_timeout = 0`.execute(db)
      await sql.raw(statements).execute(db)
    },
  }
}
