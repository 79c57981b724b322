import type { Db } from '../../db/index.ts'
import type { ChannelKind } from '../../db/schema.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { clockExtended, clockFromRegistration, clockFromSending } from './letter-clock.ts'
import { keepProof } from './proofs.ts'
import { findLetter, type StoredLetter } from './queries.ts'
import { openSending, sealSending } from './sealed-writer.ts'
import { moveSending } from './states.ts'
import type { UploadedFile } from './uploads.ts'

interface SentByHand {
  channel: ChannelKind
  on: string
}

/** “I sent it”: the clock starts from the day of sending. False where the letter is not there to be sent. */
export const reportSent = async (
  db: Db,
  writerId: string,
  id: string,
  { channel, on }: SentByHand,
  now: Date,
): Promise<boolean> => {
  const letter = await findLetter(db, writerId, id)
  if (!letter) return false
  const set = { channel, sent_on: on, ...clockFromSending(letter.answer_rule, on, channel) }
  return moveSending(db, id, 'sent', { now, reason: 'by-hand', set })
}

/** “I sent it”, with what shows it, kept sealed for the writer. */
export const reportSentWithProof = (
  db: Db,
  vault: Vault,
  writer: { id: string; campaign: SealedCampaign },
  id: string,
  { file, ...sent }: SentByHand & { file: UploadedFile | null },
  now: Date,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const moved = await reportSent(trx, writer.id, id, sent, now)
    if (moved && file) await keepProof(trx, vault, writer.campaign, id, file)
    return moved
  })

/** The incoming number and its day: the clock runs from there. The number is stored only sealed. */
export const reportRegistered = async (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  letter: StoredLetter,
  { number, on }: { number: string; on: string },
  now: Date,
): Promise<boolean> => {
  const secrets = openSending(vault, campaign, letter.id, letter.sealed)
  const set = {
    registered_on: on,
    sealed: sealSending(vault, campaign, letter.id, { ...secrets, number }),
    ...clockFromRegistration(letter, on),
  }
  return moveSending(db, letter.id, 'registered', { now, reason: 'by-hand', set })
}

/**
 * The office has told that it takes longer: the clock runs to the longer term. No move: the letter stays where it is.
 * False where the letter has no clock, or has moved on meanwhile.
 */
export const reportExtended = async (
  db: Db,
  letter: StoredLetter,
  extension: { decidedOn: string; until?: string },
): Promise<boolean> => {
  const run = clockExtended(letter, extension)
  if (!run) return false
  const { numUpdatedRows } = await db
    .updateTable('sendings')
    .set(run)
    .where('id', '=', letter.id)
    .where('state', '=', letter.state)
    .where('due_on', 'is not distinct from', letter.due_on)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The letter will not be sent after all. */
export const cancelLetter = (db: Db, letter: StoredLetter, now: Date): Promise<boolean> =>
  moveSending(db, letter.id, 'cancelled', { now, reason: 'by-hand' })
