import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { CampaignState } from '../../db/schema.ts'
import type { Publisher } from './editions.ts'

/** Moves keep their order even where the clock stands still or steps back. */
export const afterTheLast = (campaignId: string, now: Date) => sql<Date>`greatest(${now}::timestamptz, (
  select max(moved_at) + interval '1 microsecond' from campaign_moves where campaign_id = ${campaignId}))`

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
    .values({
      campaign_id: campaignId,
      moved_at: afterTheLast(campaignId, now),
      from_state: from,
      to_state: to,
      account,
    })
    .execute()
}
