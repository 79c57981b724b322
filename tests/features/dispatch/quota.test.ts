import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeLetters } from '../../../server/features/dispatch/take-letters.ts'
import { hoursOf, workingTimeLeft } from '../../../server/features/dispatch/working-hours.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { type Office, openDispatch, queueMany } from './queue.ts'

const HOUR = 3_600_000
const LONGEST_WAY = 120_000
/** A Monday, and in Kazakhstan a day off for International Women’s Day, which is a Sunday. */
const start = new Date('2026-03-09T03:00:00Z')
const vault = testVault()

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

/** The same numbers each time (mulberry32). */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

/** The most that came within any sixty minutes. */
const most = (arrivals: number[]) => {
  const times = [...arrivals].sort((a, b) => a - b)
  let [first, highest] = [0, 0]
  for (let last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= HOUR) first++
    highest = Math.max(highest, last - first + 1)
  }
  return highest
}

/** Takes what is due, at each moment that something is, until nothing waits; at every tenth, processes race for it. */
const runUntilEmpty = async (processes: number) => {
  const { db } = database
  const random = seeded(7)
  const departures: { office: string; at: number; arrived: number }[] = []
  const officeOf = new Map(
    (
      await db.selectFrom('deliveries').select(['sending_id', 'office_id']).where('stage', '=', 'waiting').execute()
    ).map(({ sending_id, office_id }) => [sending_id, office_id]),
  )
  let now = start
  let moments = 0
  while (departures.length < officeOf.size) {
    const racing = Array.from({ length: moments++ % 10 === 0 ? processes : 1 })
    const taken = (await Promise.all(racing.map(() => takeLetters(db, { now, random })))).flat()
    for (const { sendingId } of taken) {
      const arrived = now.getTime() + LONGEST_WAY * random()
      departures.push({ office: officeOf.get(sendingId) ?? '', at: now.getTime(), arrived })
    }
    if (departures.length < officeOf.size) now = await nextMoment(now)
  }
  return departures
}

const pausesOf = (departures: { at: number }[]) =>
  departures.slice(1).map(({ at }, index) => at - (departures[index]?.at ?? 0))

const nextMoment = async (now: Date) => {
  const { next } = await database.db
    .selectFrom('office_pace')
    .select((row) => row.fn.min('next_at').as('next'))
    .where('next_at', '>', now)
    .executeTakeFirstOrThrow()
  if (!next) throw new Error('Letters wait, and nothing is planned')
  return new Date(next)
}

test('10,000 queued letters never exceed the quota of a mailbox in any hour, in working hours, spread over them', async () => {
  const { db } = database
  const zone = { timeZone: 'Asia/Almaty', workingHours: '09:00-18:30' }
  const { campaign, offices } = await openDispatch(db, vault, { offices: 9, quota: 30, ...zone })
  const [one, other] = offices.slice(7)
  if (!one || !other) throw new Error('There are not nine offices')
  const sameMailbox = { en: one.address.toUpperCase(), ru: one.address.replace('@', '+ru@') }
  const ofOther = db.updateTable('channels').where('office_id', '=', other.id)
  await ofOther.set({ address: JSON.stringify(sameMailbox) }).execute()
  const own = offices.slice(0, 7)
  for (const office of own) await queueMany(db, campaign, office, start, 1400)
  for (const office of [one, other]) await queueMany(db, campaign, office, start, 100)
  await sql`analyze deliveries, sendings, campaigns, offices, institutions, writers`.execute(db)

  const departures = await runUntilEmpty(2)
  expect(departures.length).toBe(10_000)
  const institution = { time_zone: zone.timeZone, working_hours: zone.workingHours, answer_rule: null, country: 'KZ' }
  const hours = hoursOf(institution, start)
  expect(departures.filter(({ at }) => workingTimeLeft(hours, new Date(at)) === 0)).toEqual([])
  const fromTo = (...to: Office[]) => departures.filter(({ office }) => to.some(({ id }) => id === office))
  for (const mailbox of [...own.map((office) => fromTo(office)), fromTo(one, other)]) {
    expect(most(mailbox.map(({ arrived }) => arrived))).toBeLessThanOrEqual(30)
    expect(Math.min(...pausesOf(mailbox))).toBeGreaterThanOrEqual(90_000)
  }
  for (const office of own) {
    expect(fromTo(office).length).toBe(1400)
    const days = new Map<string, number>()
    for (const { at } of fromTo(office)) {
      const day = new Date(at).toISOString().slice(0, 10)
      days.set(day, (days.get(day) ?? 0) + 1)
    }
    expect(Math.min(...[...days.values()].slice(0, 4)) / 9.5).toBeGreaterThan(25)
    expect(new Set(pausesOf(fromTo(office))).size).toBeGreaterThan(1000)
  }
  const firstHours = fromTo(one, other).slice(0, 100)
  expect(firstHours.filter(({ office }) => office === one.id).length).toBeGreaterThan(40)
  expect(firstHours.filter(({ office }) => office === other.id).length).toBeGreaterThan(40)
}, 900_000)
