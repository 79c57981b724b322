/** The queue is full: try again in a moment. */
export class QueueFullError extends Error {}

interface Waiting<Item> {
  item: Item
  resolve: () => void
  reject: (error: unknown) => void
}

interface Policy<Item> {
  /** Writes all of them in one transaction. */
  commit: (items: Item[]) => Promise<void>
  /** Whether the error lies in the data of some item, so that its neighbours are worth a try alone. */
  blamesItem: (error: unknown) => boolean
  maxBatch: number
  maxQueue: number
}

/** Up to so many who wait are written at once: fewer would hardly cost less. */
const WHOLE_BATCH = 32

/**
 * Gathers what arrives while the last commit is under way and writes it in one transaction: no timer, one batch in
 * flight. Of many who wait it takes half: were everybody in one batch, we would have nobody to serve while it is
 * written, and the database nothing to write while we serve them. An item's promise settles only after its
 * transaction has. Past maxQueue an item is refused at once. Where a batch fails on one item's data, each is written
 * alone, and only the bad one is refused.
 */
export class GroupCommit<Item> {
  readonly #policy: Policy<Item>
  #queue: Waiting<Item>[] = []
  #running: Promise<void> | undefined

  constructor(policy: Policy<Item>) {
    this.#policy = policy
  }

  get waiting() {
    return this.#queue.length
  }

  add(item: Item): Promise<void> {
    if (this.#queue.length >= this.#policy.maxQueue) return Promise.reject(new QueueFullError('The queue is full'))
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Settles when everything that was added has been written or refused. */
  async drain(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** The next batch is made before the last is answered: the database does not wait for all that follows an answer. */
  async #run() {
    await new Promise(setImmediate)
    let answer = () => {}
    while (this.#queue.length > 0) {
      const written = this.#write(this.#queue.splice(0, this.#nextSize()))
      answer()
      answer = await written
    }
    this.#running = undefined
    answer()
  }

  #nextSize() {
    return Math.min(this.#policy.maxBatch, Math.max(WHOLE_BATCH, Math.ceil(this.#queue.length / 2)))
  }

  /** Gives what tells those who wait, and never throws. */
  async #write(batch: Waiting<Item>[]): Promise<() => void> {
    try {
      await this.#policy.commit(batch.map(({ item }) => item))
      return () => {
        for (const { resolve } of batch) resolve()
      }
    } catch (error) {
      if (batch.length === 1 || !this.#policy.blamesItem(error)) {
        return () => {
          for (const { reject } of batch) reject(error)
        }
      }
      for (const one of batch) (await this.#write([one]))()
      return () => {}
    }
  }
}
