import { type Db, inTransaction } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { moveSending, openWriter, sealWriter } from '../sendings/index.ts'
import type { StoredLetter } from './queries.ts'

/** How long a letter may be confirmed after it was written: blackouts last days. */
export const CONFIRMABLE_DAYS = 14

const DAY = 86_400_000

export const isConfirmable = ({ state, created_at }: Pick<StoredLetter, 'state' | 'created_at'>, now: Date) =>
  state === 'drafted' && now.getTime() - created_at.getTime() < CONFIRMABLE_DAYS * DAY

/** The writer wants the letter sent: it is queued. A second time changes nothing; too late is too late. */
export const confirmLetter = (db: Db, vault: Vault, letter: StoredLetter, now: Date): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    if (!isConfirmable(letter, now)) return false
    if (!(await moveSending(transaction, letter.id, 'queued', { now, reason: 'confirmed' }))) return false
    await putInQueue(transaction, letter.id, now)
    const campaign = { id: letter.campaign_id, dataKey: letter.data_key }
    const person = { ...openWriter(vault, campaign, letter.writer_id, letter.writer_sealed), confirmed: true }
    await transaction
      .updateTable('writers')
      .set({ sealed: sealWriter(vault, campaign, letter.writer_id, person) })
      .where('id', '=', letter.writer_id)
      .execute()
    return true
  })

/** The letter waits for its turn, as if it had never been tried. Works within the caller's transaction. */
export const putInQueue = (db: Db, sendingId: string, now: Date) =>
  db
    .updateTable('deliveries')
    .set({ stage: 'waiting', not_before: now, attempt: null, lease_until: null, attempts: 0, last_error: null })
    .where('sending_id', '=', sendingId)
    .execute()

/** The letter is not to be sent after all. False once it is on its way: then it is too late. */
export const cancelLetter = (db: Db, sendingId: string, now: Date, reason: string): Promise<boolean> =>
  inTransaction(db, async (transaction) => {
    const stopped = await transaction
      .updateTable('deliveries')
      .set({ stage: 'done' })
      .where('sending_id', '=', sendingId)
      .where('stage', 'not in', ['taken', 'data'])
      .returning('sending_id')
      .executeTakeFirst()
    return stopped !== undefined && moveSending(transaction, sendingId, 'cancelled', { now, reason })
  })
