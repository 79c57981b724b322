import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { findSealedCampaign, importSignatures } from '../signatures/index.ts'
import { openRow } from './imports.ts'

const BATCH = 200
const AGAIN_MS = 2_000

interface RunnerOptions {
  db: Db
  vault: Vault
  now: () => Date
  mailPromised: () => void
  onError: (error: unknown) => void
}

/**
 * Takes the rows of the import that has waited longest into signatures: a batch a transaction, in which they leave the
 * queue too, so that whoever dies in between has done nothing and nobody does it twice. Another process that is at it
 * holds the import; then there is nothing to do here. Gives whether there may be more.
 */
export const takeBatch = (db: Db, vault: Vault, now: Date): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const running = await trx
      .selectFrom('signature_imports')
      .select(['id', 'campaign_id'])
      .where('state', '=', 'running')
      .orderBy('created_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    const campaign = running && (await findSealedCampaign(trx, running.campaign_id))
    if (!running || !campaign) return false
    const rows = await trx
      .selectFrom('import_rows')
      .select(['line', 'sealed'])
      .where('import_id', '=', running.id)
      .orderBy('line')
      .limit(BATCH)
      .execute()
    const supporters = rows.map((row) => openRow(vault, campaign, running.id, row))
    const into = { campaign, importId: running.id, now }
    const taken = rows.length > 0 ? await importSignatures(trx, vault, supporters, into) : 0
    const last = rows.at(-1)
    if (last) {
      await trx.deleteFrom('import_rows').where('import_id', '=', running.id).where('line', '<=', last.line).execute()
    }
    await trx
      .updateTable('signature_imports')
      .set((row) => ({
        taken: row('taken', '+', taken),
        known: row('known', '+', rows.length - taken),
        ...(rows.length < BATCH ? { state: 'done' as const, finished_at: now } : {}),
      }))
      .where('id', '=', running.id)
      .execute()
    return true
  })

const KEPT_DAYS = 7

const DAY = 86_400_000

/** A file that nobody has gone on with for a week is thrown away, and what came of one that never came whole. */
export const forgetFiles = (db: Db, now: Date): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const before = (days: number) => new Date(now.getTime() - days * DAY)
    await trx
      .deleteFrom('signature_imports')
      .where('state', '=', 'receiving')
      .where('created_at', '<', before(1))
      .execute()
    const left = await trx
      .updateTable('signature_imports')
      .set({ state: 'cancelled', finished_at: now })
      .where('state', '=', 'uploaded')
      .where('created_at', '<', before(KEPT_DAYS))
      .returning('id')
      .execute()
    for (const { id } of left) await trx.deleteFrom('import_pieces').where('import_id', '=', id).execute()
  })

const isAnyRunning = async (db: Db): Promise<boolean> => {
  const query = db.selectFrom('signature_imports').select('id').where('state', '=', 'running').limit(1)
  return (await query.executeTakeFirst()) !== undefined
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

  /** There is a new import, or may be. */
  wake(): void {
    if (this.#closed) return
    this.#again = true
    this.#running ??= this.#run()
  }

  /** Finishes the batch in hand and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#running
  }

  #lookAgain() {
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), AGAIN_MS).unref()
  }

  async #run() {
    const { db, vault, now, mailPromised, onError } = this.#options
    clearTimeout(this.#timer)
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        while (!this.#closed && (await takeBatch(db, vault, now()))) mailPromised()
      }
      // Another process is at it, and may die.
      if (!this.#closed && (await isAnyRunning(db))) this.#lookAgain()
    } catch (error) {
      onError(error)
      this.#lookAgain()
    }
    this.#running = undefined
    if (this.#again) this.wake()
  }
}
