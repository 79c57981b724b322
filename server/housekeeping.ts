const HOUR = 3_600_000

interface HousekeepingOptions {
  /** What is to be forgotten; each may be done twice, and by several processes at once. */
  chores: (() => Promise<unknown>)[]
  onError: (error: unknown) => void
  /** Milliseconds between two rounds. */
  every?: number
}

/** Erases what has been kept long enough, once an hour, until it is closed. */
export class Housekeeping {
  readonly #options: HousekeepingOptions
  #round: Promise<void>
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: HousekeepingOptions) {
    this.#options = options
    this.#round = this.#go()
  }

  /** Finishes the round and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#round
  }

  async #go() {
    const { chores, onError, every = HOUR } = this.#options
    for (const chore of chores) if (!this.#closed) await chore().catch(onError)
    if (this.#closed) return
    this.#timer = setTimeout(() => {
      this.#round = this.#go()
    }, every).unref()
  }
}
