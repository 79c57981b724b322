import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  binaryBooleans,
  binaryBytes,
  binarySmallints,
  binaryTexts,
  binaryTimes,
  binaryUuids,
} from '../../server/db/binary-arrays.ts'
import { openDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const uuids = ['00000000-0000-0000-0000-000000000000', '019aa7f2-1c3d-7abc-8def-0123456789ab']
const times = [
  '0001-01-01T00:00:00.000Z',
  '1999-12-31T23:59:59.999Z',
  '2000-01-01T00:00:00.001Z',
  '2026-11-22T01:02:03Z',
]
const texts = ['', 'Айгерім Сәрсенова', '«ёлочки», {braces}, "quotes", \\', '👩‍👧 ok', 'NULL', 'x'.repeat(5_000)]

const cases: { type: string; values: unknown[]; array: RawBuilder<unknown> }[] = [
  { type: 'text', values: [...texts, null], array: sql`${binaryTexts([...texts, null])}::text[]` },
  { type: 'uuid', values: [null, ...uuids], array: sql`${binaryUuids([null, ...uuids])}::uuid[]` },
  {
    type: 'bytea',
    values: [Buffer.alloc(0), Buffer.from([0, 255, 92, 10]), null],
    array: sql`${binaryBytes([Buffer.alloc(0), Buffer.from([0, 255, 92, 10]), null])}::bytea[]`,
  },
  { type: 'boolean', values: [true, false, null], array: sql`${binaryBooleans([true, false, null])}::boolean[]` },
  {
    type: 'smallint',
    values: [0, -32_768, 32_767, null],
    array: sql`${binarySmallints([0, -32_768, 32_767, null])}::smallint[]`,
  },
  {
    type: 'timestamptz',
    values: [...times.map((time) => new Date(time)), null],
    array: sql`${binaryTimes([...times.map((time) => new Date(time)), null])}::timestamptz[]`,
  },
  { type: 'text, and none of it', values: [], array: sql`${binaryTexts([])}::text[]` },
]

test.each(cases)('an array of $type arrives as it was', async ({ values, array }) => {
  const { rows } = await sql<{ value: unknown }>`select value from unnest(${array}) as value`.execute(database.db)

  expect(rows.map(({ value }) => value)).toEqual(values)
})

test('a UUID in capitals is the same', async () => {
  const capitals = uuids.map((uuid) => uuid.toUpperCase())
  const { rows } = await sql<{
    value: string
  }>`select value from unnest(${binaryUuids(capitals)}::uuid[]) as value`.execute(database.db)
  expect(rows.map(({ value }) => value)).toEqual(uuids)
})

test('what does not fit is refused before it is sent', () => {
  expect(() => binarySmallints([32_768])).toThrow(RangeError)
  expect(() => binaryTimes([new Date('never')])).toThrow(RangeError)
})
