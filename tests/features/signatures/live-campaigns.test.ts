import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signForm } from '../../../server/features/signatures/forms.ts'
import { Intake, LiveCampaigns } from '../../../server/features/signatures/index.ts'
import { createCampaign, testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const vault = testVault()

/** The campaigns as read by a clock that the test moves. */
const openLive = () => {
  const clock = { now: new Date('2026-03-10T10:00:00Z') }
  const live = new LiveCampaigns({ db: database.db, vault, now: () => clock.now })
  const pass = (milliseconds: number) => {
    clock.now = new Date(clock.now.getTime() + milliseconds)
  }
  return { live, pass }
}

/** A campaign that Ada has signed, confirmed and shown in full. */
const signedCampaign = async () => {
  const { db } = database
  const campaign = await createCampaign(db, vault)
  const intake = new Intake({ db, vault, now: () => new Date(), mailPromised: () => {} })
  const form = signForm.parse({ name: 'Ada Lovelace', email: 'ada@people.example', country: 'GB', visibility: 'full' })
  await intake.sign(campaign, form, { locale: 'en', networkAddress: '192.0.2.1' })
  await db
    .updateTable('signatures')
    .set({ state: 'confirmed', confirmed_at: new Date('2026-03-10T09:00:00Z') })
    .where('campaign_id', '=', campaign.id)
    .execute()
  return campaign
}

const hideAll = (campaignId: string) =>
  database.db.updateTable('signatures').set({ visibility: 'hidden' }).where('campaign_id', '=', campaignId).execute()

test('however many ask at once for a campaign of which nothing is known, all get what one look found', async () => {
  const { slug } = await createCampaign(database.db, vault)
  const { live } = openLive()
  const found = await Promise.all(Array.from({ length: 64 }, () => live.find(slug)))
  expect(found[0]?.campaign.slug).toBe(slug)
  expect(new Set(found).size).toBe(1)
})

test('a campaign that is not there is not taken for known: once there, it is found', async () => {
  const { live } = openLive()
  const [one, other] = await Promise.all([live.find('comes-later'), live.find('comes-later')])
  expect([one, other]).toEqual([undefined, undefined])
  await createCampaign(database.db, vault, { slug: 'comes-later' })
  expect((await live.find('comes-later'))?.campaign.slug).toBe('comes-later')
})

test('where a look finds nothing new, the page is the same; where somebody is shown otherwise, it is another', async () => {
  const { slug, id } = await signedCampaign()
  const { live, pass } = openLive()
  const first = await live.find(slug)
  expect(first?.newest.map(({ name }) => name)).toEqual(['Ada Lovelace'])

  pass(11_000)
  const second = await live.find(slug)
  expect(second?.stamp).toBe(first?.stamp)

  await hideAll(id)
  pass(11_000)
  const third = await live.find(slug)
  expect(third?.newest).toEqual([])
  expect(third?.stamp).not.toBe(first?.stamp)
})

test('who hides the own name while a look is under way, which has seen it, is hidden for the next who asks', async () => {
  const { db } = database
  const { slug, id } = await signedCampaign()
  const { live, pass } = openLive()
  await live.find(slug)

  pass(11_000)
  await db.updateTable('campaigns').set({ version: sql`version + 1` }).where('id', '=', id).execute()
  let early: ReturnType<typeof live.find> | undefined
  await db.transaction().execute(async (locked) => {
    // A changed campaign's news are read after its people: there the look waits while the name is hidden.
    await sql`lock table updates in access exclusive mode`.execute(locked)
    early = live.find(slug)
    const isWaiting = async () => {
      const query = sql<{ waiting: boolean }>`
        select exists (select from pg_locks where relation = 'updates'::regclass and not granted) as waiting`
      return (await query.execute(db)).rows[0]?.waiting
    }
    while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 5))
    await hideAll(id)
    live.peopleChanged(id)
  })
  expect((await early)?.newest).toHaveLength(1)
  expect((await live.find(slug))?.newest).toEqual([])
})
