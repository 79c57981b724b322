import { expect, test } from 'vitest'
import { newId } from '../../server/db/index.ts'

const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

test('an id is a UUIDv7 of the present millisecond', () => {
  const before = Date.now()
  const id = newId()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(timeOf(id)).toBeGreaterThanOrEqual(before)
  expect(timeOf(id)).toBeLessThanOrEqual(Date.now() + 1)
})

test('ids rise and never repeat, many in a millisecond and over the counter too', () => {
  const now = Date.now() + 1000
  const ids = Array.from({ length: 20_000 }, () => newId(now))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('a clock that steps back does not take the ids with it', () => {
  const now = Date.now() + 60_000
  const ids = [newId(now), newId(now - 30_000), newId(now - 1), newId(now + 1000)]
  expect(ids.toSorted()).toEqual(ids)
})

test('the random bits differ between ids and spread over both halves', () => {
  const tails = Array.from(
    { length: 2000 },
    () => BigInt(`0x${newId().slice(19).replace('-', '')}`) & ((1n << 62n) - 1n),
  )
  for (let bit = 0n; bit < 62n; bit++) {
    const ones = tails.filter((tail) => (tail >> bit) & 1n).length
    expect(ones).toBeGreaterThan(800)
    expect(ones).toBeLessThan(1200)
  }
})
