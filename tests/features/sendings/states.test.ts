import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SendingState } from '../../../server/db/sending-tables.ts'
import { legalMoves, moveSending, sendingStates } from '../../../server/features/sendings/index.ts'
import { openCampaign } from './letters-on-their-way.ts'

let here: Awaited<ReturnType<typeof openCampaign>>
beforeAll(async () => {
  here = await openCampaign()
})
afterAll(() => here.close())

const now = new Date('2026-03-02T10:00:00Z')

const stateOf = async (id: string) =>
  (await here.db.selectFrom('sendings').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

const movesOf = (id: string) =>
  here.db
    .selectFrom('sending_moves')
    .select(['from_state', 'to_state', 'reason'])
    .where('sending_id', '=', id)
    .orderBy('moved_at')
    .execute()

/** A repeatable sequence of numbers in [0, 1). */
const dice = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
  return seed / 4_294_967_296
}

const pick = <One>(from: One[], roll: number) => from[Math.floor(roll * from.length)] as One

test('whatever is tried, in whatever order, no letter leaves the table, and its record is the way it went', async () => {
  const roll = dice(20260302)
  for (let walk = 0; walk < 40; walk++) {
    const { id } = await here.draft({ now })
    let state: SendingState = 'drafted'
    const way: (string | null)[] = [null, 'drafted']
    for (let step = 0; step < 14; step++) {
      const to = pick(sendingStates, roll())
      const legal = legalMoves[state].includes(to)
      expect([state, to, await moveSending(here.db, id, to, { now })]).toEqual([state, to, legal])
      if (legal) {
        state = to
        way.push(to)
      }
      expect(await stateOf(id)).toBe(state)
    }
    const moves = await movesOf(id)
    expect([null, ...moves.map((move) => move.to_state)]).toEqual(way)
    expect(moves.map((move) => move.from_state)).toEqual(way.slice(0, -1))
  }
})

test('of twenty who move a letter at once one wins, and it is written down once', async () => {
  for (let round = 0; round < 10; round++) {
    const { id } = await here.draft({ now })
    const targets: SendingState[] = ['sent', 'cancelled']
    const movers = Array.from({ length: 20 }, (_, mover) =>
      moveSending(here.db, id, targets[mover % 2] as SendingState, { now }),
    )
    expect((await Promise.all(movers)).filter(Boolean)).toHaveLength(1)
    expect(await movesOf(id)).toHaveLength(2)
  }
})

test('a refused move changes nothing of what it was to set', async () => {
  const { id } = await here.draft({ now })
  expect(await moveSending(here.db, id, 'registered', { now, set: { registered_on: '2026-03-01' } })).toBe(false)
  const set = { channel: 'post', sent_on: '2026-03-02', clock: JSON.stringify({ rule: 'x' }) } as const
  expect(await moveSending(here.db, id, 'sent', { now, reason: 'by-hand', set })).toBe(true)

  const row = await here.db.selectFrom('sendings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'sent', channel: 'post', sent_on: '2026-03-02', registered_on: null })
  expect(row.clock).toEqual({ rule: 'x' })
  expect((await movesOf(id)).at(-1)).toEqual({ from_state: 'drafted', to_state: 'sent', reason: 'by-hand' })
})

test('a transaction that fails takes the move back with it', async () => {
  const { id } = await here.draft({ now })
  const failing = here.db.transaction().execute(async (trx) => {
    await moveSending(trx, id, 'sent', { now })
    throw new Error('cut')
  })
  await expect(failing).rejects.toThrow('cut')
  expect(await stateOf(id)).toBe('drafted')
  expect(await movesOf(id)).toHaveLength(1)
})

test('no move leads to nowhere: an unknown letter is refused', async () => {
  expect(await moveSending(here.db, '01900000-0000-7000-8000-000000000000', 'sent', { now })).toBe(false)
})

test('the drawing and the table agree on the ends', () => {
  const ends = sendingStates.filter((state) => legalMoves[state].length === 0)
  expect(ends).toEqual(['answered', 'cancelled'])
})
