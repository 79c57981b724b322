import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'

const BATCH = 1000
const SLOTS = 64

const shown = (db: Db, campaignId: string, asOf: Date) =>
  db
    .selectFrom('signatures')
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .where('visibility', '<>', 'hidden')
    .where('confirmed_at', '<=', asOf)

/** Confirmed signatures whose owners let them be shown, in the order of their confirmation, a batch at a time. */
export async function* listShown(db: Db, campaignId: string, asOf: Date) {
  let last: { at: Date; id: string } | undefined
  for (;;) {
    const rows = await shown(db, campaignId, asOf)
      .select(['id', 'address_key', 'sealed', 'visibility', 'country', 'confirmed_at'])
      .$if(last !== undefined, (query) =>
        query.where(sql<boolean>`(confirmed_at, id) > (${last?.at}, ${last?.id}::uuid)`),
      )
      .orderBy('confirmed_at')
      .orderBy('id')
      .limit(BATCH)
      .execute()
    if (rows.length > 0) yield rows
    const end = rows.at(-1)
    if (!end?.confirmed_at || rows.length < BATCH) return
    last = { at: end.confirmed_at, id: end.id }
  }
}

export const countShown = async (db: Db, campaignId: string, asOf: Date): Promise<number> => {
  const { count } = await shown(db, campaignId, asOf)
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

const agreed = (db: Db, campaignId: string) =>
  db
    .selectFrom('signatures')
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .where('wants_updates', '=', true)

/** Confirmed signatures of those who agreed to news, in the order of the primary key, a batch at a time. */
export async function* listAgreed(db: Db, campaignId: string) {
  for (let slot = 0; slot < SLOTS; slot++) {
    let last: Buffer = Buffer.alloc(0)
    for (;;) {
      const rows = await agreed(db, campaignId)
        .select(['address_key', 'sealed', 'locale'])
        .where('slot', '=', slot)
        .where('address_key', '>', last)
        .orderBy('address_key')
        .limit(BATCH)
        .execute()
      if (rows.length > 0) yield rows
      const end = rows.at(-1)
      if (!end || rows.length < BATCH) break
      last = end.address_key
    }
  }
}

export const countAgreed = async (db: Db, campaignId: string): Promise<number> => {
  const { count } = await agreed(db, campaignId)
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many were confirmed on each day (UTC), from each country and in each language; of nobody in particular. */
export const countBy = async (db: Db, campaignId: string) => {
  const { rows } = await sql<{ day: string | null; country: string | null; locale: string | null; count: number }>`
    select (confirmed_at at time zone 'UTC')::date as day, country, locale, count(*) as count
    from signatures
    where campaign_id = ${campaignId}::uuid and state = 'confirmed'
    group by grouping sets ((1), (country), (locale))
    order by 1, 4 desc, 2, 3
  `.execute(db)
  return rows
}

/** A campaign's exports, the latest first. */
export const listExports = (db: Db, campaignId: string, limit: number) =>
  db
    .selectFrom('exports')
    .select(['id', 'purpose', 'format', 'reason', 'rows', 'created_at', 'finished_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
