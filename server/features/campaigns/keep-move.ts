import type { Db } from '../../db/index.ts'
import type { CampaignState } from '../../db/schema.ts'
import type { Publisher } from './editions.ts'

/** Writes down that a campaign came to stand elsewhere, and since when; nothing where it stands as it did. */
export const keepMove = async (
  db: Db,
  campaignId: string,
  from: CampaignState | undefined,
  to: CampaignState,
  { account, now }: Pick<Publisher, 'account' | 'now'>,
): Promise<void> => {
  if (from === to) return
  await db.updateTable('campaigns').set({ state_since: now }).where('id', '=', campaignId).execute()
  if (from === undefined) return
  await db
    .insertInto('campaign_moves')
    .values({ campaign_id: campaignId, moved_at: now, from_state: from, to_state: to, account })
    .execute()
}
