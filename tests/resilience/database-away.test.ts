import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from '../../server/db/embedded.ts'
import { postForm, postJson, signingForm } from '../hostile/requests.ts'
import { demo } from '../site.ts'
import { temporaryFolder } from '../temporary.ts'
import { type DatabaseLine, openLine } from './database-line.ts'
import { type ServerProcess, startServer } from './server-process.ts'

let folder: string
let cluster: Embedded
let line: DatabaseLine
let server: ServerProcess
beforeAll(async () => {
  folder = await temporaryFolder('away')
  cluster = await startEmbedded(join(folder, 'postgres'))
  line = await openLine(cluster.url)
  server = await startServer({
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: line.url,
    DEMO: 'true',
    LOG_LEVEL: 'error',
  })
})
afterAll(async () => {
  const { code } = await server.end('SIGTERM')
  line.close()
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
  expect(code).toBe(0)
})

const pages = [`/en/campaigns/${demo}`, `/ru/campaigns/${demo}`, '/en/', '/ru/', '/en/privacy']

const statusOf = async (path: string) => {
  const answer = await fetch(server.url + path)
  await answer.arrayBuffer()
  return answer.status
}

const expectPagesFor = async (milliseconds: number, slowest: number) => {
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(250)) {
    for (const path of [...pages, '/healthz']) {
      const began = Date.now()
      expect(await statusOf(path), path).toBe(200)
      expect(Date.now() - began, path).toBeLessThan(slowest)
    }
  }
}

const signing = (locale = 'en') => `${server.url}/${locale}/campaigns/${demo}/signatures`

const untilSigned = async (email: string) => {
  const began = Date.now()
  for (;;) {
    const { status } = await postForm(signing(), signingForm(email))
    if (status === 303) return Date.now() - began
    expect(status).toBe(503)
    await sleep(100)
  }
}

test('the database stops: pages stay, forms come back as typed with 503, and all is well once it returns', async () => {
  for (const path of pages) expect(await statusOf(path)).toBe(200)
  expect(await untilSigned('before@people.example')).toBeLessThan(10_000)
  await cluster.stop()

  const typed = {
    name: 'Ada "Byron" Lovelace',
    city: 'London',
    comment: 'Please <hurry>',
    key: 'a-key',
    updates: 'yes',
  }
  const form = signingForm('during@people.example', { ...typed, name: 'Ada Byron Lovelace' })
  for (const [locale, words] of [
    ['en', 'lang="en"'],
    ['ru', 'lang="ru"'],
  ] as const) {
    const answer = await postForm(signing(locale), form)
    const html = await answer.text()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(html).toContain(words)
    for (const part of ['value="Ada Byron Lovelace"', 'value="during@people.example"', 'Please &lt;hurry&gt;', 'a-key'])
      expect(html).toContain(part)
    expect(html).toMatch(/<option value="GB" selected>/)
  }
  for (const answer of [
    await postForm(signing(), form, { accept: 'application/json' }),
    await postJson(`${server.url}/api/v1/campaigns/${demo}/signatures`, form),
  ]) {
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await answer.json()).toMatchObject({ status: 503 })
  }
  expect(await statusOf('/readyz')).toBe(503)
  expect(await statusOf(`/en/campaigns/${demo}/letters/president`)).toBe(503)
  expect(await statusOf('/en/campaigns/never-seen')).toBe(503)
  await expectPagesFor(5_000, 3_000)

  cluster = await startEmbedded(join(folder, 'postgres'))
  expect(await untilSigned('after@people.example')).toBeLessThan(10_000)
  expect(await statusOf('/readyz')).toBe(200)
  expect(await statusOf(`/en/campaigns/${demo}/letters/president`)).toBe(200)
}, 60_000)

test('the database hangs: pages stay and come quickly, readyz says so, and all is well once it goes on', async () => {
  await Promise.all(Array.from({ length: 12 }, () => statusOf(`/en/campaigns/${demo}/letters`)))
  line.freeze()
  const waiting = postForm(signing(), signingForm('frozen@people.example'))
  const ready = statusOf('/readyz')
  await expectPagesFor(12_000, 3_000)
  expect(await ready).toBe(503)
  expect(await statusOf('/healthz')).toBe(200)
  line.thaw()
  expect([303, 503]).toContain((await waiting).status)
  expect(await untilSigned('thawed@people.example')).toBeLessThan(10_000)
  expect(await statusOf('/readyz')).toBe(200)
}, 60_000)
