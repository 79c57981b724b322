import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../server/db/index.ts'
import { listFigures, type OfficeFigures } from '../../../server/features/sendings/figures.ts'
import { PublicRecord, together } from '../../../server/features/sendings/public-record.ts'
import { openCampaign } from './letters-on-their-way.ts'
import { type Alike, putLetters } from './many-letters.ts'

const TODAY = '2026-06-01'

let opened: Awaited<ReturnType<typeof openCampaign>>
beforeAll(async () => {
  opened = await openCampaign()
})
afterAll(() => opened.close())

const officeAt = (place: number) => opened.offices[place]?.office_id ?? ''

/** Puts letters to the office at this place. */
const put = (place: number, alike: Omit<Alike, 'campaignId' | 'officeId'>) =>
  putLetters(opened.db, { campaignId: opened.campaign.id, officeId: officeAt(place), ...alike })

const figures = (today = TODAY) => listFigures(opened.db, { campaignId: opened.campaign.id }, today)

const rowOf = async (place: number): Promise<OfficeFigures | undefined> =>
  (await figures()).find(({ office }) => office.id === officeAt(place))

test('an office has no figures before ten people have written to it, however many letters there are', async () => {
  const [writerId] = await put(0, { count: 1 })
  await put(0, { count: 8 })
  if (!writerId) throw new Error('There is no writer')
  await put(0, { count: 30, writerId })
  expect(await rowOf(0)).toBeUndefined()
  await put(0, { count: 1 })
  expect(await rowOf(0)).toMatchObject({ sent: 10, registered: null, answered: null, overdue: null })
})

test('letters are counted by what became of them', async () => {
  await put(1, { count: 23, registered: true, answeredAfter: 10, kind: 'refused' })
  await put(1, { count: 12, registered: true, answeredAfter: 30, kind: 'granted' })
  await put(1, { count: 9, registered: true, answeredAfter: 50, kind: 'partial' })
  await put(1, { count: 41, registered: true, dueOn: '2026-05-31' })
  await put(1, { count: 15, dueOn: '2026-06-01' })
  await put(1, { count: 14, dueOn: null })
  const row = await rowOf(1)
  expect(row).toMatchObject({ sent: 110, registered: 80, answered: 40, overdue: 40 })
  expect(row?.kinds).toEqual({
    granted: 10,
    partial: null,
    explained: null,
    forwarded: null,
    refused: 20,
    formal: null,
  })
})

test('a letter is overdue from the day after its last', async () => {
  const overdue = async (today: string) =>
    (await figures(today)).find(({ office }) => office.id === officeAt(1))?.overdue
  expect(await overdue('2026-05-31')).toBeNull()
  expect(await overdue('2026-06-01')).toBe(40)
  expect(await overdue('2026-06-02')).toBe(50)
})

test('a writer whose second letter was answered is answered, and not overdue for the first', async () => {
  const writers = await put(2, { count: 40, dueOn: '2026-04-01' })
  expect(await rowOf(2)).toMatchObject({ sent: 40, overdue: 30, answered: null })
  for (const writerId of writers.slice(0, 20))
    await put(2, { count: 1, writerId, sentOn: '2026-04-02', answeredAfter: 9, kind: 'formal' })
  const row = await rowOf(2)
  expect(row).toMatchObject({ sent: 40, answered: 20, overdue: 10, medianDays: 40 })
  expect(row?.kinds.formal).toBe(10)
})

test('drafts, and what waits, bounced or was cancelled, are no letters sent', async () => {
  await put(3, { count: 30 })
  const ids = await opened.db.selectFrom('sendings').select('id').where('office_id', '=', officeAt(3)).execute()
  const states = ['drafted', 'queued', 'held', 'bounced', 'cancelled'] as const
  for (const [index, { id }] of ids.slice(0, 15).entries())
    await opened.db
      .updateTable('sendings')
      .set({ state: states[index % states.length] ?? 'drafted' })
      .where('id', '=', id)
      .execute()
  expect(await rowOf(3)).toMatchObject({ sent: 10 })
})

test('the median is of the answers that the count tells of, in the order in which they came', async () => {
  await put(4, { count: 12, answeredAfter: 10 })
  await put(4, { count: 30, answeredAfter: 50 })
  const before = await rowOf(4)
  expect(before).toMatchObject({ sent: 40, answered: 30, medianDays: 50 })
  await put(4, { count: 7, answeredAfter: 90 })
  expect((await rowOf(4))?.days).toEqual(before?.days)
})

test('what all come to is the sum of what is shown, so that no office that is hidden can be computed from it', async () => {
  const rows = await figures()
  const all = together(rows)
  for (const few of [1, 3, 5]) {
    await put(5, { count: few, registered: true, dueOn: '2026-05-01' })
    expect(await figures()).toEqual(rows)
    expect(together(await figures())).toEqual(all)
  }
  await put(5, { count: 1 })
  expect(together(await figures()).sent).toBe((all.sent ?? 0) + 10)
})

test('an office by its campaigns says nothing that the campaigns do not say', async () => {
  const ofOffice = await listFigures(opened.db, { officeId: officeAt(1) }, TODAY)
  expect(ofOffice).toEqual([await rowOf(1)])
})

test('a campaign that is a draft has no figures anywhere', async () => {
  const state = (to: 'draft' | 'open') =>
    opened.db.updateTable('campaigns').set({ state: to }).where('id', '=', opened.campaign.id).execute()
  await state('draft')
  expect(await figures()).toEqual([])
  expect(await listFigures(opened.db, { officeId: officeAt(1) }, TODAY)).toEqual([])
  await state('open')
})

test('figures are computed once an hour, however often they are asked for, and again after a failure', async () => {
  let now = new Date('2026-06-01T10:05:00Z')
  const record = new PublicRecord({ db: opened.db, now: () => now })
  const [first, second] = await Promise.all([
    record.ofCampaign(opened.campaign.id),
    record.ofCampaign(opened.campaign.id),
  ])
  expect(second).toBe(first)
  await put(6, { count: 20 })
  now = new Date('2026-06-01T10:59:59Z')
  expect(await record.ofCampaign(opened.campaign.id)).toBe(first)

  now = new Date('2026-06-01T11:00:00Z')
  const later = await record.ofCampaign(opened.campaign.id)
  expect(later.asOf).toEqual(now)
  expect(later.rows.length).toBe(first.rows.length + 1)
  await expect(record.ofCampaign('not an id')).rejects.toThrow()
  await expect(record.ofCampaign('not an id')).rejects.toThrow()
  expect(await record.ofCampaign(newId())).toMatchObject({ rows: [] })
})
