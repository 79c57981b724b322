import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { OutboxTable } from '../db/schema.ts'
import { type Carrier, type Mail, RefusedForGoodError } from './mail.ts'

export type PromisedMail = Pick<
  Selectable<OutboxTable>,
  | 'id'
  | 'kind'
  | 'locale'
  | 'campaign_id'
  | 'slot'
  | 'signature_id'
  | 'writer_id'
  | 'sending_id'
  | 'office_id'
  | 'signatory_id'
  | 'invitation_id'
  | 'account_link_id'
  | 'update_id'
  | 'account_id'
  | 'bulk'
  | 'attempts'
>

/** What became of a mail to many: taken over by the carrier, refused for good, or nobody's any more. */
export type Outcome = 'sent' | 'failed' | 'gone'

const LEASE_SECONDS = 120
const BATCH = 20
const POLL = 5_000
const MAX_ATTEMPTS = 10

/** Seconds until the next try: 30 s, doubling, at most six hours. */
const backoff = (attempts: number) => Math.min(30 * 2 ** (attempts - 1), 6 * 3600)

/** Takes mail that is due, mail to many last. The lease is the due time set ahead: a sender that dies loses it by itself. */
const takeDue = async (db: Db, limit: number): Promise<PromisedMail[]> => {
  const { rows } = await sql<PromisedMail>`
    update outbox set due_at = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    where id in (
      select id from outbox where failed_at is null and due_at <= now()
      order by bulk, due_at limit ${limit} for update skip locked
    )
    returning id, kind, locale, campaign_id, slot, signature_id, writer_id, sending_id, office_id,
      signatory_id, invitation_id, account_link_id, update_id, account_id, bulk, attempts
  `.execute(db)
  return rows
}

/** Whether it was still promised. */
const forget = async (db: Db, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('outbox').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

const tryLater = (db: Db, { id, attempts }: PromisedMail, reason: string, forGood: boolean) =>
  db
    .updateTable('outbox')
    .set({
      due_at: sql`now() + make_interval(secs => ${backoff(attempts)})`,
      failed_at: forGood ? sql`now()` : null,
      last_error: reason,
    })
    .where('id', '=', id)
    .execute()

interface OutboxOptions {
  db: Db
  carrier: Carrier
  /** The mail as it stands now; undefined where the person is gone, and the promise with them. */
  compose: (promised: PromisedMail) => Promise<Mail | undefined>
  /** Notes what became of a mail to many, in the transaction that forgets the promise. */
  settle?: (db: Db, promised: PromisedMail, outcome: Outcome) => Promise<void>
  perSecond: number
  /** What went wrong, without anything personal. */
  onError: (error: unknown) => void
}

/** The error's kind and code alone: an SMTP server's words may quote the address. */
const reasonOf = (error: unknown) =>
  error instanceof Error ? [error.name, 'code' in error ? error.code : ''].join(' ').trim() : 'unknown'

/**
 * Sends what the outbox promises, at the given pace, until it is closed. A mail is taken under a short lease, sent
 * and then forgotten; one whose outcome is unknown is sent again with the same Message-ID (RFC 1047: SMTP cannot
 * promise exactly once).
 */
export class Outbox {
  readonly #options: OutboxOptions
  #running: Promise<void> | undefined
  #again = false
  #closed = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.wake()
  }

  /** There is new mail, or may be. */
  wake(): void {
    if (this.#closed) return
    this.#again = true
    this.#running ??= this.#run()
  }

  /** Finishes the mails in hand and stops. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#running
    this.#options.carrier.close()
  }

  async #run() {
    clearTimeout(this.#timer)
    while (this.#again && !this.#closed) {
      this.#again = false
      try {
        await this.#sendDue()
      } catch (error) {
        this.#options.onError(error)
      }
    }
    this.#running = undefined
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), POLL).unref()
  }

  async #sendDue() {
    const { db, perSecond } = this.#options
    const limit = Math.max(1, Math.min(BATCH, Math.ceil(perSecond / 4)))
    for (;;) {
      const paced = new Promise((resolve) => setTimeout(resolve, (1000 * limit) / perSecond).unref())
      const due = await takeDue(db, limit)
      await Promise.all(due.map((promised) => this.#send(promised)))
      if (due.length < limit || this.#closed) return
      await paced
    }
  }

  async #send(promised: PromisedMail) {
    const { db, carrier, compose, onError } = this.#options
    try {
      const mail = await compose(promised)
      if (mail) await carrier.send(mail)
      await this.#settle(promised, mail ? 'sent' : 'gone')
    } catch (error) {
      onError(error)
      const forGood = error instanceof RefusedForGoodError || promised.attempts >= MAX_ATTEMPTS
      if (forGood && promised.bulk) await this.#settle(promised, 'failed')
      else await tryLater(db, promised, reasonOf(error), forGood)
    }
  }

  async #settle(promised: PromisedMail, outcome: Outcome) {
    const { db, settle } = this.#options
    if (!promised.bulk || !settle) {
      await forget(db, promised.id)
      return
    }
    await db.transaction().execute(async (trx) => {
      if (await forget(trx, promised.id)) await settle(trx, promised, outcome)
    })
  }
}
