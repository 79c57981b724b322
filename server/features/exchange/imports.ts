import { sql } from 'kysely'
import type { ImportState } from '../../db/exchange-tables.ts'
import type { Db } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'
import type { ImportCheck } from './check-rows.ts'
import type { ImportSettings } from './import-rows.ts'

export interface Importer {
  team: string
  account: string
  now: Date
}

const fields = [
  'id',
  'state',
  'settings',
  'source',
  'created_at',
  'finished_at',
  'total',
  'taken',
  'known',
  'left_out',
  'checked',
  'checked_at',
] as const

export type StoredImport = NonNullable<Awaited<ReturnType<typeof findImport>>>

export const findImport = async (db: Db, campaignId: string, id: string) => {
  const row = await db
    .selectFrom('signature_imports')
    .select(fields)
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, settings: row.settings as ImportSettings, checked: row.checked as ImportCheck | null }
}

export const listImports = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('signature_imports')
    .select(['id', 'state', 'created_at', 'total', 'taken'])
    .where('campaign_id', '=', campaignId)
    .where('state', '<>', 'receiving')
    .$narrowType<{ state: Exclude<ImportState, 'receiving'> }>()
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()

/** What the columns mean, as its importer says, and nothing checked yet; false where it no longer waits for that. */
export const saveSettings = async (db: Db, id: string, settings: ImportSettings): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('signature_imports')
    .set({ settings: JSON.stringify(settings), check_run: null, check_until: null, checked: null, checked_at: null })
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type Started = 'started' | 'bad-rows' | 'nobody' | 'other-check' | 'gone'

interface Wish {
  source: string
  leaveOut: boolean
  /** When the check ended whose result the importer has seen, as checkMark writes it. */
  check: string
}

/** What a check's result is known by: the import may be given other columns, and checked anew, while somebody looks. */
export const checkMark = (checkedAt: Date | null): string => checkedAt?.toISOString() ?? ''

/**
 * Starts an import by what its check has found: the rows that it staged are taken in from here on, and nobody
 * needs the file.
 * Where a row is bad and it was not said to leave such rows out, or the result is not the one that was seen, nothing at
 * all is done; 'gone' where there is no result.
 */
export const startImport = (
  db: Db,
  campaignId: string,
  id: string,
  { source, leaveOut, check: seen }: Wish,
  by: Importer,
): Promise<Started> =>
  db.transaction().execute(async (trx) => {
    const row = await lockChecked(trx, campaignId, id)
    if (!row) return 'gone'
    if (checkMark(row.checked_at) !== seen) return 'other-check'
    const { good, known, twice, badCount } = row.checked as ImportCheck
    if (badCount > 0 && !leaveOut) return 'bad-rows'
    if (good + known === 0) return 'nobody'
    const total = good + known
    const left_out = badCount + twice
    await trx
      .updateTable('signature_imports')
      .set({ state: 'running', source, agreed_at: by.now, total, left_out, checked: null })
      .where('id', '=', id)
      .execute()
    const details = { rows: total, left_out, source, agreed: true }
    await recordAct(trx, { team: by.team, account: by.account, campaign: campaignId, act: 'import-started', details })
    return 'started'
  })

const lockChecked = (db: Db, campaignId: string, id: string) =>
  db
    .selectFrom('signature_imports')
    .select(['checked', 'checked_at'])
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .where('checked_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()

/**
 * Stops an import: what has been taken in stays, and the rest waits for deleteLeftovers. False where there is
 * nothing to stop.
 */
export const cancelImport = (db: Db, campaignId: string, id: string, by: Importer): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('signature_imports')
      .set({ state: 'cancelled', finished_at: by.now })
      .where('campaign_id', '=', campaignId)
      .where('id', '=', id)
      .where('state', 'in', ['uploaded', 'running'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await recordAct(trx, { team: by.team, account: by.account, campaign: campaignId, act: 'import-cancelled' })
    return true
  })

/**
 * Deletes what nobody needs any more, which takes longer than a request may: the file of an import that has begun or was
 * stopped, and the rows that it had staged where it was stopped.
 */
export const deleteLeftovers = async (db: Db): Promise<void> => {
  const sweep = (table: 'import_pieces' | 'import_rows', states: ImportState[]) =>
    sql`delete from ${sql.table(table)} where import_id in (
      select id from signature_imports where state = any(${states})
        and exists (select from ${sql.table(table)} where import_id = id))`.execute(db)
  await sweep('import_rows', ['cancelled'])
  await sweep('import_pieces', ['running', 'done', 'cancelled'])
}

const KEPT_DAYS = 7

const DAY = 86_400_000

/** A file that nobody has gone on with for a week is thrown away, and what came of one that never came whole. */
export const forgetFiles = async (db: Db, now: Date): Promise<void> => {
  const before = (days: number) => new Date(now.getTime() - days * DAY)
  await db
    .deleteFrom('signature_imports')
    .where('state', '=', 'receiving')
    .where('created_at', '<', before(1))
    .execute()
  await db
    .updateTable('signature_imports')
    .set({ state: 'cancelled', finished_at: now })
    .where('state', '=', 'uploaded')
    .where('created_at', '<', before(KEPT_DAYS))
    .execute()
  await deleteLeftovers(db)
}
