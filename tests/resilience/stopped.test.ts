import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isHeld } from '../../server/db/embedded/postmaster.ts'
import { demo } from '../site.ts'
import { temporaryFolder } from '../temporary.ts'
import { launch, startServer } from './server-process.ts'
import { signUnderLoad, untilAcknowledged } from './signing-load.ts'
import { readSignatures, vaultOf, withDatabase } from './stored-signatures.ts'

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder('stopped')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = () => startServer({ DATA_DIR: folder, DEMO: 'true', LOG_LEVEL: 'info' })

test('told to stop while 64 sign at once: every form that it took is answered and stored, and Postgres stops too', async () => {
  const server = await start()
  const load = signUnderLoad(server.url, 64)
  await untilAcknowledged(load, 300)
  const { code } = await server.end('SIGTERM')
  await load.done

  expect(code).toBe(0)
  expect([...new Set(load.failures)]).toEqual(['ECONNREFUSED'])
  expect(load.otherAnswers).toEqual([])
  expect(await isHeld(join(folder, 'postgres'))).toBe(false)
  await withDatabase(folder, async (db) => {
    const { people, counted, summed } = await readSignatures(db, vaultOf(folder))
    expect(people.map(({ email }) => email).sort()).toEqual([...load.acknowledged].sort())
    expect(counted).toEqual(summed)
  })
}, 60_000)

test('visitors who connect and say nothing, or half of it, do not keep it from stopping in order', async () => {
  const server = await start()
  const { hostname, port } = new URL(server.url)
  const head = `POST /en/campaigns/${demo}/signatures HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n`
  const silent = ['', head, `${head}content-type: application/x-www-form-urlencoded\r\n\r\nname=`]
  const sockets = await Promise.all(
    silent.map(async (bytes) => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      await once(socket, 'connect')
      socket.write(bytes)
      return socket
    }),
  )
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const began = Date.now()
  const { code } = await server.end('SIGTERM')
  expect(code).toBe(0)
  expect(Date.now() - began).toBeLessThan(15_000)
  expect(await isHeld(join(folder, 'postgres'))).toBe(false)
  for (const socket of sockets) socket.destroy()
}, 60_000)

test('told to stop while it starts, it stops in order as soon as it has', async () => {
  const { child, ended } = launch('main.js', [], { DATA_DIR: folder, PORT: '0', DEMO: 'true' })
  while (!(await isHeld(join(folder, 'postgres')))) await sleep(5)
  child.kill('SIGTERM')
  const { code, output } = await ended
  expect(code, output).toBe(0)
  expect(await isHeld(join(folder, 'postgres'))).toBe(false)
}, 60_000)
