import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'

/** Days after which a letter that was taken on and not sent is asked about. */
const UNSENT_DAYS = 3
/** Days before the due day on which the writer is told that it comes. */
const BEFORE_DUE_DAYS = 3

/**
 * Promises the reminders that have come due, to writers who asked for them: that a letter lies unsent, that an
 * answer is due soon, that it is overdue. One statement writes down that a letter was reminded of and promises the
 * mail, so that whatever dies meanwhile, each is reminded of once for each occasion. Gives how many were promised.
 */
export const promiseReminders = async (db: Db, now: Date): Promise<number> => {
  const today = now.toISOString().slice(0, 10)
  const { rows } = await sql<{ id: string }>`
    with due as (
      select sendings.id, writers.id as writer_id, writers.locale, sendings.campaign_id,
        case when due_on < ${today}::date and state <> 'drafted' then 'overdue' else 'reminder' end as kind
      from sendings join writers on writers.id = sendings.writer_id
      where writers.reminders and (
        (state = 'drafted' and reminded_at is null
          and sendings.created_at < ${now}::timestamptz - make_interval(days => ${UNSENT_DAYS}))
        or (state in ('sent', 'delivered', 'registered') and due_on < ${today}::date
          and (reminded_at is null or (reminded_at at time zone 'UTC')::date <= due_on))
        or (state in ('sent', 'delivered', 'registered')
          and due_on between ${today}::date and ${today}::date + ${BEFORE_DUE_DAYS}::int
          and (reminded_at is null or (reminded_at at time zone 'UTC')::date < due_on - ${BEFORE_DUE_DAYS}::int)))
      order by sendings.id
      limit 500
      for update of sendings skip locked
    ), reminded as (
      update sendings set reminded_at = ${now}::timestamptz from due where sendings.id = due.id
      returning due.*
    )
    insert into outbox (id, kind, locale, campaign_id, writer_id, sending_id)
    select gen_random_uuid(), kind, locale, campaign_id, writer_id, id from reminded
    returning id
  `.execute(db)
  return rows.length
}
