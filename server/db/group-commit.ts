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

/**
 * Gathers what arrives while the last commit is under way and writes it in one transaction: no timer, one batch in
 * flight. An item's promise settles only after its transaction has. Past maxQueue an item is refused at once.
 * Where a batch fails on one item's data, each is written alone, and only the bad one is refused.
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

  async #run() {
    await new Promise(setImmediate)
    while (this.#queue.length > 0) await this.#write(this.#queue.splice(0, this.#policy.maxBatch))
    this.#running = undefined
  }

  async #write(batch: Waiting<Item>[]): Promise<void> {
    try {
      await this.#policy.commit(batch.map(({ item }) => item))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      if (batch.length === 1 || !this.#policy.blamesItem(error)) for (const { reject } of batch) reject(error)
      else for (const one of batch) await this.#write([one])
    }
  }
}
