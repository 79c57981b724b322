import { recoverLetters } from './recover-letters.ts'
import { type Outcome, type Sending, sendLetter } from './send-letter.ts'
import { takeLetters } from './take-letters.ts'

const POLL = 10_000

interface DispatcherOptions extends Sending {
  random?: () => number
  /** Milliseconds between looks at the queue. */
  poll?: number
  /** What became of a letter, by its id. */
  report: (outcome: Outcome, sendingId: string) => void
  onError: (error: unknown) => void
}

/** Sends the letters whose turn it is, looking for them at intervals, until it is closed. Any number may run at once. */
export class Dispatcher {
  readonly #options: DispatcherOptions
  #running: Promise<void> | undefined
  #closed = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.wake()
  }

  /** There may be a letter whose turn it is. */
  wake(): void {
    if (this.#closed) return
    this.#running ??= this.#run()
  }

  /** Finishes the letters in hand and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#running
  }

  async #run() {
    clearTimeout(this.#timer)
    try {
      await this.#sendDue()
    } catch (error) {
      this.#options.onError(error)
    }
    this.#running = undefined
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), this.#options.poll ?? POLL).unref()
  }

  async #sendDue() {
    const { db, now, random = Math.random, report, onError } = this.#options
    for (const held of await recoverLetters(db, now())) report('held', held)
    for (;;) {
      const taken = await takeLetters(db, { now: now(), random })
      const sent = taken.map(async (letter) => {
        try {
          report(await sendLetter(this.#options, letter), letter.sendingId)
        } catch (error) {
          onError(error)
        }
      })
      await Promise.all(sent)
      if (taken.length === 0 || this.#closed) return
    }
  }
}
