import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { ChannelKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'

export interface NewSending {
  /** Given where a form's key decides it; a new one otherwise. */
  id?: string
  campaignId: string
  writerId: string
  /** The addressee's key in the campaign; an office's slug where the campaign does not address it (by forwarding). */
  addressee: string
  officeId: string
  channel: ChannelKind
  /** Of the letter. */
  locale: Locale
  /** The sending that this office received by forwarding. */
  parentId?: string | null
  now: Date
}

/**
 * Stores a letter as drafted, with who holds the office today, and the first entry of its record; one statement, works
 * within the caller's transaction too. Where a sending of that id is there already nothing changes: `created` tells.
 * From drafted on, only `moveSending` moves it.
 */
export const createSending = async (db: Db, sending: NewSending): Promise<{ id: string; created: boolean }> => {
  const { id = newId(), parentId = null, now } = sending
  const inserted = await db
    .with('drafted', (query) =>
      query
        .insertInto('sendings')
        .values((row) => ({
          id,
          campaign_id: sending.campaignId,
          addressee: sending.addressee,
          office_id: sending.officeId,
          writer_id: sending.writerId,
          parent_id: parentId,
          channel: sending.channel,
          locale: sending.locale,
          state: 'drafted',
          created_at: now,
          holder: row
            .selectFrom('officials')
            .select(
              sql<string>`jsonb_build_object('en', name ->> 'en', 'ru', name -> 'ru' ->> 'nominative')`.as('name'),
            )
            .where('office_id', '=', sending.officeId)
            .where('until', 'is', null)
            .limit(1),
        }))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id'),
    )
    .insertInto('sending_moves')
    .columns(['sending_id', 'moved_at', 'to_state'])
    .expression((query) =>
      query
        .selectFrom('drafted')
        .select(['id', sql<Date>`${now}::timestamptz`.as('at'), sql<'drafted'>`'drafted'`.as('to')]),
    )
    .returning('sending_id')
    .executeTakeFirst()
  return { id, created: inserted !== undefined }
}
