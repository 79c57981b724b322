import { afterAll, beforeAll, expect, test } from 'vitest'
import { allocate, DAILY_SHARE, type OfficeLoad } from '../../../server/features/sendings/allocation.ts'
import { demo } from '../../site.ts'
import { openWriters } from './writer.ts'

let here: Awaited<ReturnType<typeof openWriters>>
beforeAll(async () => {
  here = await openWriters()
})
afterAll(() => here.site.close())

const loads = (recent: number[], today: number[] = []): OfficeLoad[] =>
  recent.map((count, index) => ({ key: `office-${index}`, recent: count, today: today[index] ?? 0 }))

test('an office with fewer letters comes before one with many, whoever looks', () => {
  for (let person = 0; person < 50; person++) {
    const order = allocate(loads([40, 0, 9, 2]), `person ${person}`).map(({ key }) => key)
    expect(order).toEqual(['office-1', 'office-3', 'office-2', 'office-0'])
  }
})

test('people spread over offices in equal need, and each sees the same whenever they look', () => {
  const first = new Map<string, number>()
  for (let person = 0; person < 1000; person++) {
    const order = allocate(loads([0, 0, 0, 0, 0]), `person ${person}`)
    expect(allocate(loads([0, 0, 0, 0, 0]), `person ${person}`)).toEqual(order)
    first.set(order[0]?.key ?? '', (first.get(order[0]?.key ?? '') ?? 0) + 1)
  }
  expect([...first.values()].every((people) => people > 140 && people < 260)).toBe(true)
})

test('an office that has had today’s share is left for tomorrow', () => {
  const order = allocate(loads([DAILY_SHARE, 500], [DAILY_SHARE, 3]), 'anybody')
  expect(order).toEqual([
    { key: 'office-1', when: 'now' },
    { key: 'office-0', when: 'tomorrow' },
  ])
})

test('a thousand who each take the first office leave no office with twice the letters of another', () => {
  const letters = loads(Array<number>(8).fill(0))
  for (let person = 0; person < 1000; person++) {
    const [next] = allocate(letters, `person ${person}`)
    const office = letters.find(({ key }) => key === next?.key)
    if (office) office.recent += 1
  }
  const counts = letters.map(({ recent }) => recent)
  expect(Math.max(...counts)).toBeLessThan(2 * Math.min(...counts))
})

const board = (query = '') => here.get(`/en/campaigns/${demo}/board${query}`)
const officesOn = ({ text }: { text: string }) =>
  [...text.matchAll(/\/board\/([\w-]+)(?:\?[^"]*)?"/g)].map(([, key]) => key)

test('the board shows whom one can reach: from abroad fewer, without a working channel nobody', async () => {
  const everybody = officesOn(await board())
  const fromAbroad = officesOn(await board('?from=abroad'))
  expect(everybody.length).toBeGreaterThan(5)
  expect(fromAbroad.length).toBeGreaterThan(0)

  const { key, office_id } = await here.site.db
    .selectFrom('addressees')
    .select(['key', 'office_id'])
    .where('key', '=', 'prosecutor')
    .executeTakeFirstOrThrow()
  await here.site.db.updateTable('channels').set({ state: 'failing' }).where('office_id', '=', office_id).execute()
  expect(officesOn(await board())).not.toContain(key)
  await here.site.db.updateTable('channels').set({ state: 'working' }).where('office_id', '=', office_id).execute()
  await here.site.db.updateTable('channels').set({ residents_only: true }).where('office_id', '=', office_id).execute()
  expect(officesOn(await board())).toContain(key)
  expect(officesOn(await board('?from=abroad'))).not.toContain(key)
})

test('a letter that is taken on moves the office down, and one that stays unsent three days lets it up again', async () => {
  here.clock.now = new Date('2026-03-02T09:00:00Z')
  for (let letter = 0; letter < 8; letter++) await here.claim({}, 'president')
  const last = (page: { text: string }) => officesOn(page).at(-1)
  expect(last(await board())).toBe('president')
  here.clock.now = new Date('2026-03-06T09:00:00Z')
  const days = new Set<string | undefined>()
  for (let day = 6; day < 20; day++) {
    here.clock.now = new Date(`2026-03-${String(day).padStart(2, '0')}T09:00:00Z`)
    days.add(last(await board()))
  }
  expect(days.size).toBeGreaterThan(1)
  here.clock.now = new Date('2026-03-02T09:00:00Z')
})

test('no figure tells of fewer than ten people, and none tells of one letter more', async () => {
  const standing = async () =>
    / (?:More than|Only a few) .*?<\/p>|<p>(More than [^<]*|Only a few [^<]*)<\/p>/.exec((await board()).text)?.[1]
  for (let writer = 0; writer < 9; writer++) await here.sent(await here.claim({}, 'government'))
  expect(await standing()).toMatch(/^Only a few/)
  const several = await here.claim({}, 'government')
  await here.sent(several)
  await here.sent(await here.claim({}, 'government'))
  expect(await standing()).toBe('More than 10 letters are waiting for an answer.')
  await here.sent(await here.claim({}, 'government'))
  expect(await standing()).toBe('More than 10 letters are waiting for an answer.')
})

test('an unknown campaign or office has no board, and no cookie is set anywhere', async () => {
  expect((await here.get('/en/campaigns/nothing/board')).status).toBe(404)
  expect((await here.get(`/en/campaigns/${demo}/board/nobody`)).status).toBe(404)
  expect((await here.post(`/en/campaigns/${demo}/letters/nobody/sent`)).status).toBe(404)
  const page = await board()
  expect(page.headers.getSetCookie()).toEqual([])
  expect(page.headers.get('cache-control')).toContain('private')
})
