import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'
import { type StateEntry, stateRow } from '../campaigns/index.ts'

/** Who acts at the desk, and on which campaign. */
export interface Actor {
  team: string
  account: string
  campaign: string
}

/** What a page shows has changed: it is rendered anew. */
export const raiseVersion = (db: Db, campaignId: string) =>
  db
    .updateTable('campaigns')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', campaignId)
    .execute()

/** Adds states to the history of recommendations, all of them or none. */
export const recordStates = (db: Db, actor: Actor, states: StateEntry[]): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const rows = states.map((state) => ({ ...stateRow(actor.campaign, state), recorded_by: actor.account }))
    await transaction.insertInto('recommendation_states').values(rows).execute()
    await raiseVersion(transaction, actor.campaign)
    for (const { recommendation, state } of states)
      await recordAct(transaction, { ...actor, act: 'recommendation-tracked', details: { recommendation, state } })
  })

/** Takes back a state that was recorded by mistake. False where it is not there. */
export const removeState = (db: Db, actor: Actor, recommendation: string, id: string): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const removed = await transaction
      .deleteFrom('recommendation_states')
      .where('id', '=', id)
      .where('campaign_id', '=', actor.campaign)
      .where('recommendation', '=', recommendation)
      .returning('state')
      .executeTakeFirst()
    if (!removed) return false
    await raiseVersion(transaction, actor.campaign)
    const details = { recommendation, state: removed.state }
    await recordAct(transaction, { ...actor, act: 'recommendation-untracked', details })
    return true
  })

export interface RecordedState extends StateEntry {
  id: string
}

/** A recommendation's states with their ids, the latest first. */
export const listStates = (db: Db, campaignId: string, recommendation: string): Promise<RecordedState[]> =>
  db
    .selectFrom('recommendation_states')
    .select(['id', 'recommendation', 'state', 'who', 'happened_on as on', 'source', 'note'])
    .where('campaign_id', '=', campaignId)
    .where('recommendation', '=', recommendation)
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
