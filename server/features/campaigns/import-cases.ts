import { isDeepStrictEqual } from 'node:util'
import { type Db, newId } from '../../db/index.ts'
import type { CaseEntry, StateEntry } from './folder-cases.ts'

/**
 * The cases as they may be kept: where consent was withdrawn here, nothing comes back with an older copy of the
 * campaign, and the key stays so that none can.
 */
export const keepWithdrawn = (cases: CaseEntry[] | null, before: CaseEntry[]): CaseEntry[] | null => {
  const withdrawn = new Map(before.flatMap((one) => (one.basis === 'withdrawn' ? [[one.key, one] as const] : [])))
  if (!cases) return null
  const given = new Set(cases.map(({ key }) => key))
  const missing = [...withdrawn.values()].filter(({ key }) => !given.has(key))
  return [...cases.map((one) => withdrawn.get(one.key) ?? one), ...missing]
}

export const replaceCases = async (db: Db, campaignId: string, cases: CaseEntry[]) => {
  await db.deleteFrom('cases').where('campaign_id', '=', campaignId).execute()
  if (cases.length === 0) return
  await db
    .insertInto('cases')
    .values(cases.map((one, position) => caseRow(campaignId, position, one)))
    .execute()
}

/** A case as its row. */
export const caseRow = (campaign_id: string, position: number, entry: CaseEntry) => ({
  campaign_id,
  position,
  key: entry.key,
  kind: entry.kind,
  basis: entry.basis,
  source: entry.source,
  names: JSON.stringify(entry.names),
  status: JSON.stringify(entry.status),
  history: JSON.stringify(entry.history),
})

/** Rows that say the same stay as they are, with who recorded them and when. */
export const replaceStates = async (db: Db, campaignId: string, states: StateEntry[]) => {
  const rows = await db
    .selectFrom('recommendation_states')
    .select(['id', 'recommendation', 'state', 'who', 'happened_on as on', 'source', 'note'])
    .where('campaign_id', '=', campaignId)
    .orderBy('id')
    .execute()
  const left = [...rows]
  const added = states.filter((state) => {
    const at = left.findIndex(({ id: _, ...row }) => isDeepStrictEqual(row, state))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const gone = left.map(({ id }) => id)
  if (gone.length > 0) await db.deleteFrom('recommendation_states').where('id', 'in', gone).execute()
  if (added.length > 0)
    await db
      .insertInto('recommendation_states')
      .values(added.map((state) => stateRow(campaignId, state)))
      .execute()
}

/** A state as its row, with an id of its own. */
export const stateRow = (campaign_id: string, { recommendation, state, who, on, source, note }: StateEntry) => ({
  id: newId(),
  campaign_id,
  recommendation,
  state,
  who: JSON.stringify(who),
  happened_on: on,
  source,
  note: JSON.stringify(note),
})
