import type { Db } from '../../db/index.ts'
import { countWaiting, feedMailing } from './mail-update.ts'

interface MailingsOptions {
  db: Db
  /** The outbox's pace: so many seconds' worth of mail waits there at most. */
  perSecond: number
  /** Mail has been promised. */
  mailPromised: () => void
  onError: (error: unknown) => void
  /** Milliseconds between two looks. */
  every?: number
}

const EVERY = 5_000
const AHEAD_SECONDS = 30

/** Feeds the outbox with mail to many, a little ahead of what leaves, until it is closed. */
export class Mailings {
  readonly #options: MailingsOptions
  #feeding: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: MailingsOptions) {
    this.#options = options
    this.wake()
  }

  /** A mailing has begun, or may have. */
  wake(): void {
    if (this.#closed) return
    clearTimeout(this.#timer)
    this.#feeding ??= this.#feed()
  }

  /** Finishes the batch in hand and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#feeding
  }

  async #feed() {
    const { db, perSecond, mailPromised, onError, every = EVERY } = this.#options
    const most = Math.ceil(perSecond * AHEAD_SECONDS)
    try {
      const waiting = await countWaiting(db)
      if (waiting < most / 2 && (await feedMailing(db, most))) mailPromised()
    } catch (error) {
      onError(error)
    }
    this.#feeding = undefined
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), every).unref()
  }
}
