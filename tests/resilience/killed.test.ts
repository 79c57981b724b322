import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.ts'
import { startServer } from './server-process.ts'
import { signUnderLoad, untilAcknowledged } from './signing-load.ts'
import { readSignatures, vaultOf, withDatabase } from './stored-signatures.ts'

const ROUNDS = 4
const CONNECTIONS = 64

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder('killed')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Kept {
  to: string
  messageId: string
}

const keptMails = async (): Promise<Kept[]> => {
  const mails = join(folder, 'mail')
  const files = (await readdir(mails)).filter((file) => file.endsWith('.json'))
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(mails, file), 'utf8')) as Kept))
}

test('killed again and again while 64 sign at once: what was acknowledged is stored, once, counted, and mailed', async () => {
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer({ DATA_DIR: folder, DEMO: 'true', LOG_LEVEL: 'error' })
    const load = signUnderLoad(server.url, CONNECTIONS)
    await untilAcknowledged(load, 150)
    await sleep(100 + round * 70)
    expect((await server.end('SIGKILL')).signal).toBe('SIGKILL')
    await load.done
    expect(load.otherAnswers).toEqual([])
    for (const email of load.acknowledged) acknowledged.add(email)
    for (const email of load.sent) sent.add(email)
  }

  await withDatabase(folder, async (db) => {
    const { people, promised, counted, summed, keyOf } = await readSignatures(db, vaultOf(folder))
    const stored = new Set(people.map(({ address_key }) => address_key.toString('hex')))
    expect([...acknowledged].filter((email) => !stored.has(keyOf(email)))).toEqual([])
    expect(stored.size).toBe(people.length)
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length)
    expect(people.filter(({ email }) => !sent.has(email))).toEqual([])
    expect(counted).toEqual(summed)

    const kept = await keptMails()
    const mailed = new Set(kept.map(({ to }) => to))
    expect(people.filter(({ id, email }) => !promised.has(id) && !mailed.has(email))).toEqual([])
    expect(new Set(kept.map(({ messageId }) => messageId)).size).toBe(mailed.size)
  })
}, 120_000)
