import type { Db } from '../../db/index.ts'
import type { SignatureState } from '../../db/schema.ts'
import type { SignatureKey } from './private-link.ts'
import { moveCount } from './queries.ts'

/** The signature's place and state, locked until the transaction ends, so that its count moves once. */
const lockSignature = (db: Db, { slot, id }: SignatureKey) =>
  db
    .selectFrom('signatures')
    .select(['campaign_id', 'address_key', 'state'])
    .where('slot', '=', slot)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Takes a signature back at its owner's wish. Whoever withdraws may sign again. Repeating is harmless. */
export const withdrawSignature = (db: Db, key: SignatureKey): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const known = await lockSignature(trx, key)
    if (!known || known.state === 'withdrawn' || known.state === 'refused') return
    await trx
      .updateTable('signatures')
      .set({ state: 'withdrawn', confirmed_at: null, held_reason: null })
      .where('slot', '=', key.slot)
      .where('id', '=', key.id)
      .execute()
    await moveStates(trx, known.campaign_id, known.state, 'withdrawn')
  })

/** Deletes a signature and the mail that was promised to it: no row is left that leads to the person. */
export const eraseSignature = (db: Db, key: SignatureKey): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const known = await lockSignature(trx, key)
    if (!known) return
    await trx.deleteFrom('signatures').where('slot', '=', key.slot).where('id', '=', key.id).execute()
    await trx.deleteFrom('outbox').where('slot', '=', key.slot).where('signature_id', '=', key.id).execute()
    await moveCount(trx, known.campaign_id, known.state, -1)
  })

/** Two counts always move in the order of their names, so that two transactions cannot wait for each other. */
export const moveStates = async (db: Db, campaignId: string, was: SignatureState, becomes: SignatureState) => {
  const steps: [SignatureState, number][] = [
    [was, -1],
    [becomes, 1],
  ]
  for (const [state, step] of steps.sort()) await moveCount(db, campaignId, state, step)
}
