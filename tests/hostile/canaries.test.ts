import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ended, startServer } from '../resilience/server-process.ts'
import { withDatabase } from '../resilience/stored-signatures.ts'
import { demo } from '../site.ts'
import { temporaryFolder } from '../temporary.ts'
import { postForm, postJson, sendRaw, signingForm } from './requests.ts'

const name = 'Zerubbabel Quixwood'
const email = 'zq.canary@birdcage.example'
const city = 'Nighcaster'
const comment = 'The heron told me seventeen'
const networkAddress = '198.51.100.77'

let folder: string
let ended: Ended
const tokens: string[] = []
beforeAll(async () => {
  folder = await temporaryFolder('canaries')
  ended = await liveThrough()
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Kept {
  to: string
  text: string
}

/** A server that is told everything, does everything with it, and is treated badly. */
const liveThrough = async (): Promise<Ended> => {
  const server = await startServer({ DATA_DIR: folder, DEMO: 'true', LOG_LEVEL: 'debug', TRUST_PROXY: '127.0.0.1' })
  const forwarded = {
    'x-forwarded-for': networkAddress,
    cookie: 'a=canary-cookie',
    referer: 'https://canary.example/r',
  }
  const at = (path: string) => `${server.url}/en${path}`
  const signing = at(`/campaigns/${demo}/signatures`)
  const form = signingForm(email, { name, city, comment })
  await postForm(signing, form, forwarded)
  await postForm(signing, { ...form, country: 'nowhere' }, forwarded)
  await postJson(signing, `{"name":"${name}","email":"${email}"`, forwarded)
  await postForm(signing, { ...form, name: `${name}\u0000` }, forwarded)
  await postForm(`${signing}?name=${encodeURIComponent(name)}&email=${email}`, 'x'.repeat(70_000), forwarded)
  const letter = { ...form, own_words: comment, address: city, resident: 'no', language: 'en', demands: 'law' }
  for (const file of ['', '.pdf', '.eml', '.txt'])
    await postForm(at(`/campaigns/${demo}/letters/president${file}`), letter)
  await sendRaw(server.url, `GET /en/${email} HTTP/1.1\r\nhost: ${city}\r\n${name}\r\n\r\n`)
  await fetch(at(`/${encodeURIComponent(name)}/%ff`), { headers: forwarded })

  const mail = await untilMailed(server.url)
  tokens.push(...[...mail.text.matchAll(/\/(?:my|confirmations)\/([\w-]{46})/g)].map(([, token = '']) => token))
  for (const token of tokens)
    for (const kind of ['my', 'confirmations']) await fetch(at(`/${kind}/${token}`), { headers: forwarded })
  for (const token of tokens) {
    await postForm(at(`/confirmations/${token}`), {}, forwarded)
    await postForm(at(`/my/${token}/visibility`), { visibility: name }, forwarded)
    await fetch(at(`/my/${token}/export`))
  }
  await breakDatabase(async () => {
    await postForm(signing, { ...form, email: `again.${email}` }, forwarded)
    for (const token of tokens) await fetch(at(`/my/${token}`))
  })
  return server.end('SIGTERM')
}

const untilMailed = async (url: string): Promise<Kept> => {
  for (;;) {
    const kept = (await (await fetch(`${url}/dev/mail.json`)).json()) as Kept[]
    const mail = kept.find(({ to }) => to === email)
    if (mail) return mail
  }
}

/** A constraint that nothing fits: an error of the database that quotes its values, and a failure of ours. */
const breakDatabase = (meanwhile: () => Promise<void>) =>
  withDatabase(folder, async (db) => {
    await sql`alter table signatures add constraint canary check (octet_length(sealed) < 0) not valid`.execute(db)
    await meanwhile()
    await sql`alter table signatures drop constraint canary`.execute(db)
  })

const canaries = () => {
  const words = [name, email, city, comment, 'Quixwood', 'birdcage', 'canary-cookie', 'canary.example', ...tokens]
  return words.flatMap((word) => [word, encodeURIComponent(word), Buffer.from(word).toString('hex')])
}

const expectNone = (text: string, more: string[] = []) => {
  const lower = text.toLowerCase()
  for (const canary of [...canaries(), ...more]) {
    const at = lower.indexOf(canary.toLowerCase())
    if (at >= 0) throw new Error(`${canary} is in: ${text.slice(Math.max(0, at - 200), at + 200)}`)
  }
}

test('the server went through all of it, and ended in order', () => {
  expect(tokens).toHaveLength(2)
  expect(ended.code).toBe(0)
  expect(ended.output).toContain('A request failed')
})

test('logs at their most talkative name nobody, no address and no private link', () => {
  expectNone(ended.output, [networkAddress, '198.51.100'])
})

test('a plain copy of every table names nobody and opens no private link', async () => {
  await withDatabase(folder, async (db) => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'
    `.execute(db)
    expect(tables.rows.length).toBeGreaterThan(10)
    const dump: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} as t`.execute(db)
      dump.push(...rows.map(({ text }) => text))
    }
    const signed = await db.selectFrom('signatures').select('state').execute()
    expect(signed).toEqual([{ state: 'confirmed' }])
    expectNone(dump.join('\n'), [networkAddress])
  })
})

test('no file of the database names anybody: neither tables, nor the log of writes, nor the log of errors', async () => {
  const files = await readdir(join(folder, 'postgres'), { recursive: true, withFileTypes: true })
  const words = [name, email, city, comment, ...tokens].map((word) => Buffer.from(word))
  for (const file of files.filter((one) => one.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name))
    for (const word of words) if (bytes.includes(word)) throw new Error(`${word} is in ${file.name}`)
  }
})
