import { setTimeout as delay } from 'node:timers/promises'

import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { checkNext, isAnyUnchecked } from './check-import.ts'
import { deleteLeftovers } from './imports.ts'
import { isAnyRunning, takeBatch } from './take-rows.ts'

const AGAIN_MS = 2_000

interface RunnerOptions {
  /** Does what is next, as far as it is not stopped meanwhile; gives whether there may be more. */
  step: (isStopped: () => boolean) => Promise<boolean>
  /** Whether something is left: another process is at it, and may die. */
  isAnyLeft: () => Promise<boolean>
  onError: (error: unknown) => void
}

/** Goes on with imports until there are none, whenever it is woken; what a process left undone too. */
export class ImportRunner {
  readonly #options: RunnerOptions
  #running: Promise<void> | undefined
  #again = false
  #closed = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  /** There is something to do, or may be. */
  wake(): void {
    if (this.#closed) return
    this.#again = true
    this.#running ??= this.#run()
  }

  /** Waits until nothing is left to do, but so long at most. */
  async finish(milliseconds: number): Promise<void> {
    await Promise.race([this.#running, delay(milliseconds, undefined, { ref: false })])
  }

  /** Finishes what is in hand and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#running
  }

  #lookAgain() {
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), AGAIN_MS).unref()
  }

  async #run() {
    const { step, isAnyLeft, onError } = this.#options
    clearTimeout(this.#timer)
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        while (!this.#closed && (await step(() => this.#closed)));
      }
      if (!this.#closed && (await isAnyLeft())) this.#lookAgain()
    } catch (error) {
      onError(error)
      this.#lookAgain()
    }
    this.#running = undefined
    if (this.#again) this.wake()
  }
}

interface RunnersOptions {
  db: Db
  vault: Vault
  now: () => Date
  mailPromised: () => void
  onError: (error: unknown) => void
}

/** Those of one process: one checks files and clears them away, the other takes rows into signatures. */
export const importRunners = ({ db, vault, now, mailPromised, onError }: RunnersOptions) => ({
  checks: new ImportRunner({
    step: async (isStopped) => {
      await deleteLeftovers(db)
      return checkNext(db, vault, isStopped)
    },
    isAnyLeft: () => isAnyUnchecked(db),
    onError,
  }),
  imports: new ImportRunner({
    step: async () => {
      const taken = await takeBatch(db, vault, now())
      if (taken) mailPromised()
      return taken
    },
    isAnyLeft: () => isAnyRunning(db),
    onError,
  }),
})
