import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import { canonicalAddress } from '../privacy/index.ts'
import { moveSending } from '../sendings/index.ts'
import { nextDeparture, openFrom, QUOTA_WINDOW } from './pace.ts'
import { type Candidate, findCandidate, findFull, listDueOffices } from './queries.ts'
import { hoursOf } from './working-hours.ts'

/** How long a process may hold a letter; longer than any attempt, shorter than the margin of the quota's window. */
export const LEASE = 150_000

/** A letter that this process, and no other, may send now. */
export interface TakenLetter {
  sendingId: string
  /** This try. */
  attempt: string
  /** How many tries there were, with this one. */
  attempts: number
  /** The office's address in the letter's language. */
  address: string
  /** In test mode: to whom it goes instead. */
  tester: string | null
}

export interface Taking {
  now: Date
  random: () => number
}

/**
 * The letters that may leave now, one an office at most: each is marked as taken, counted against the quota, and the
 * next departure is planned. Whatever number of processes take at once, the office's row lets one in, and then that of
 * the mailbox, which several offices may share; always in this order, so that none waits for another in a circle.
 */
export const takeLetters = async (db: Db, taking: Taking): Promise<TakenLetter[]> => {
  const taken: TakenLetter[] = []
  for (const officeId of await listDueOffices(db, taking.now)) {
    const letter = await db.transaction().execute((transaction) => takeOne(transaction, officeId, taking))
    if (letter) taken.push(letter)
  }
  return taken
}

const takeOne = async (db: Db, officeId: string, taking: Taking): Promise<TakenLetter | undefined> => {
  const { now, random } = taking
  if ((await lockOffice(db, officeId, now)) > now) return undefined
  const candidate = await findCandidate(db, officeId, now)
  if (!candidate) return undefined
  const { sending_id: sendingId, attempts, locale, dispatch_tester: tester, channel, quota_hour: quota } = candidate
  if (!channel) {
    await moveSending(db, sendingId, 'held', { now, reason: 'no-channel' })
    return undefined
  }
  const address = channel.address[locale]
  const mailbox = canonicalAddress(address)
  const hours = hoursOf(candidate, now)
  const planned = await findFree(db, { officeId, mailbox }, quota, now)
  const next = openFrom({ planned, quota, hours, random })
  if (next > now) return setNext(db, officeId, next)

  const waiting = (candidate.waiting ?? 1) - 1
  const following = nextDeparture({ now, waiting, quota, hours, random })
  const attempt = await markTaken(db, candidate, { channelId: channel.id, mailbox, now, next: following })
  return { sendingId, attempt, attempts: attempts + 1, address, tester }
}

/** When the mailbox may get a letter, now at the earliest. Its row is ours from here to the end of the transaction. */
const findFree = async (db: Db, to: { officeId: string; mailbox: string }, quota: number, now: Date): Promise<Date> => {
  const paced = await lockMailbox(db, to.mailbox, now)
  if (paced > now) return paced
  const full = await findFull(db, to, quota, new Date(now.getTime() - QUOTA_WINDOW))
  return full ? new Date(full.getTime() + QUOTA_WINDOW + 1) : now
}

/** Until when the office gets no letter. Its row is ours from here to the end of the transaction. */
const lockOffice = async (db: Db, officeId: string, now: Date): Promise<Date> => {
  const pace = await db
    .insertInto('office_pace')
    .values({ office_id: officeId, next_at: now })
    .onConflict((conflict) => conflict.column('office_id').doUpdateSet({ office_id: officeId }))
    .returning('next_at')
    .executeTakeFirstOrThrow()
  return pace.next_at
}

const lockMailbox = async (db: Db, address: string, now: Date): Promise<Date> => {
  const pace = await db
    .insertInto('mailbox_pace')
    .values({ address, next_at: now })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ address }))
    .returning('next_at')
    .executeTakeFirstOrThrow()
  return pace.next_at
}

const setNext = async (db: Db, officeId: string, at: Date): Promise<undefined> => {
  await db.updateTable('office_pace').set({ next_at: at }).where('office_id', '=', officeId).execute()
}

interface Departure {
  channelId: string
  mailbox: string
  now: Date
  next: ReturnType<typeof nextDeparture>
}

/** Counts the departure and plans the next with the same statement, so that no letter is taken uncounted. */
const markTaken = async (
  db: Db,
  { sending_id, office_id }: Candidate,
  { channelId, mailbox, now, next }: Departure,
) => {
  const attempt = newId(now.getTime())
  await db
    .with('departed', (query) =>
      query.insertInto('departures').values({ office_id, address: mailbox, left_at: now, attempt }),
    )
    .with('planned', (query) =>
      query.updateTable('office_pace').set({ next_at: next.office }).where('office_pace.office_id', '=', office_id),
    )
    .with('paced', (query) =>
      query.updateTable('mailbox_pace').set({ next_at: next.mailbox }).where('mailbox_pace.address', '=', mailbox),
    )
    .updateTable('deliveries')
    .set({
      stage: 'taken',
      attempt,
      lease_until: new Date(now.getTime() + LEASE),
      attempts: sql`attempts + 1`,
      channel_id: channelId,
    })
    .where('sending_id', '=', sending_id)
    .execute()
  return attempt
}
