import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../db/index.ts'
import { type LetterCarrier, OutcomeUnknownError, RefusedForGoodError } from '../../mail/index.ts'
import { outgoingLetter, type Post } from './outgoing-letter.ts'
import { findLetter } from './queries.ts'
import { holdUnknown, markLeft, markOnTheLine, markRefused, tryLater } from './settle.ts'
import type { TakenLetter } from './take-letters.ts'

export interface Sending extends Post {
  db: Db
  carrier: LetterCarrier
  now: () => Date
}

/** What became of a letter; nothing personal in it. */
export type Outcome = 'left' | 'refused' | 'held' | 'later' | 'gone'

/**
 * Puts a taken letter on the line, once, and writes down what became of it. A process that dies before `markOnTheLine`
 * has sent nothing; one that dies after it leaves a letter that is held for a person.
 */
export const sendLetter = async (sending: Sending, taken: TakenLetter): Promise<Outcome> => {
  const { db, carrier, now } = sending
  const stored = await findLetter(db, taken.sendingId)
  if (!stored) return 'gone'
  try {
    const letter = outgoingLetter(sending, stored, taken, now())
    await carrier.deliver(letter, () => markOnTheLine(db, taken, now()))
  } catch (error) {
    return settleFailure(sending, taken, error)
  }
  await persist(() => markLeft(db, stored, taken, { now: now() }))
  return 'left'
}

const settleFailure = async ({ db, now }: Sending, taken: TakenLetter, error: unknown): Promise<Outcome> => {
  if (error instanceof OutcomeUnknownError) {
    await persist(() => holdUnknown(db, taken.sendingId, now()))
    return 'held'
  }
  const reason = reasonOf(error)
  if (error instanceof RefusedForGoodError) {
    await persist(() => markRefused(db, taken, now(), reason))
    return 'refused'
  }
  const givenUp = await tryLater(db, taken, now(), reason)
  return givenUp ? 'held' : 'later'
}

/** What is known is worth a second and a third try to write down: left alone, the letter would be held for a person. */
const persist = async (write: () => Promise<unknown>): Promise<void> => {
  for (const pause of [500, 3_000]) {
    try {
      await write()
      return
    } catch {
      await sleep(pause)
    }
  }
  await write()
}

/** The error's kind and codes alone: a mail server's words may quote an address. */
const reasonOf = (error: unknown): string => {
  const { cause } = error as { cause?: { code?: string; responseCode?: number } }
  const name = error instanceof Error ? error.constructor.name : 'unknown'
  return [name, cause?.code, cause?.responseCode].filter(Boolean).join(' ')
}
