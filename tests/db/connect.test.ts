import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assertDurable, connect, isDatabaseAway } from '../../server/db/index.ts'
import { prepared } from '../../server/db/prepared.ts'
import { openDatabase, type TestDatabase } from '../database.ts'
import { withClient } from '../postgres.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

test('int8 arrives as a number, date as a string, timestamptz as a Date', async () => {
  const { rows } = await sql`
    select 9007199254740991::int8 as large, '2026-03-02'::date as day, '2026-03-02 10:00+05'::timestamptz as moment
  `.execute(database.db)

  expect(rows).toEqual([{ large: 9_007_199_254_740_991, day: '2026-03-02', moment: new Date('2026-03-02T05:00Z') }])
})

test('an int8 too large for a number is refused, and not rounded', async () => {
  await expect(sql`select 9007199254740993::int8`.execute(database.db)).rejects.toThrow(/9007199254740993 is too large/)
})

test('a connection that breaks while idle is reported, and the next query opens another', async () => {
  const broken: Error[] = []
  const db = connect(database.url, { max: 1, onError: (error) => broken.push(error) })
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)

  await withClient(database.url, (client) => client.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
  await expect.poll(() => broken.length).toBeGreaterThan(0)

  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await db.destroy()
})

test('a connection that breaks within a transaction fails the transaction, and not the process', async () => {
  const broken = database.db.transaction().execute(async (db) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
    await withClient(database.url, (client) => client.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sql`select 1`.execute(db)
  })

  await expect(broken).rejects.toThrow()
  expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
})

test('a query that hangs is given up, and its connection is not lent again', async () => {
  const db = connect(database.url, { max: 1, queryTimeout: 200 })
  await sql`select 1`.execute(db)

  const error = await sql`select pg_sleep(20)`.execute(db).catch((error: unknown) => error)
  expect(error).toMatchObject({ message: 'Query timeout: no answer in 200 ms' })
  expect(isDatabaseAway(error)).toBe(true)

  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await db.destroy()
})

test('what a query carried can go as soon as it is answered, without a collection of the whole heap', async () => {
  setFlagsFromString('--expose-gc')
  const collectYoung = () => runInNewContext('gc')({ type: 'minor' })
  const db = connect(database.url, { max: 1 })
  const ask = async (times: number) => {
    for (let time = 1; time <= times; time++) {
      await sql`select length(${Buffer.alloc(6_000)}::bytea)`.execute(db)
      if (time % 20 === 0) collectYoung()
    }
    collectYoung()
    collectYoung()
  }
  await ask(100)
  const before = process.memoryUsage().arrayBuffers

  await ask(1_000)

  expect((process.memoryUsage().arrayBuffers - before) / 6_000).toBeLessThan(100)
  await db.destroy()
})

const addOne = (value: number) => sql<{ sum: number }>`${prepared('add-one')} select ${value}::int4 + 1 as sum`
const countPlans = sql<{ count: number }>`select count(*) as count from pg_prepared_statements where name = 'add-one'`

test('a prepared statement is planned once a connection and runs with each value', async () => {
  const db = connect(database.url, { max: 1 })
  const sums = [(await addOne(1).execute(db)).rows, (await addOne(41).execute(db)).rows]

  expect(sums).toEqual([[{ sum: 2 }], [{ sum: 42 }]])
  expect((await countPlans.execute(db)).rows).toEqual([{ count: 1 }])
  await db.destroy()
})

test('where a pooler has swapped the connection, the statement still runs, and is prepared no more', async () => {
  const db = connect(database.url, { max: 1 })
  await addOne(1).execute(db)
  await sql`deallocate all`.execute(db)

  expect((await addOne(41).execute(db)).rows).toEqual([{ sum: 42 }])
  expect((await addOne(42).execute(db)).rows).toEqual([{ sum: 43 }])
  expect((await countPlans.execute(db)).rows).toEqual([{ count: 0 }])
  await db.destroy()
})

test('a database that is away is reported within four seconds', async () => {
  const db = connect('postgres://nobody@localhost/none?host=/tmp/otklik-where-no-socket-is')
  const begun = Date.now()

  await expect(sql`select 1`.execute(db)).rejects.toThrow()

  expect(Date.now() - begun).toBeLessThan(4_000)
  await db.destroy()
})

test('a server that does not wait for the disk is refused by name', async () => {
  await expect(assertDurable(database.db)).rejects.toThrow('fsync, full_page_writes, synchronous_commit is off')
})

test('a database in which commits alone do not wait is refused too', async () => {
  const own = connect(`${database.url}&options=-c%20synchronous_commit%3Doff`, { max: 1 })

  await expect(assertDurable(own)).rejects.toThrow('synchronous_commit')
  await own.destroy()
})
