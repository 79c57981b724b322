import { type Db, inTransaction, newId } from '../../db/index.ts'
import { clockFromSending, moveSending } from '../sendings/index.ts'
import type { StoredLetter } from './queries.ts'
import type { TakenLetter } from './take-letters.ts'
import { dayAt } from './working-hours.ts'

/** Minutes until the next try: five, doubling, at most six hours. */
const backoff = (attempts: number) => Math.min(5 * 2 ** (attempts - 1), 360) * 60_000

const MOST_ATTEMPTS = 12

/**
 * Written down before the first byte of the letter's text leaves: from here on the mail server may have it. Throws, so
 * that nothing leaves, where this try no longer holds the letter, or its writer or editors have stopped it meanwhile.
 */
export const markOnTheLine = async (db: Db, { sendingId, attempt }: TakenLetter, now: Date): Promise<void> => {
  const marked = await db
    .updateTable('deliveries')
    .set({ stage: 'data' })
    .where('sending_id', '=', sendingId)
    .where('attempt', '=', attempt)
    .where('stage', '=', 'taken')
    .where('lease_until', '>', now)
    .where((row) =>
      row.exists(
        row
          .selectFrom('sendings')
          .innerJoin('campaigns', 'campaigns.id', 'sendings.campaign_id')
          .select('sendings.id')
          .whereRef('sendings.id', '=', 'deliveries.sending_id')
          .where('sendings.state', '=', 'queued')
          .where('dispatch', '<>', 'off')
          .where('dispatch_paused_at', 'is', null),
      ),
    )
    .returning('sending_id')
    .executeTakeFirst()
  if (!marked) throw new Error('The letter is no longer ours to send')
}

/** The letter is on its way, since just now or an earlier moment; a test letter has done its work. */
export const markLeft = (
  db: Db,
  letter: StoredLetter,
  taken: Pick<TakenLetter, 'sendingId' | 'tester'>,
  { now, left = now }: { now: Date; left?: Date },
) =>
  inTransaction(db, async (transaction) => {
    await closeDelivery(transaction, taken.sendingId, null)
    if (taken.tester !== null) {
      return moveSending(transaction, letter.id, 'cancelled', { now, reason: 'test' })
    }
    const sentOn = dayAt(letter.time_zone, left)
    const set = { sent_on: sentOn, ...clockFromSending(letter.answer_rule, sentOn, letter.channel) }
    return moveSending(transaction, letter.id, 'sent', { now, reason: 'by-platform', set })
  })

/** The address takes no mail: the letter came back, and nothing more goes there until somebody has looked. */
export const markRefused = (db: Db, { sendingId }: TakenLetter, now: Date, reason: string) =>
  db.transaction().execute(async (transaction) => {
    await closeDelivery(transaction, sendingId, reason)
    await moveSending(transaction, sendingId, 'sent', { now, reason: 'refused' })
    return markBounced(transaction, sendingId, now, 'refused')
  })

/** Nobody knows whether the letter arrived: a person looks, and it is not sent again by itself. */
export const holdUnknown = (db: Db, sendingId: string, now: Date) =>
  db.transaction().execute(async (transaction) => {
    await closeDelivery(transaction, sendingId, 'outcome-unknown')
    return moveSending(transaction, sendingId, 'held', { now, reason: 'outcome-unknown' })
  })

/** The letter is certainly still here: later again, and after many tries a person looks. */
export const tryLater = (db: Db, { sendingId, attempt, attempts }: TakenLetter, now: Date, reason: string) =>
  db.transaction().execute(async (transaction) => {
    const givenUp = attempts >= MOST_ATTEMPTS
    const released = await transaction
      .updateTable('deliveries')
      .set({
        stage: givenUp ? 'done' : 'waiting',
        not_before: new Date(now.getTime() + backoff(attempts)),
        attempt: null,
        lease_until: null,
        last_error: reason,
      })
      .where('sending_id', '=', sendingId)
      .where('attempt', '=', attempt)
      .returning('sending_id')
      .executeTakeFirst()
    if (released && givenUp) await moveSending(transaction, sendingId, 'held', { now, reason: 'not-taken' })
    return givenUp
  })

/**
 * A letter came back: the channel that it went through fails until somebody mends it, and the editors of each campaign
 * that writes there are told. False where the letter is not one that can come back now. Works within a transaction.
 */
export const markBounced = async (db: Db, sendingId: string, now: Date, reason: string): Promise<boolean> => {
  if (!(await moveSending(db, sendingId, 'bounced', { now, reason }))) return false
  const failing = await db
    .updateTable('channels')
    .set({ state: 'failing' })
    .where('state', '=', 'working')
    .where('id', '=', (row) => row.selectFrom('deliveries').select('channel_id').where('sending_id', '=', sendingId))
    .returning('office_id')
    .executeTakeFirst()
  if (failing) await tellEditors(db, failing.office_id)
  return true
}

const tellEditors = async (db: Db, officeId: string) => {
  const campaigns = await db
    .selectFrom('addressees')
    .innerJoin('campaigns', 'campaigns.id', 'campaign_id')
    .select(['campaigns.id'])
    .select((row) =>
      row
        .selectFrom('campaign_texts')
        .select((text) => text.fn.max('locale').as('locale'))
        .whereRef('campaign_id', '=', 'campaigns.id')
        .as('locale'),
    )
    .distinct()
    .where('office_id', '=', officeId)
    .where('campaigns.state', '=', 'open')
    .execute()
  const mails = campaigns.map(({ id, locale }) => ({
    id: newId(),
    kind: 'channel-failing' as const,
    locale: locale ?? ('en' as const),
    campaign_id: id,
    slot: null,
    signature_id: null,
    office_id: officeId,
  }))
  if (mails.length > 0) await db.insertInto('outbox').values(mails.map(withoutFailure)).execute()
}

const withoutFailure = <Mail extends object>(mail: Mail) => ({ ...mail, failed_at: null, last_error: null })

const closeDelivery = (db: Db, sendingId: string, lastError: string | null) =>
  db
    .updateTable('deliveries')
    .set({ stage: 'done', lease_until: null, last_error: lastError })
    .where('sending_id', '=', sendingId)
    .execute()
