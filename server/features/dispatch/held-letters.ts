import { sql } from 'kysely'
import { type Db, inTransaction } from '../../db/index.ts'
import { moveSending } from '../sendings/index.ts'
import { cancelLetter, putInQueue } from './confirm-letter.ts'
import { findLetter } from './queries.ts'
import { markLeft } from './settle.ts'

/** Letters that a person has to look at, with what is known of them; nothing of their writers. */
const heldLetters = (db: Db) =>
  db
    .selectFrom('sendings')
    .innerJoin('deliveries', 'deliveries.sending_id', 'sendings.id')
    .innerJoin('campaigns', 'campaigns.id', 'sendings.campaign_id')
    .innerJoin('offices', 'offices.id', 'sendings.office_id')
    .leftJoin('channels', 'channels.id', 'deliveries.channel_id')
    .innerJoinLateral(
      (row) =>
        row
          .selectFrom('sending_moves')
          .select(['moved_at as since', 'reason'])
          .whereRef('sending_id', '=', 'sendings.id')
          .where('to_state', '=', 'held')
          .orderBy('moved_at', 'desc')
          .limit(1)
          .as('hold'),
      (join) => join.onTrue(),
    )
    .select(['sendings.id', 'campaigns.slug', 'offices.slug as office', 'offices.name', 'sendings.locale'])
    .select(['deliveries.attempts', 'campaigns.dispatch_tester', 'hold.since', 'hold.reason'])
    .select(sql<string | null>`channels.address ->> sendings.locale`.as('mailbox'))
    .where('sendings.state', '=', 'held')

export type HeldLetter = Awaited<ReturnType<typeof listHeld>>[number]

/** Held letters of a campaign, or of any (null), those first that have waited longest. */
export const listHeld = (db: Db, campaignId: string | null, limit: number) =>
  heldLetters(db)
    .$if(campaignId !== null, (query) => query.where('sendings.campaign_id', '=', campaignId ?? ''))
    .orderBy('hold.since')
    .orderBy('sendings.id')
    .limit(limit)
    .execute()

/** One of them; undefined where the campaign has no such letter, or it is not held. */
export const findHeld = (db: Db, campaignId: string, sendingId: string): Promise<HeldLetter | undefined> =>
  heldLetters(db).where('sendings.campaign_id', '=', campaignId).where('sendings.id', '=', sendingId).executeTakeFirst()

const LISTED = 500

/** The same for the command line: id, campaign, office, since when, why. */
export const listHeldLetters = async (db: Db): Promise<string[][]> => {
  const letters = await listHeld(db, null, LISTED)
  return letters.map(({ id, slug, office, since, reason }) => [id, slug, office, since.toISOString(), reason ?? ''])
}

/** Whether the mail server may have the letter: the only ones that can arrive twice, or have arrived already. */
export const mayHaveArrived = ({ reason }: Pick<HeldLetter, 'reason'>) => reason === 'outcome-unknown'

/** Puts a held or returned letter in the queue again: somebody has looked, and knows that it did not arrive. */
export const sendAgain = (db: Db, sendingId: string, now: Date): Promise<boolean> =>
  inTransaction(db, async (transaction) => {
    const delivery = await lockDelivery(transaction, sendingId)
    if (!delivery || !['held', 'bounced'].includes(delivery.state)) return false
    if (!(await moveSending(transaction, sendingId, 'queued', { now, reason: 'looked-at' }))) return false
    await putInQueue(transaction, sendingId, now)
    return true
  })

/** Why a letter is held that has certainly not left. */
const certain = ['not-taken', 'no-channel']

/** How many such letters a campaign has. */
export const countCertain = async (db: Db, campaignId: string): Promise<number> => {
  const { count } = await heldLetters(db)
    .clearSelect()
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('sendings.campaign_id', '=', campaignId)
    .where('hold.reason', 'in', certain)
    .executeTakeFirstOrThrow()
  return count
}

const AT_ONCE = 200

/** Puts them in the queue again, those first that have waited longest; none of them can arrive twice. Gives how many. */
export const sendCertainAgain = (db: Db, campaignId: string, now: Date): Promise<number> =>
  inTransaction(db, async (transaction) => {
    const letters = await heldLetters(transaction)
      .where('sendings.campaign_id', '=', campaignId)
      .where('hold.reason', 'in', certain)
      .orderBy('hold.since')
      .orderBy('sendings.id')
      .limit(AT_ONCE)
      .execute()
    let sent = 0
    for (const { id } of letters) if (await sendAgain(transaction, id, now)) sent++
    return sent
  })

/**
 * A letter of which nobody knew did arrive: it counts as sent on the day on which it was put on the line. False for
 * any other letter.
 */
export const letterArrived = (db: Db, sendingId: string, now: Date): Promise<boolean> =>
  inTransaction(db, async (transaction) => {
    const delivery = await lockDelivery(transaction, sendingId)
    const held = delivery && (await findHeld(transaction, delivery.campaign_id, sendingId))
    const letter = await findLetter(transaction, sendingId)
    if (!held || !letter || !mayHaveArrived(held)) return false
    return markLeft(transaction, letter, { sendingId, tester: letter.dispatch_tester }, { now, left: held.since })
  })

/** Gives a letter up that has not left. */
export const dropLetter = (db: Db, sendingId: string, now: Date): Promise<boolean> =>
  cancelLetter(db, sendingId, now, 'dropped')

/** What a person who has looked says of a held letter. */
export const decisions = ['again', 'arrived', 'drop'] as const
export type Decision = (typeof decisions)[number]

const deeds = { again: sendAgain, arrived: letterArrived, drop: dropLetter } satisfies Record<Decision, unknown>

/**
 * Does what was decided of a campaign's held letter. Works within the caller's transaction. Gives the letter as it was
 * held; `settled` where it is held no longer, since somebody else was faster; undefined where there is no such letter.
 */
export const decideHeld = async (
  transaction: Db,
  letter: { campaignId: string; sendingId: string },
  decision: Decision,
  now: Date,
): Promise<HeldLetter | 'settled' | undefined> => {
  const { campaignId, sendingId } = letter
  const delivery = await lockDelivery(transaction, sendingId)
  if (delivery?.campaign_id !== campaignId) return undefined
  const held = await findHeld(transaction, campaignId, sendingId)
  return held && (await deeds[decision](transaction, sendingId, now)) ? held : 'settled'
}

/** Of two who decide at once, the second waits here and then sees what the first has done. */
const lockDelivery = async (transaction: Db, sendingId: string) => {
  const locked = await transaction
    .selectFrom('deliveries')
    .select(['sending_id', 'campaign_id'])
    .where('sending_id', '=', sendingId)
    .where('stage', 'not in', ['taken', 'data'])
    .forUpdate()
    .executeTakeFirst()
  if (!locked) return undefined
  return transaction
    .selectFrom('sendings')
    .select(['campaign_id', 'state'])
    .where('id', '=', sendingId)
    .executeTakeFirst()
}
