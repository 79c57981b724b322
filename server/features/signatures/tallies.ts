import type { Db } from '../../db/index.ts'
import { findCounts } from './queries.ts'
import { advanceTallies, readTallies, recountTallies, type Tally } from './tally-signatures.ts'

interface TalliesOptions {
  db: Db
  now: () => Date
  onError?: (error: unknown) => void
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What a look found. */
export interface Tallied {
  tally: Tally
  /** Not everything has been counted yet: more is being counted while the answer goes out. */
  counting: boolean
}

/**
 * Tallies of confirmed signatures, brought up to date by those who look: a chunk before the answer, the rest behind it.
 * Where they differ from the campaign's count, since people have taken signatures back, they are counted from nothing,
 * once an hour at most and a day at least.
 */
export class Tallies {
  readonly #options: TalliesOptions
  readonly #behind = new Map<string, Promise<void>>()

  constructor(options: TalliesOptions) {
    this.#options = options
  }

  async of(campaignId: string): Promise<Tallied> {
    const { db, now } = this.#options
    const more = this.#behind.has(campaignId) || (await advanceTallies(db, campaignId, now()))
    const [{ tally, recountedAt }, counts] = await Promise.all([
      readTallies(db, campaignId, !more),
      findCounts(db, campaignId),
    ])
    const age = recountedAt ? now().getTime() - recountedAt.getTime() : 0
    const counted = [...tally.locale.values()].reduce((sum, count) => sum + count, 0)
    const wrong = !more && (age > DAY || (age > HOUR && counted !== counts.confirmed))
    if (more || wrong) this.#countBehind(campaignId, wrong)
    return { tally, counting: more }
  }

  /** Settles when what is being counted behind an answer is counted. */
  async settled(): Promise<void> {
    await Promise.all(this.#behind.values())
  }

  #countBehind(campaignId: string, fromNothing: boolean) {
    if (this.#behind.has(campaignId)) return
    const counting = this.#count(campaignId, fromNothing)
      .catch((error) => this.#options.onError?.(error))
      .finally(() => this.#behind.delete(campaignId))
    this.#behind.set(campaignId, counting)
  }

  async #count(campaignId: string, fromNothing: boolean) {
    const { db, now } = this.#options
    if (fromNothing) await recountTallies(db, campaignId, now())
    else while (await advanceTallies(db, campaignId, now()));
  }
}
