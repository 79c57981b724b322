import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { CONTACTS_KEPT_DAYS } from '../privacy/index.ts'
import { CONFIRMABLE_DAYS } from './compose-co-signing-mail.ts'

const DAY = 86_400_000

/**
 * Erases who answers for a co-signer — person, address, what was written of them — a while after the campaign was
 * archived, or after the signature was refused or taken out; and all that is known of those who never confirmed their
 * address. What was public stays. Gives how many were forgotten.
 */
export const forgetContacts = async (db: Db, now: Date): Promise<number> => {
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const { numUpdatedRows } = await db
    .updateTable('signatories')
    .from('campaigns')
    .set({ sealed: null, address_key: null })
    .whereRef('campaigns.id', '=', 'signatories.campaign_id')
    .where((row) => row.or([row('sealed', 'is not', null), row('address_key', 'is not', null)]))
    .where((row) =>
      row.or([
        row.and([
          row('campaigns.state', '=', 'archived'),
          row(row.fn.coalesce('state_since', 'updated_at'), '<', ago(CONTACTS_KEPT_DAYS)),
        ]),
        row.and([
          row('signatories.state', 'in', ['refused', 'withdrawn']),
          sql<boolean>`greatest(checked_at, answered_at, signatories.created_at) < ${ago(CONTACTS_KEPT_DAYS)}`,
        ]),
      ]),
    )
    .executeTakeFirst()
  const { numDeletedRows } = await db
    .deleteFrom('signatories')
    .where('state', '=', 'pending')
    .where('held', '=', false)
    .where('created_at', '<', ago(CONFIRMABLE_DAYS))
    .executeTakeFirst()
  return Number(numUpdatedRows) + Number(numDeletedRows)
}
