import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Tallies } from '../../../server/features/signatures/index.ts'
import { createCampaign, testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const vault = testVault()

/** So many confirmed signatures, spread over the days before; each fourth from Germany, each second wants news. */
const fill = async (campaignId: string, rows: number, days: number) => {
  await sql`
    insert into signatures (slot, campaign_id, id, created_at, confirmed_at, wants_updates, resident, address_key, sealed,
      state, visibility, locale, country, comment_state)
    select get_byte(key, 0) >> 2, ${campaignId}::uuid, gen_random_uuid(), at, at, n % 2 = 0, true, key, '', 'confirmed',
      'hidden', (array['ru', 'ru', 'en'])[1 + n % 3], (array['DE', 'KZ', 'KZ', 'KZ'])[1 + n % 4], 'none'
    from (
      select n, decode(md5(n::text || ${campaignId}), 'hex') as key,
        now() - make_interval(mins => 5) - n * make_interval(days => ${days}) / ${rows}::int as at
      from generate_series(1, ${rows}::int) as n
    ) as made
  `.execute(database.db)
  await database.db
    .insertInto('signature_counts')
    .values({ campaign_id: campaignId, state: 'confirmed', count: rows })
    .execute()
}

const total = (sums: Map<string, number>) => [...sums.values()].reduce((sum, count) => sum + count, 0)

test('tallies are what counting gives, a chunk at a look and the rest behind it', async () => {
  const { db } = database
  const { id } = await createCampaign(db, vault)
  await fill(id, 24_000, 10)
  const tallies = new Tallies({ db, now: () => new Date() })
  const first = await tallies.of(id)
  expect(first.counting).toBe(true)
  expect(total(first.tally.day)).toBeGreaterThanOrEqual(2_000)
  expect(total(first.tally.day)).toBeLessThan(6_000)
  await tallies.settled()

  const { tally, counting } = await tallies.of(id)
  expect(counting).toBe(false)
  for (const sums of [tally.day, tally.country, tally.locale]) expect(total(sums)).toBe(24_000)
  expect(Object.fromEntries(tally.country)).toEqual({ DE: 6_000, KZ: 18_000 })
  expect(total(tally.updates)).toBe(12_000)
  expect(tally.day.size).toBeGreaterThanOrEqual(10)
  expect(tally.hour.size).toBeLessThanOrEqual(73)
})

test('who has just confirmed is counted, two who look at once count once, and who is gone is gone within the hour', async () => {
  const { db } = database
  const { id } = await createCampaign(db, vault)
  await fill(id, 300, 1)
  const clock = { now: new Date() }
  const tallies = () => new Tallies({ db, now: () => clock.now })
  const looks = await Promise.all(Array.from({ length: 5 }, () => tallies().of(id)))
  expect(looks.map(({ tally }) => total(tally.day))).toContain(300)
  expect(total((await tallies().of(id)).tally.day)).toBe(300)

  await sql`update signatures set confirmed_at = now() where campaign_id = ${id} and country = 'DE'`.execute(db)
  await sql`update signatures set state = 'withdrawn', confirmed_at = null
    where campaign_id = ${id} and locale = 'en'`.execute(db)
  await sql`update signature_counts set count = 200 where campaign_id = ${id}`.execute(db)
  clock.now = new Date(clock.now.getTime() + 61 * 60_000)
  const later = tallies()
  await later.of(id)
  await later.settled()
  expect(Object.fromEntries((await later.of(id)).tally.locale)).toEqual({ ru: 200 })
})
