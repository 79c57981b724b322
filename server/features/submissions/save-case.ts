import type { Db } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'
import { type CaseEntry, caseRow } from '../campaigns/index.ts'
import { type Actor, raiseVersion } from './record-states.ts'

/** Adds a case at the end of the list. False where its key is taken. */
export const addCase = (db: Db, actor: Actor, entry: CaseEntry): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const { last } = await transaction
      .selectFrom('cases')
      .select((row) => row.fn.max('position').as('last'))
      .where('campaign_id', '=', actor.campaign)
      .executeTakeFirstOrThrow()
    const added = await transaction
      .insertInto('cases')
      .values(caseRow(actor.campaign, (last ?? -1) + 1, entry))
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!added) return false
    await raiseVersion(transaction, actor.campaign)
    await recordAct(transaction, { ...actor, act: 'case-added', details: { case: entry.key, basis: entry.basis } })
    return true
  })

/** Writes a case anew in its place, also one whose consent was withdrawn and is given again. False where it is not there. */
export const saveCase = (db: Db, actor: Actor, entry: CaseEntry): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const { campaign_id: _, position: __, ...row } = caseRow(actor.campaign, 0, entry)
    const saved = await transaction
      .updateTable('cases')
      .set(row)
      .where('campaign_id', '=', actor.campaign)
      .where('key', '=', entry.key)
      .returning('key')
      .executeTakeFirst()
    if (!saved) return false
    await raiseVersion(transaction, actor.campaign)
    const act = entry.basis === 'withdrawn' ? ('case-withdrawn' as const) : ('case-changed' as const)
    await recordAct(transaction, { ...actor, act, details: { case: entry.key, basis: entry.basis } })
    return true
  })

/** Consent is withdrawn: all that was told goes at once, and the key alone stays so that no older copy brings it back. */
export const withdrawCase = (db: Db, actor: Actor, { key, kind }: Pick<CaseEntry, 'key' | 'kind'>): Promise<boolean> =>
  saveCase(db, actor, { key, kind, basis: 'withdrawn', source: null, names: {}, status: {}, history: [] })
