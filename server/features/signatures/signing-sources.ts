import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { SigningSource } from '../../db/tally-tables.ts'

export const signingSources = ['direct', 'telegram', 'whatsapp', 'mail', 'embed'] as const satisfies SigningSource[]

/** What a link says of itself; whatever we did not write there is a direct visit. */
export const sourceIn = (said: unknown): SigningSource => signingSources.find((source) => source === said) ?? 'direct'

const FLUSH_MS = 5_000
const DAY = 24 * 3_600_000

interface SourcesOptions {
  db: Db
  now: () => Date
}

interface SourceCount {
  campaignId: string
  day: string
  source: SigningSource
  count: number
}

/**
 * How many forms came from where, as sums a day. They are kept in memory and added to the table every few seconds, so
 * that signing pays nothing for them and no row says where its person came from. A process that is killed loses a few
 * seconds of them: they tell which links work, and no more.
 */
export class SigningSources {
  readonly #options: SourcesOptions
  #counts = new Map<string, SourceCount>()
  #timer: NodeJS.Timeout | undefined
  /** Today in UTC, written out once a day rather than for each signature. */
  #day = { begins: 0, name: '1970-01-01' }

  constructor(options: SourcesOptions) {
    this.#options = options
  }

  /** One more form has been taken. */
  count(campaignId: string, source: SigningSource): void {
    this.#add({ campaignId, day: this.#dayOf(this.#options.now().getTime()), source, count: 1 })
    this.#timer ??= setTimeout(() => this.#flushLater(), FLUSH_MS).unref()
  }

  /** Adds what has been counted; where that fails it is kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const rows = [...this.#counts.values()]
    if (rows.length === 0) return
    this.#counts = new Map()
    try {
      await this.#options.db
        .insertInto('signing_sources')
        .values(rows.map(({ campaignId, day, source, count }) => ({ campaign_id: campaignId, day, source, count })))
        .onConflict((conflict) =>
          conflict
            .columns(['campaign_id', 'day', 'source'])
            .doUpdateSet({ count: sql<number>`signing_sources.count + excluded.count` }),
        )
        .execute()
    } catch (error) {
      for (const row of rows) this.#add(row)
      throw error
    }
  }

  #dayOf(time: number) {
    if (time < this.#day.begins || time >= this.#day.begins + DAY) {
      const begins = Math.floor(time / DAY) * DAY
      this.#day = { begins, name: new Date(begins).toISOString().slice(0, 10) }
    }
    return this.#day.name
  }

  #add(more: SourceCount) {
    const key = `${more.campaignId} ${more.day} ${more.source}`
    const known = this.#counts.get(key)
    if (known) known.count += more.count
    else this.#counts.set(key, more)
  }

  #flushLater() {
    this.flush().catch(() => {
      this.#timer ??= setTimeout(() => this.#flushLater(), FLUSH_MS).unref()
    })
  }
}
