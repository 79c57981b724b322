import { type Db, newId } from '../../db/index.ts'
import type { HeldReason } from '../../db/schema.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { AT_ONCE, type Decider, decide } from './decide.ts'

const held = (db: Db, campaignId: string, until: Date) =>
  db
    .selectFrom('signatures')
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'held')
    .where('created_at', '<=', until)

export interface HeldCount {
  reason: HeldReason | null
  count: number
  /** Of those, how many their owners have confirmed. */
  confirmed: number
}

/** How many signatures of a campaign that came until then are held, by the limit that they met; the most first. */
export const countHeld = (db: Db, campaignId: string, until: Date): Promise<HeldCount[]> =>
  held(db, campaignId, until)
    .select((row) => [
      'held_reason as reason',
      row.fn.countAll<number>().as('count'),
      row.fn.count<number>('confirmed_at').as('confirmed'),
    ])
    .groupBy('held_reason')
    .orderBy('count', 'desc')
    .execute()

/**
 * Counts all held signatures of a campaign that came until then, as each would be counted for itself: in transactions
 * of a few, each of which moves the counts, writes the decisions down and the deed in the audit log. Whoever dies in
 * between has released some, and the others are still held. Gives the batch by which all are taken back.
 */
export const releaseHeld = async (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  until: Date,
  by: Decider,
): Promise<string> => {
  const batch = newId()
  for (;;) {
    const items = await held(db, campaign.id, until)
      .select(['slot', 'id'])
      .orderBy('created_at')
      .limit(AT_ONCE)
      .execute()
    if (items.length === 0) return batch
    await decide(db, vault, { kind: 'held', items, refusal: null, campaign }, by, batch)
  }
}
