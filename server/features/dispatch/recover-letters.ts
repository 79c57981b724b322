import type { Db } from '../../db/index.ts'
import { holdUnknown } from './settle.ts'

const DAY = 86_400_000

/**
 * Takes up what a process left when it died: a letter of which nothing had been said waits again, one that the mail
 * server may have is held for a person. Gives the ids of those held. Departures that no quota asks about any more go.
 */
export const recoverLetters = async (db: Db, now: Date): Promise<string[]> => {
  await db
    .updateTable('deliveries')
    .set({ stage: 'waiting', attempt: null, lease_until: null })
    .where('stage', '=', 'taken')
    .where('lease_until', '<=', now)
    .execute()
  const left = await db
    .selectFrom('deliveries')
    .select('sending_id')
    .where('stage', '=', 'data')
    .where('lease_until', '<=', now)
    .execute()
  for (const { sending_id } of left) await holdUnknown(db, sending_id, now)
  await db
    .deleteFrom('departures')
    .where('left_at', '<', new Date(now.getTime() - DAY))
    .execute()
  return left.map(({ sending_id }) => sending_id)
}
