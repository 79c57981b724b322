import type { Db } from '../../db/index.ts'
import { promiseReminders } from './remind.ts'

interface RemindersOptions {
  db: Db
  now: () => Date
  /** Mail has been promised. */
  mailPromised: () => void
  onError: (error: unknown) => void
  /** Milliseconds between two looks. */
  every?: number
}

const EVERY = 10 * 60_000

/** Looks every so often whom to remind, until it is closed. What dies in between is looked at again at the start. */
export class Reminders {
  readonly #options: RemindersOptions
  #looking: Promise<void>
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: RemindersOptions) {
    this.#options = options
    this.#looking = this.#look()
  }

  /** Finishes the look in hand and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async #look() {
    const { db, now, mailPromised, onError, every = EVERY } = this.#options
    try {
      if ((await promiseReminders(db, now())) > 0) mailPromised()
    } catch (error) {
      onError(error)
    }
    if (this.#closed) return
    this.#timer = setTimeout(() => {
      this.#looking = this.#look()
    }, every).unref()
  }
}
