import { sql } from 'kysely'
import { binaryBytes } from '../../db/binary-arrays.ts'
import type { ImportState } from '../../db/exchange-tables.ts'
import type { Db } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import type { ImportedSupporter } from '../signatures/index.ts'
import { goThrough, type ImportCampaign } from './check-import.ts'
import { openRecords } from './import-file.ts'
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
] as const

export type StoredImport = NonNullable<Awaited<ReturnType<typeof findImport>>>

export const findImport = async (db: Db, campaignId: string, id: string) => {
  const row = await db
    .selectFrom('signature_imports')
    .select(fields)
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, settings: row.settings as ImportSettings }
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

/** What the columns mean, as its importer says; false where the import is no longer waiting for that. */
export const saveSettings = async (db: Db, id: string, settings: ImportSettings): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('signature_imports')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A row's seal belongs to its import and line. */
const rowContext = (importId: string, line: number) => Buffer.concat([uuidBytes(importId), Buffer.from(String(line))])

export const openRow = (
  vault: Vault,
  campaign: SealedCampaign,
  importId: string,
  { line, sealed }: { line: number; sealed: Buffer },
): ImportedSupporter => JSON.parse(vault.open(campaign, sealed, rowContext(importId, line))) as ImportedSupporter

export type Started = 'started' | 'bad-rows' | 'nobody' | 'gone'

/**
 * Starts an import: every row that can be taken is sealed for itself, the file goes, and from here on it needs nobody.
 * Where a row is bad and it was not said to leave such rows out, nothing at all is done.
 */
export const startImport = (
  db: Db,
  vault: Vault,
  campaign: ImportCampaign,
  id: string,
  { source, leaveOut }: { source: string; leaveOut: boolean },
  by: Importer,
): Promise<Started> =>
  db.transaction().execute(async (trx) => {
    const known = await lockUploaded(trx, campaign.id, id)
    if (!known) return 'gone'
    const settings = known.settings as ImportSettings
    const records = openRecords(trx, vault, { id, campaign }, settings)

    const { badCount, good, twice } = await goThrough(vault, campaign, records, settings, async (rows) => {
      const sealed = rows.map(({ line, supporter }) =>
        vault.seal(campaign, JSON.stringify(supporter), rowContext(id, line)),
      )
      await sql`insert into import_rows (import_id, line, sealed)
        select ${id}::uuid, line, sealed
        from unnest(${rows.map(({ line }) => line)}::integer[], ${binaryBytes(sealed)}::bytea[]) as row (line, sealed)
      `.execute(trx)
    })
    const refused = badCount > 0 && !leaveOut ? 'bad-rows' : good === 0 ? 'nobody' : undefined
    if (refused) {
      await trx.deleteFrom('import_rows').where('import_id', '=', id).execute()
      return refused
    }
    const left_out = badCount + twice
    await trx
      .updateTable('signature_imports')
      .set({ state: 'running', source, agreed_at: by.now, total: good, left_out })
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('import_pieces').where('import_id', '=', id).execute()
    const details = { rows: good, left_out, source, agreed: true }
    await recordAct(trx, { team: by.team, account: by.account, campaign: campaign.id, act: 'import-started', details })
    return 'started'
  })

const lockUploaded = (db: Db, campaignId: string, id: string) =>
  db
    .selectFrom('signature_imports')
    .select('settings')
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .forUpdate()
    .executeTakeFirst()

/** Throws away what has not been taken in; what has been stays. False where there is nothing to stop. */
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
    await trx.deleteFrom('import_rows').where('import_id', '=', id).execute()
    await trx.deleteFrom('import_pieces').where('import_id', '=', id).execute()
    await recordAct(trx, { team: by.team, account: by.account, campaign: campaignId, act: 'import-cancelled' })
    return true
  })
