import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { findSealedCampaign, importSignatures } from '../signatures/index.ts'
import { openRow } from './import-file.ts'

const BATCH = 200

/**
 * Takes the rows of the import that has waited longest into signatures: a batch a transaction, in which they leave the
 * queue too, so that whoever dies in between has done nothing and nobody does it twice. Another process that is at it
 * holds the import; then there is nothing to do here. Gives whether there may be more.
 */
export const takeBatch = (db: Db, vault: Vault, now: Date): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const running = await trx
      .selectFrom('signature_imports')
      .select(['id', 'campaign_id'])
      .where('state', '=', 'running')
      .orderBy('created_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    const campaign = running && (await findSealedCampaign(trx, running.campaign_id))
    if (!running || !campaign) return false
    const rows = await trx
      .selectFrom('import_rows')
      .select(['line', 'sealed'])
      .where('import_id', '=', running.id)
      .orderBy('line')
      .limit(BATCH)
      .execute()
    const supporters = rows.map((row) => openRow(vault, campaign, running.id, row))
    const into = { campaign, importId: running.id, now }
    const taken = rows.length > 0 ? await importSignatures(trx, vault, supporters, into) : 0
    const last = rows.at(-1)
    if (last) {
      await trx.deleteFrom('import_rows').where('import_id', '=', running.id).where('line', '<=', last.line).execute()
    }
    await trx
      .updateTable('signature_imports')
      .set((row) => ({
        taken: row('taken', '+', taken),
        known: row('known', '+', rows.length - taken),
        ...(rows.length < BATCH ? { state: 'done' as const, finished_at: now } : {}),
      }))
      .where('id', '=', running.id)
      .execute()
    return true
  })

export const isAnyRunning = async (db: Db): Promise<boolean> => {
  const query = db.selectFrom('signature_imports').select('id').where('state', '=', 'running').limit(1)
  return (await query.executeTakeFirst()) !== undefined
}
