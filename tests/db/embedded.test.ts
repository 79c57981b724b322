import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findBinaries, linkLibraries } from '../../server/db/embedded/binaries.ts'
import { startEmbedded } from '../../server/db/embedded.ts'
import { assertDurable, connect } from '../../server/db/index.ts'
import { temporaryFolder } from '../temporary.ts'
import { end, openFolder, postmasterPid, query } from './cluster-folder.ts'

const keepRow = (url: string) => query(url, 'create table kept as select 1 as id')
const keptRows = (url: string) => query<{ id: number }>(url, 'select id from kept')

test('a cluster is made where there is none, waits for the disk, and keeps its rows when it is started again', async () => {
  const { start } = await openFolder()
  const first = await start()
  const db = connect(first.url)
  await assertDurable(db)
  await db.destroy()
  await keepRow(first.url)
  await first.stop()

  const second = await start()

  expect(second.adopted).toBe(false)
  expect(await keptRows(second.url)).toEqual([{ id: 1 }])
})

test('the program is no superuser of its database', async () => {
  const { start } = await openFolder()
  const { url } = await start()

  expect(await query(url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([{ rolsuper: false }])
})

test('PostgreSQL that a killed process has left is adopted', async () => {
  const { dataDir, start, startProcess } = await openFolder()
  const killed = await startProcess()
  await keepRow(killed.url)
  const pid = await postmasterPid(dataDir)
  await end(killed.child, 'SIGKILL')

  const next = await start()

  expect(next.adopted).toBe(true)
  expect(await postmasterPid(dataDir)).toBe(pid)
  expect(await keptRows(next.url)).toEqual([{ id: 1 }])
  await next.stop()
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)
})

test('PostgreSQL that is killed is started again within ten seconds, and nothing acknowledged is lost', async () => {
  const { dataDir, start } = await openFolder()
  const { url } = await start()
  const db = connect(url)
  await query(url, 'create table kept (id int4 primary key)')
  let acknowledged = 0
  const insertUntilItBreaks = async () => {
    for (;;) {
      await query(url, 'insert into kept values ($1)', [acknowledged + 1])
      acknowledged += 1
    }
  }
  const broken = expect(insertUntilItBreaks()).rejects.toThrow()
  await expect.poll(() => acknowledged).toBeGreaterThan(20)

  process.kill(await postmasterPid(dataDir), 'SIGKILL')
  await broken

  await expect.poll(() => query(url, 'select 1').catch(() => 'away'), { timeout: 10_000 }).not.toBe('away')
  expect((await keptRows(url)).length).toBeGreaterThanOrEqual(acknowledged)
  await assertDurable(db)
  await db.destroy()
})

test('two processes share one folder, and the last one to leave stops PostgreSQL', async () => {
  const { dataDir, start, startProcess } = await openFolder()
  const [here, there] = await Promise.all([start(), startProcess()])
  expect([here.adopted, there.adopted].sort()).toEqual([false, true])

  await here.stop()
  expect(await query(there.url, 'select 1 as one')).toEqual([{ one: 1 }])

  await end(there.child, 'SIGTERM')
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)
})

test('what a killed first start has left is cleared away', async () => {
  const { dataDir, start } = await openFolder()
  const draft = `${dataDir}.draft-999999999-abcd`
  await mkdir(join(draft, 'base'), { recursive: true })
  await writeFile(join(draft, 'PG_VERSION'), '18\n')

  const { url } = await start()

  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(existsSync(draft)).toBe(false)
})

test('a postmaster.pid that names some other process does not keep PostgreSQL from starting', async () => {
  const { dataDir, start } = await openFolder()
  const first = await start()
  await keepRow(first.url)
  const left = await readFile(join(dataDir, 'postmaster.pid'), 'utf8')
  await first.stop()
  await writeFile(join(dataDir, 'postmaster.pid'), left.replace(/^\d+/, String(process.ppid)))

  expect(await keptRows((await start()).url)).toEqual([{ id: 1 }])
})

test('a folder that others may not enter is no hindrance', async () => {
  const { parent, start } = await openFolder()
  await chmod(parent, 0o700)

  const { url } = await start()

  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a folder that holds something else is refused', async () => {
  const { dataDir, start } = await openFolder()
  await mkdir(dataDir)
  await writeFile(join(dataDir, 'thesis.txt'), 'mine')

  await expect(start()).rejects.toThrow('neither empty nor a database')
  expect(await readFile(join(dataDir, 'thesis.txt'), 'utf8')).toBe('mine')
})

test('the log of the database names nobody', async () => {
  const { dataDir, start } = await openFolder()
  const { url } = await start()
  await query(url, "create table people (email text primary key check (email <> ''), age int4)")
  const insert = 'insert into people values ($1, $2)'
  await query(url, insert, ['ada@example.org', 36])

  await expect(query(url, insert, ['ada@example.org', 36])).rejects.toThrow()
  await expect(query(url, insert, ['ben@example.org', 'ada@example.org'])).rejects.toThrow()
  await expect(query(url, "insert into people values ('ada@example.org', 36)")).rejects.toThrow()

  expect(await readFile(join(dataDir, 'postgresql.log'), 'utf8')).not.toContain('example.org')
})

test('a platform without PostgreSQL in npm is told so, and what to do', async () => {
  const platform = process.platform
  Object.defineProperty(process, 'platform', { value: 'sunos' })
  const failure = await startEmbedded('/nowhere').catch((error: Error) => error)
  Object.defineProperty(process, 'platform', { value: platform })

  expect(String(failure)).toMatch(/No PostgreSQL is packaged for sunos-.*Set DATABASE_URL/)
})

test('links between libraries that npm has left out are made', async () => {
  const folder = await temporaryFolder('links')
  const { postgres } = await findBinaries()
  await cp(resolve(postgres, '../../../scripts'), join(folder, 'scripts'), { recursive: true })
  await mkdir(join(folder, 'native'))
  await writeFile(join(folder, 'native/libpq.so.5.18'), 'library')
  const links = [{ source: 'native/libpq.so.5.18', target: 'native/libpq.so.5' }]
  await writeFile(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links))

  await linkLibraries(folder, 'postgres')

  expect(await readFile(join(folder, 'native/libpq.so.5'), 'utf8')).toBe('library')
  await rm(folder, { recursive: true })
})
