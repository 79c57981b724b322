import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../server/db/index.ts'
import { inProject } from '../../server/paths.ts'
import { openDatabase, type TestDatabase } from '../database.ts'
import { temporaryFolder } from '../temporary.ts'

let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await openDatabase()
  folder = await temporaryFolder('migrations')
  await cp(inProject('migrations'), folder, { recursive: true })
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const add = (name: string, statements: string) => writeFile(join(folder, `${name}.sql`), statements)

const tableExists = async (name: string) => {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${name}) is not null as found`.execute(database.db)
  return rows[0]?.found
}

test('what is applied already is not applied again', async () => {
  expect(await migrate(database.db)).toEqual([])
})

test('new migrations are applied in the order of their names, and named', async () => {
  await add('9002_second', 'insert into first values (1)')
  await add('9001_first', 'create table first (id int4)')

  expect(await migrate(database.db, folder)).toEqual(['9001_first', '9002_second'])
})

test('a migration that fails leaves nothing, and those before it stay', async () => {
  await add('9001_good', 'create table good (id int4)')
  await add('9002_bad', 'create table bad (id int4); insert into nowhere values (1)')

  const failure = await migrate(database.db, folder).catch((error: Error) => error)

  expect(failure).toMatchObject({ message: 'Migration 9002_bad failed', cause: { code: '42P01' } })
  expect(await tableExists('good')).toBe(true)
  expect(await tableExists('bad')).toBe(false)

  await add('9002_bad', 'create table bad (id int4)')
  expect(await migrate(database.db, folder)).toEqual(['9002_bad'])
})

test('a database that is newer than the code is refused', async () => {
  await add('9001_future', 'create table future (id int4)')
  await migrate(database.db, folder)

  await expect(migrate(database.db)).rejects.toThrow(/9001_future is missing/)
})

test('two processes that migrate at once apply each migration once', async () => {
  await add('9001_first', 'create table first (id int4)')
  await add('9002_second', 'create table second (id int4)')

  const applied = await Promise.all([migrate(database.db, folder), migrate(database.db, folder)])

  expect(applied.flat().sort()).toEqual(['9001_first', '9002_second'])
})

test('a migration gives up a lock that it does not get, so that signing goes on', async () => {
  await add('9001_locked', 'alter table campaigns add column extra int4')

  await database.db.transaction().execute(async (reader) => {
    await sql`select from campaigns`.execute(reader)
    await expect(migrate(database.db, folder)).rejects.toMatchObject({ cause: { code: '55P03' } })
  })
})
