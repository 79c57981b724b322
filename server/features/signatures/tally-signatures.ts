import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { TallyOf } from '../../db/tally-tables.ts'

/** A batch's commit may come after that of a later one: what is younger is counted anew at each look. */
const SETTLED_SECONDS = 120
/** So many are counted in one statement, while somebody waits for the first look: some tens of milliseconds. */
const CHUNK = 2_000
/** A look within so many seconds of the last writes nothing: the few that came since are counted as they are read. */
const EVERY_SECONDS = 180
const HOURS_KEPT_DAYS = 3

const BEGINNING = new Date(0)

/** Confirmed signatures by one thing at a time. */
export type Tally = Record<TallyOf, Map<string, number>>

interface TallyRow {
  what: TallyOf
  key: string
  count: number
}

/** Sums of what was confirmed after `from` and until `until`, read from an index alone. */
const sums = (campaignId: string, from: RawBuilder<Date>, until: RawBuilder<Date>) => sql<TallyRow>`
  with seen as (
    select date_trunc('hour', confirmed_at at time zone 'UTC') as hour, country, locale, wants_updates,
      count(*)::bigint as count
    from signatures
    where campaign_id = ${campaignId}::uuid and state = 'confirmed'
      and confirmed_at > ${from} and confirmed_at <= ${until}
    group by 1, 2, 3, 4
  )
  select 'hour' as what, to_char(hour, 'YYYY-MM-DD"T"HH24') as key, sum(count)::bigint as count from seen
    where hour > now() at time zone 'UTC' - make_interval(days => ${HOURS_KEPT_DAYS}) group by 2
  union all select 'day', to_char(hour, 'YYYY-MM-DD'), sum(count)::bigint from seen group by 2
  union all select 'country', country, sum(count)::bigint from seen group by 2
  union all select 'locale', locale, sum(count)::bigint from seen group by 2
  union all select 'updates', locale, sum(count)::bigint from seen where wants_updates group by 2
`

const addSums = (db: Db, campaignId: string, from: Date, until: Date) =>
  sql`
  insert into signature_tallies as known (campaign_id, what, key, count)
  select ${campaignId}::uuid, what, key, count from (
    ${sums(campaignId, sql`${from}::timestamptz`, sql`${until}::timestamptz`)}
  ) as fresh
  order by what, key
  on conflict (campaign_id, what, key) do update set count = known.count + excluded.count
`.execute(db)

/** How far the tallies are, locked; undefined where another process counts just now. */
const lockTallied = async (db: Db, campaignId: string, now: Date) => {
  await db
    .insertInto('signature_tallied')
    .values({ campaign_id: campaignId, counted_until: BEGINNING, recounted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db
    .selectFrom('signature_tallied')
    .select('counted_until')
    .where('campaign_id', '=', campaignId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

const setTallied = (db: Db, campaignId: string, until: Date, recounted?: Date) =>
  db
    .updateTable('signature_tallied')
    .set({ counted_until: until, ...(recounted ? { recounted_at: recounted } : {}) })
    .where('campaign_id', '=', campaignId)
    .execute()

/** Until which moment another chunk reaches; null where what is left is less than one. */
const endOfChunk = async (db: Db, campaignId: string, from: Date, settled: Date): Promise<Date | null> => {
  const row = await db
    .selectFrom('signatures')
    .select('confirmed_at')
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .where('confirmed_at', '>', from)
    .where('confirmed_at', '<=', settled)
    .orderBy('confirmed_at')
    .offset(CHUNK - 1)
    .limit(1)
    .executeTakeFirst()
  // The database may know more digits than a Date: the next whole millisecond leaves none of the chunk behind.
  return row?.confirmed_at ? new Date(Math.min(row.confirmed_at.getTime() + 1, settled.getTime())) : null
}

/**
 * Counts the next confirmed signatures into the tallies, a chunk at most; whether there are more. Why tallies and not
 * counters that each batch moves: signing and confirming pay for nothing but one entry in a partial index, whatever
 * changes a signature's state need not know of them, and what is wrong by a withdrawal or an erasure is put right by
 * `recountTallies`. Why not counting at each look: a million entries take a third of a second.
 */
export const advanceTallies = async (db: Db, campaignId: string, now: Date): Promise<boolean> => {
  const settled = new Date(now.getTime() - SETTLED_SECONDS * 1000)
  const known = await db
    .selectFrom('signature_tallied')
    .select('counted_until')
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  if (known && settled.getTime() - known.counted_until.getTime() < EVERY_SECONDS * 1000) return false
  return countNext(db, campaignId, settled, now)
}

const countNext = (db: Db, campaignId: string, settled: Date, now: Date): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const tallied = await lockTallied(trx, campaignId, now)
    if (!tallied || tallied.counted_until >= settled) return false
    const end = await endOfChunk(trx, campaignId, tallied.counted_until, settled)
    const until = end ?? settled
    await addSums(trx, campaignId, tallied.counted_until, until)
    await setTallied(trx, campaignId, until)
    return end !== null
  })

/** Counts everything anew in one transaction; until it is done, readers see the tallies as they were. */
export const recountTallies = (db: Db, campaignId: string, now: Date): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (!(await lockTallied(trx, campaignId, now))) return
    const settled = new Date(now.getTime() - SETTLED_SECONDS * 1000)
    await trx.deleteFrom('signature_tallies').where('campaign_id', '=', campaignId).execute()
    await addSums(trx, campaignId, BEGINNING, settled)
    await setTallied(trx, campaignId, settled, now)
  })

/** The tallies, if wished with what has been confirmed since, and when they were last counted from nothing. */
export const readTallies = async (
  db: Db,
  campaignId: string,
  withFresh: boolean,
): Promise<{ tally: Tally; recountedAt: Date | null }> => {
  const since = sql<Date>`coalesce((select counted_until from tallied where ${withFresh}::boolean), 'infinity')`
  const { rows } = await sql<TallyRow & { recounted_at: Date }>`
    with tallied as (
      select counted_until, recounted_at from signature_tallied where campaign_id = ${campaignId}::uuid
    ), fresh as (
      ${sums(campaignId, since, sql`'infinity'::timestamptz`)}
    )
    select what, key, count, (select recounted_at from tallied) as recounted_at from (
      select what, key, count from signature_tallies where campaign_id = ${campaignId}::uuid
      union all select what, key, count from fresh
    ) as both_
  `.execute(db)
  const tally: Tally = { hour: new Map(), day: new Map(), country: new Map(), locale: new Map(), updates: new Map() }
  for (const { what, key, count } of rows) tally[what].set(key, (tally[what].get(key) ?? 0) + count)
  return { tally, recountedAt: rows[0]?.recounted_at ?? null }
}
