import { sql } from 'kysely'
import { binaryBytes, binarySmallints } from '../../db/binary-arrays.ts'
import { type Db, newId } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { slotOf } from '../signatures/index.ts'
import { type GoodRow, goThrough, type ImportCampaign, type ImportCheck, withSlice } from './check-rows.ts'
import { openRecords } from './import-file.ts'
import type { ImportSettings } from './import-rows.ts'
import { CsvFault, MAX_ROWS } from './read-csv.ts'

/** Whoever checks an import and is not heard of for so long has died: another begins anew. */
const LEASE_SECONDS = 10

/** A check under way; run: by which it knows that it is still its own. */
interface Run {
  id: string
  run: string
  campaign: ImportCampaign
  settings: ImportSettings
}

const isUnchecked = sql<boolean>`state = 'uploaded' and checked_at is null and settings @> '{"mapped": true}'`

/** Whether columns have been named of a file that has not been gone through. */
export const isAnyUnchecked = async (db: Db): Promise<boolean> => {
  const query = db.selectFrom('signature_imports').select('id').where(isUnchecked).limit(1)
  return (await query.executeTakeFirst()) !== undefined
}

/**
 * Goes through the file that has waited longest, stages each row that can be taken in, sealed, and writes down what it
 * finds as it goes. Ends at once where the import is given other columns or is thrown away, or where it is stopped: then
 * whoever comes next begins anew. Gives whether there may be more to check.
 */
export const checkNext = async (db: Db, vault: Vault, isStopped = () => false): Promise<boolean> => {
  const run = await begin(db)
  if (!run) return false
  await db.deleteFrom('import_rows').where('import_id', '=', run.id).execute()

  let check: ImportCheck = { ...nothing, ...(await countRows(db, vault, run)) }
  const records = openRecords(db, vault, run, run.settings)
  if (check.fault || !(await note(db, run, check))) return finish(db, run, check)
  for await (const slice of goThrough(vault, run, records, run.settings)) {
    if (isStopped()) return leave(db, run)
    check = withSlice(check, slice, await countKnown(db, run.campaign.id, slice.good))
    if (!(await stage(db, run, check, slice.good))) return true
  }
  return finish(db, run, check)
}

const nothing: ImportCheck = { rows: 0, good: 0, known: 0, twice: 0, badCount: 0, bad: [], fault: null }

/** The lease is the time until which it is held, set ahead: whoever dies loses it by itself. */
const heldFrom = sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`

const begin = async (db: Db): Promise<Run | undefined> => {
  const run = newId()
  const { rows } = await sql<{ id: string; settings: ImportSettings; campaign: string; key: Buffer; country: string }>`
    update signature_imports one set check_run = ${run}::uuid, check_until = ${heldFrom}, checked = null
    from campaigns
    where campaigns.id = one.campaign_id and one.id in (
      select id from signature_imports where ${isUnchecked} and (check_until is null or check_until < now())
      order by created_at limit 1 for update skip locked
    )
    returning one.id, one.settings, campaigns.id as campaign, campaigns.data_key as key, campaigns.country
  `.execute(db)
  const [begun] = rows
  if (!begun) return undefined
  const campaign = { id: begun.campaign, dataKey: begun.key, country: begun.country }
  return { id: begun.id, run, campaign, settings: begun.settings }
}

/** How many rows there are, or why they cannot be read: said before any of them is looked at. */
const countRows = async (db: Db, vault: Vault, run: Run): Promise<Pick<ImportCheck, 'rows' | 'fault'>> => {
  let rows = run.settings.header ? -1 : 0
  const refuse = (fault: ImportCheck['fault']) => ({ rows: Math.max(0, rows), fault })
  try {
    for await (const _ of openRecords(db, vault, run, run.settings)) {
      if (++rows > MAX_ROWS) return refuse({ message: 'exchange.errors.fileRows', values: {} })
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
    return refuse({ message: 'exchange.errors.quote', values: { line: error.line } })
  }
  return refuse(null)
}

const countKnown = async (db: Db, campaignId: string, good: GoodRow[]): Promise<number> => {
  const keys = good.map(({ addressKey }) => addressKey)
  const { rows } = await sql<{ count: number }>`
    select count(*) from unnest(${binarySmallints(keys.map(slotOf))}::smallint[], ${binaryBytes(keys)}::bytea[])
      as wanted (slot, address_key)
    join signatures using (slot, address_key) where campaign_id = ${campaignId}::uuid
  `.execute(db)
  return rows[0]?.count ?? 0
}

const ofRun = (db: Db, { id, run }: Run) =>
  db.updateTable('signature_imports').where('id', '=', id).where('state', '=', 'uploaded').where('check_run', '=', run)

/** Writes down what has been found; false where the check is no longer this one's. */
const note = async (db: Db, run: Run, check: ImportCheck): Promise<boolean> => {
  const found = { checked: JSON.stringify(check), check_until: heldFrom }
  const { numUpdatedRows } = await ofRun(db, run).set(found).executeTakeFirst()
  return numUpdatedRows > 0n
}

const stage = (db: Db, run: Run, check: ImportCheck, good: GoodRow[]): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    if (!(await note(trx, run, check))) return false
    await sql`insert into import_rows (import_id, line, sealed)
      select ${run.id}::uuid, line, sealed
      from unnest(${good.map(({ line }) => line)}::integer[], ${binaryBytes(good.map(({ sealed }) => sealed))}::bytea[])
        as row (line, sealed)
    `.execute(trx)
    return true
  })

const finish = async (db: Db, run: Run, check: ImportCheck): Promise<true> => {
  await ofRun(db, run)
    .set({ checked: JSON.stringify(check), checked_at: sql`now()`, check_run: null, check_until: null })
    .execute()
  return true
}

const leave = async (db: Db, run: Run): Promise<true> => {
  await ofRun(db, run).set({ check_run: null, check_until: null }).execute()
  return true
}
