import type { Db } from '../../db/index.ts'
import { CONFIRMABLE_DAYS } from './confirm-letter.ts'

const DAY = 86_400_000

/** Twice as long as a letter may be confirmed, so that who comes late is told so. */
const KEPT_DAYS = 2 * CONFIRMABLE_DAYS

/** Letters that nobody confirmed go, with all that is known of who wrote them. Gives how many writers went. */
export const forgetDrafts = async (db: Db, now: Date): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('writers')
    .where('id', 'in', (row) =>
      row
        .selectFrom('deliveries')
        .innerJoin('sendings', 'sendings.id', 'deliveries.sending_id')
        .select('writer_id')
        .where('stage', '=', 'drafted')
        .where('not_before', '<', new Date(now.getTime() - KEPT_DAYS * DAY)),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('sendings as other')
            .select('other.id')
            .whereRef('other.writer_id', '=', 'writers.id')
            .where('other.state', '<>', 'drafted'),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
