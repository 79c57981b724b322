import { sql } from 'kysely'
import type { Db } from './connect.ts'

/** Resolves where the database answers. */
export const ping = (db: Db) => sql`select 1`.execute(db)
