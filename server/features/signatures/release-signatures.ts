import type { Db } from '../../db/index.ts'
import { moveStates } from './leave-campaign.ts'
import type { SignatureKey } from './private-link.ts'

const BATCH = 500

/** One held signature goes on its way: counted where its owner has confirmed it, pending otherwise. */
const releaseOne = (db: Db, key: SignatureKey): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('signatures')
      .select(['campaign_id', 'confirmed_at'])
      .where('slot', '=', key.slot)
      .where('id', '=', key.id)
      .where('state', '=', 'held')
      .forUpdate()
      .executeTakeFirst()
    if (!held) return false
    const becomes = held.confirmed_at ? 'confirmed' : 'pending'
    await trx
      .updateTable('signatures')
      .set({ state: becomes, held_reason: null })
      .where('slot', '=', key.slot)
      .where('id', '=', key.id)
      .execute()
    await moveStates(trx, held.campaign_id, 'held', becomes)
    return true
  })

/** Releases one held signature of the campaign, or all that are held by now; the number released. */
export const releaseSignatures = async (db: Db, campaignId: string, only?: string): Promise<number> => {
  let released = 0
  for (;;) {
    const query = db
      .selectFrom('signatures')
      .select(['slot', 'id'])
      .where('campaign_id', '=', campaignId)
      .where('state', '=', 'held')
      .orderBy('created_at')
      .limit(BATCH)
    const keys = await (only ? query.where('id', '=', only) : query).execute()
    const outcomes = []
    for (const key of keys) outcomes.push(await releaseOne(db, key))
    released += outcomes.filter(Boolean).length
    if (only || keys.length < BATCH) return released
  }
}
