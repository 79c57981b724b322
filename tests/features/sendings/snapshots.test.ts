import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../server/db/index.ts'
import { listFigures, type OfficeFigures } from '../../../server/features/sendings/figures.ts'
import { together } from '../../../server/features/sendings/public-record.ts'
import { openCampaign } from './letters-on-their-way.ts'
import { putLetters } from './many-letters.ts'

const SNAPSHOTS = 1000

let opened: Awaited<ReturnType<typeof openCampaign>>
beforeAll(async () => {
  opened = await openCampaign()
})
afterAll(() => opened.close())

/** The same chances in every run. */
const chances = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

const cellsOf = ({ sent, registered, answered, kinds }: OfficeFigures) => ({ sent, registered, answered, ...kinds })

test('whoever compares a thousand snapshots sees steps of ten, and never what one person did', async () => {
  const { db, campaign, offices } = opened
  const [watched = '', quiet = ''] = offices.map(({ office_id }) => office_id)
  const chance = chances(76)
  const waiting: string[] = []
  const lastRise: Record<string, number> = {}
  let before: Record<string, number | null> = {}
  let events = 0

  const write = async () =>
    waiting.push(...(await putLetters(db, { campaignId: campaign.id, officeId: watched, count: 1 })))
  const answer = async (writerId: string) => {
    const values = { state: 'answered', registered_on: '2026-03-03', answered_on: '2026-03-20' } as const
    const letter = await db
      .updateTable('sendings')
      .set(values)
      .where('writer_id', '=', writerId)
      .returning('id')
      .executeTakeFirstOrThrow()
    const [kind, id] = [chance() < 0.9 ? ('refused' as const) : ('granted' as const), newId()]
    const answered = {
      id,
      sending_id: letter.id,
      received_on: '2026-03-20',
      kind,
      state: 'waiting' as const,
      sealed: Buffer.from(''),
    }
    const empty = { file_name: null, file_type: null, file_sealed: null, public_text: null }
    await db
      .insertInto('answers')
      .values({ ...answered, ...empty })
      .execute()
  }

  await putLetters(db, { campaignId: campaign.id, officeId: quiet, count: 9, registered: true, answeredAfter: 3 })
  for (let snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
    const writerId = chance() < 0.45 ? waiting.shift() : undefined
    await (writerId ? answer(writerId) : write())
    events++
    const rows = await listFigures(db, { campaignId: campaign.id }, '2026-06-01')
    expect(rows.map(({ office }) => office.id)).toEqual(rows.length ? [watched] : [])
    const [row] = rows
    if (!row) continue

    expect(together(rows)).toMatchObject({ sent: row.sent, answered: row.answered, registered: row.registered })
    const cells = cellsOf(row)
    for (const [name, value] of Object.entries(cells)) {
      const was = before[name] ?? null
      expect((value ?? 10) % 10).toBe(0)
      if ((value ?? 0) <= (was ?? 0)) continue
      expect(value).toBe((was ?? 0) + 10)
      expect(events - (lastRise[name] ?? 0)).toBeGreaterThanOrEqual(10)
      lastRise[name] = events
    }
    before = cells
  }
  expect(before.sent).toBeGreaterThan(400)
  expect(before.answered).toBeGreaterThan(200)
}, 120_000)
