import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../../resilience/server-process.ts'
import { withDatabase } from '../../resilience/stored-signatures.ts'
import { demo } from '../../site.ts'
import { temporaryFolder } from '../../temporary.ts'

const ROUNDS = 4
const WRITERS = 40

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder('killed-writers')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Tells of a letter as sent; where the letter is to be found, undefined where no answer came. */
const tell = async (url: string, key: string): Promise<string | undefined> => {
  const form = { resident: 'yes', channel: 'email', sent_on: '2026-03-02', key }
  try {
    const init = { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) } as const
    const answer = await fetch(`${url}/en/campaigns/${demo}/letters/president/sent`, init)
    return answer.headers.get('location') ?? undefined
  } catch {
    return undefined
  }
}

test('killed again and again while letters are told of: each is there once and whole, however often it was told', async () => {
  const keys = Array.from({ length: ROUNDS * WRITERS }, () => randomUUID())
  const told = new Map<string, string>()
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer({ DATA_DIR: folder, DEMO: 'true', LOG_LEVEL: 'error' })
    const telling = keys.slice(0, (round + 1) * WRITERS).map(async (key) => {
      const location = await tell(server.url, key)
      if (!location) return
      expect(told.get(key) ?? location).toBe(location)
      told.set(key, location)
    })
    await sleep(60 + round * 60)
    await server.end('SIGKILL')
    await Promise.all(telling)
  }
  const last = await startServer({ DATA_DIR: folder, DEMO: 'true', LOG_LEVEL: 'error' })
  for (const key of keys) {
    const location = await tell(last.url, key)
    expect(told.get(key) ?? location).toBe(location)
  }
  await last.end('SIGTERM')

  await withDatabase(folder, async (db) => {
    const letters = await db.selectFrom('sendings').select(['id', 'writer_id', 'state']).execute()
    const moves = await db.selectFrom('sending_moves').select(['sending_id', 'to_state']).execute()
    expect(letters).toHaveLength(keys.length)
    expect(new Set(letters.map(({ writer_id }) => writer_id)).size).toBe(keys.length)
    expect(letters.every(({ state }) => state === 'sent')).toBe(true)
    expect(moves).toHaveLength(2 * keys.length)
  })
}, 120_000)
