import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { demo, openSite, type TestSite } from '../site.ts'
import { expectHarmless } from './page-reader.ts'
import { encoded, postForm, postJson, sendRaw, signingForm } from './requests.ts'

let site: TestSite
let signing: string
let composer: string
beforeAll(async () => {
  site = await openSite()
  signing = `${site.url}/en/campaigns/${demo}/signatures`
  composer = `${site.url}/en/campaigns/${demo}/letters/president`
})
afterAll(() => site.close())

let signed = 0
const countRows = async () => (await site.db.selectFrom('signatures').select('id').execute()).length

afterEach(async () => {
  const answer = await postForm(signing, signingForm(`afterwards.${++signed}@people.example`))
  expect(answer.status).toBe(303)
  expect(await countRows()).toBe(signed)
  expect(Object.keys({})).toEqual([])
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
})

const forms = () => [signing, composer, `${composer}.eml`, `${composer}.pdf`, `${composer}.txt`]

const api = () => `${site.url}/api/v1/campaigns/${demo}/signatures`

test('a body of more than 64 KB, of a letter in parts 256 KB, is refused as too large, its length told or not', async () => {
  for (const url of [...forms(), api()]) {
    const answer = await postForm(url, `name=${'a'.repeat(url.startsWith(composer) ? 270_000 : 70_000)}`)
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('too long')
  }
  const body = new ReadableStream({
    pull(stream) {
      stream.enqueue(new TextEncoder().encode('a'.repeat(16_384)))
    },
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const endless = fetch(signing, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  await expect(endless.then((answer) => answer.status)).resolves.toBe(413)
})

test.each([
  '{',
  '{"name":',
  '[1,2',
  '{"a":1}}',
  "{'name':'Ada'}",
  'name=Ada',
  '{"name":"\u0000"}',
  '{"__proto__":{"polluted":true}}',
  '{"name":"Ada","__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":{"b":{"__proto__":{"polluted":true}}}}',
  '\ufeff{',
  '{"name":"\\ud800"',
])('%j as JSON is a plain bad request', async (body) => {
  for (const url of [...forms(), api()]) {
    const answer = await postJson(url, body)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('could not be read')
  }
})

test.each([
  'null',
  '[]',
  '""',
  '0',
  'true',
  '"name"',
  '[["name","Ada"]]',
  '{}',
  '{"name":null,"email":null}',
  '{"name":{"toString":"x"},"email":{"length":5}}',
  '{"name":["Ada","Bob"],"email":["a@b.example"]}',
  '{"name":1e400,"email":-0}',
  '{"name":"\\ud800","email":"a@b.example","country":"GB"}',
  '{"toString":"x","valueOf":"x","hasOwnProperty":"x"}',
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{${Array.from({ length: 5_000 }, (_, index) => `"f${index}":${index}`).join()}}`,
])('%.60s as JSON is a refused form', async (body) => {
  for (const url of forms()) {
    const answer = await postJson(url, body)
    expect(answer.status).toBe(422)
    expectHarmless(await answer.text())
  }
  const answer = await postJson(api(), body)
  expect(answer.status).toBe(422)
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
})

test.each([
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/xml',
  'application/xml',
  'text/html',
  'application/octet-stream',
  'application/x-www-form-urlencodedx',
  'application/jsonx',
  'image/png',
  'x',
  'a/b; charset=\\',
])('a body of type %s is refused', async (type) => {
  for (const url of [...forms(), api()]) {
    const answer = await fetch(url, { method: 'POST', body: 'name=Ada', headers: { 'content-type': type } })
    expect(answer.status).toBe(415)
    await answer.arrayBuffer()
  }
})

test.each([
  '',
  '&',
  '=',
  '&&==&',
  '%',
  '%zz=%zz',
  'name',
  '=Ada',
  'name=%',
  'name=%E0%A4%A',
  'name=%ff%fe',
  '\u0000',
  'a[b]=c',
])('%j as a form is a refused form', async (body) => {
  for (const url of forms()) {
    const answer = await postForm(url, body)
    expect(answer.status).toBe(422)
    expectHarmless(await answer.text())
  }
})

test('bytes that are no UTF-8 are refused and shown as such, never stored', async () => {
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
    const body = Buffer.concat([
      Buffer.from('name=Ada '),
      Buffer.from(bytes),
      Buffer.from('&email=a@b.example&country=GB'),
    ])
    const answer = await fetch(signing, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Ada \ufffd')
  }
})

test('a field that comes twice is refused; the last one typed is shown', async () => {
  for (const field of ['name', 'email', 'country', 'city', 'comment', 'visibility', 'website']) {
    const form = signingForm('twice@people.example', { [field]: ['one', 'another'] })
    expect((await postForm(signing, form)).status).toBe(422)
  }
  const many = `${encoded(signingForm('many@people.example'))}${'&name=x'.repeat(8_000)}`
  expect((await postForm(signing, many)).status).toBe(422)
})

test('fields that nobody asked for change nothing', async () => {
  const more = { state: 'confirmed', id: '1', confirmed_at: '2020-01-01', slot: '0', held_reason: '', mails: '-9' }
  const form = `${encoded(signingForm(`afterwards.${signed + 1}@people.example`, more))}&__proto__[polluted]=1&__proto__=1`
  expect((await postForm(signing, `${form}&constructor=1&toString=1${'&x=1'.repeat(10_000)}`)).status).toBe(303)
  const rows = await site.db.selectFrom('signatures').select(['state', 'confirmed_at', 'mails']).execute()
  for (const row of rows) expect(row).toEqual({ state: 'pending', confirmed_at: null, mails: 1 })
})

test('the protocol bent: two lengths, a wrong one, a line that never ends', async () => {
  const post = `POST /en/campaigns/${demo}/signatures HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`
  const type = 'content-type: application/x-www-form-urlencoded\r\n'
  const bent = [
    `${post}${type}content-length: 5\r\ncontent-length: 6\r\n\r\nname=`,
    `${post}${type}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${post}${type}transfer-encoding: chunked\r\n\r\nzz\r\n`,
    `${post}${type}content-length: -1\r\n\r\n`,
    `${post}x: ${'a'.repeat(40_000)}\r\n\r\n`,
    `${post}x\u0000y: z\r\n\r\n`,
    `GET /en/ HTTP/9.9\r\nhost: x\r\n\r\n`,
    'GET\r\n\r\n',
    '\u0000\u0001\u0002\r\n\r\n',
    `${'A'.repeat(100_000)}`,
  ]
  for (const bytes of bent) expect(await sendRaw(site.url, bytes)).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/)
})
