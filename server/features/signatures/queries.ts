import type { Db } from '../../db/index.ts'
import type { CommentState, SignatureState, Visibility } from '../../db/schema.ts'
import type { SignatureKey } from './private-link.ts'

const stored = [
  'slot',
  'campaign_id',
  'id',
  'created_at',
  'confirmed_at',
  'wants_updates',
  'address_key',
  'sealed',
  'state',
  'held_reason',
  'visibility',
  'locale',
  'country',
  'comment_state',
  'edition',
  'import_id',
] as const

export type StoredSignature = NonNullable<Awaited<ReturnType<typeof findSignature>>>

export const findSignature = (db: Db, { slot, id }: SignatureKey) =>
  db.selectFrom('signatures').select(stored).where('slot', '=', slot).where('id', '=', id).executeTakeFirst()

/** How many signatures of a campaign are in each state, read from sums that every commit keeps; no row is counted. */
export const findCounts = async (db: Db, campaignId: string): Promise<Record<SignatureState, number>> => {
  const rows = await db
    .selectFrom('signature_counts')
    .select(['state', 'count'])
    .where('campaign_id', '=', campaignId)
    .execute()
  const counts = { pending: 0, held: 0, confirmed: 0, withdrawn: 0, refused: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

export const listConfirmedCounts = (db: Db) =>
  db.selectFrom('signature_counts').select(['campaign_id', 'count']).where('state', '=', 'confirmed').execute()

const publicFields = [
  'campaign_id',
  'address_key',
  'sealed',
  'visibility',
  'country',
  'confirmed_at',
  'locale',
] as const

export type PublicSignature = Awaited<ReturnType<typeof listNewest>>[number]

/** The newest confirmed signatures that may be shown. */
export const listNewest = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('signatures')
    .select(publicFields)
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .where('visibility', '<>', 'hidden')
    .orderBy('confirmed_at', 'desc')
    .limit(limit)
    .execute()

/** The newest comments that passed the rules, of confirmed signatures that are shown. */
export const listComments = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('signatures')
    .select(publicFields)
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .where('visibility', '<>', 'hidden')
    .where('comment_state', '=', 'shown')
    .orderBy('confirmed_at', 'desc')
    .limit(limit)
    .execute()

export const setVisibility = (db: Db, { slot, id }: SignatureKey, visibility: Visibility) =>
  db.updateTable('signatures').set({ visibility }).where('slot', '=', slot).where('id', '=', id).execute()

/** Whether this person gets news by mail; mail that is promised already looks here before it leaves. */
export const setWantsUpdates = (db: Db, { slot, id }: SignatureKey, wanted: boolean) =>
  db
    .updateTable('signatures')
    .set({ wants_updates: wanted })
    .where('slot', '=', slot)
    .where('id', '=', id)
    .where('wants_updates', '<>', wanted)
    .execute()

/** Moves a count by a step, within the transaction that changed the signatures. */
export const moveCount = (db: Db, campaignId: string, state: SignatureState, step: number) =>
  db
    .insertInto('signature_counts')
    .values({ campaign_id: campaignId, state, count: step })
    .onConflict((conflict) =>
      conflict.columns(['campaign_id', 'state']).doUpdateSet(({ eb }) => ({
        count: eb('signature_counts.count', '+', step),
      })),
    )
    .execute()

export const listHeld = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('signatures')
    .select(stored)
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'held')
    .orderBy('created_at')
    .limit(limit)
    .execute()

export const listWaitingComments = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('signatures')
    .select(stored)
    .where('campaign_id', '=', campaignId)
    .where('comment_state', '=', 'waiting')
    .orderBy('created_at')
    .limit(limit)
    .execute()

export const setCommentState = async (db: Db, { slot, id }: SignatureKey, state: CommentState) => {
  const { numUpdatedRows } = await db
    .updateTable('signatures')
    .set({ comment_state: state })
    .where('slot', '=', slot)
    .where('id', '=', id)
    .where('comment_state', '<>', 'none')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What opens a campaign's sealed data. */
export const findSealedCampaign = async (db: Db, id: string) => {
  const row = await db.selectFrom('campaigns').select(['id', 'data_key']).where('id', '=', id).executeTakeFirst()
  return row && { id: row.id, dataKey: row.data_key }
}

export const findCampaignOf = async (db: Db, campaignId: string): Promise<string | undefined> => {
  const row = await db.selectFrom('campaigns').select('slug').where('id', '=', campaignId).executeTakeFirst()
  return row?.slug
}
