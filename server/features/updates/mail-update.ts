import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { Outcome, PromisedMail } from '../../mail/index.ts'

const SLOTS = 64

/** Begins to mail a posted update to those who agreed; false where that has begun already or it is not posted. */
export const startMailing = async (db: Db, campaignId: string, updateId: string, account: string): Promise<boolean> => {
  const { rows } = await sql`
    insert into mailings (update_id, campaign_id, state, started_by)
    select id, campaign_id, 'feeding', ${account}::uuid from updates
    where id = ${updateId} and campaign_id = ${campaignId} and state = 'posted'
    on conflict (update_id) do nothing
    returning update_id
  `.execute(db)
  return rows.length > 0
}

/** Ends a mailing within the caller's transaction: what has not left does not leave. False where nothing is to be ended. */
export const stopMailing = async (db: Db, campaignId: string, updateId: string): Promise<boolean> => {
  const stopped = await db
    .updateTable('mailings')
    .set({ state: 'stopped' })
    .where('update_id', '=', updateId)
    .where('campaign_id', '=', campaignId)
    .where('state', '<>', 'stopped')
    .returning('update_id')
    .executeTakeFirst()
  if (!stopped) return false
  await sql`
    with kept as (
      delete from outbox where update_id = ${updateId} and bulk returning slot, signature_id
    ), forgotten as (
      delete from update_receivers using kept
      where update_receivers.slot = kept.slot and update_receivers.signature_id = kept.signature_id
        and update_id = ${updateId}
    )
    update mailings set dropped = dropped + (select count(*) from kept) where update_id = ${updateId}
  `.execute(db)
  return true
}

/** Promises a test to the person who asks, one mail a language that the update is written in. */
export const promiseTest = async (db: Db, campaignId: string, updateId: string, account: string): Promise<void> => {
  await sql`
    insert into outbox (id, kind, locale, campaign_id, update_id, account_id)
    select gen_random_uuid(), 'update-test', locale, ${campaignId}::uuid, update_id, ${account}::uuid
    from update_texts join updates on id = update_id
    where update_id = ${updateId} and campaign_id = ${campaignId}
  `.execute(db)
}

interface Feeding {
  update_id: string
  campaign_id: string
  slot: number
  after_key: Buffer
}

/**
 * Promises the mail of the oldest mailing under way to the next `batch` people, and remembers how far it is, in one
 * transaction: a process that dies has promised all of it or nothing, and whoever goes on begins where it ended. People
 * are gone through by the signatures' primary key, a slot at a time, so that each statement reads what it writes and
 * signing pays for no index. The number promised; undefined where nothing is under way or another process feeds it.
 */
export const feedMailing = (db: Db, batch: number): Promise<number | undefined> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql<Feeding>`
      select update_id, campaign_id, slot, after_key from mailings where state = 'feeding'
      order by started_at limit 1 for update skip locked
    `.execute(trx)
    const [mailing] = rows
    if (!mailing) return undefined

    let { slot, after_key: after } = mailing
    let promised = 0
    while (slot < SLOTS && promised < batch) {
      const found = await promiseNext(trx, { ...mailing, slot, after_key: after }, batch - promised)
      promised += found.count
      after = found.last ?? Buffer.alloc(0)
      if (!found.last) slot++
    }
    await trx
      .updateTable('mailings')
      .set(({ eb }) => ({
        slot,
        after_key: after,
        queued: eb('queued', '+', promised),
        state: slot < SLOTS ? 'feeding' : 'fed',
      }))
      .where('update_id', '=', mailing.update_id)
      .execute()
    return promised
  })

/** The next people of a slot get their mail promised; `last` is null where the slot has no more. */
const promiseNext = async (db: Db, { update_id, campaign_id, slot, after_key }: Feeding, limit: number) => {
  const { rows } = await sql<{ count: number; last: Buffer | null }>`
    with next as (
      select slot, address_key, id, locale from signatures
      where slot = ${slot}::smallint and campaign_id = ${campaign_id}::uuid and address_key > ${after_key}::bytea
        and state = 'confirmed' and wants_updates
      order by address_key limit ${limit}::int
      for key share
    ), received as (
      insert into update_receivers (slot, signature_id, update_id, state)
      select slot, id, ${update_id}::uuid, 'queued' from next
      on conflict do nothing
      returning signature_id
    ), promised as (
      insert into outbox (id, kind, locale, campaign_id, slot, signature_id, update_id, bulk)
      select gen_random_uuid(), 'update', locale, ${campaign_id}::uuid, slot, id, ${update_id}::uuid, true
      from next join received on signature_id = id
      returning id
    )
    select (select count(*)::int from promised) as count,
      (select address_key from next order by address_key desc limit 1) as last
  `.execute(db)
  return rows[0] ?? { count: 0, last: null }
}

/** How much mail to many waits in the outbox: more is promised only when little is left. */
export const countWaiting = async (db: Db): Promise<number> => {
  const { waiting } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('update_id', 'is not', null)
    .where('bulk', '=', true)
    .executeTakeFirstOrThrow()
  return waiting
}

/** Notes what became of one person's mail, in the transaction that forgets the promise. */
export const settleUpdateMail = async (db: Db, promised: PromisedMail, outcome: Outcome): Promise<void> => {
  const { update_id: updateId, slot, signature_id: signatureId } = promised
  if (updateId === null || slot === null || signatureId === null) return
  const counted = ({ sent: 'sent', failed: 'failed', gone: 'dropped' } as const)[outcome]
  const receiver = sql`slot = ${slot} and signature_id = ${signatureId} and update_id = ${updateId}`
  if (outcome === 'gone') await sql`delete from update_receivers where ${receiver}`.execute(db)
  else await sql`update update_receivers set state = ${outcome}, settled_at = now() where ${receiver}`.execute(db)
  await db
    .updateTable('mailings')
    .set(({ eb }) => ({ [counted]: eb(counted, '+', 1) }))
    .where('update_id', '=', updateId)
    .execute()
}
