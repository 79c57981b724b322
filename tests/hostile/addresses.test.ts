import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkToken } from '../../server/features/signatures/private-link.ts'
import { securityHeadersFor } from '../../server/web/security-headers.ts'
import { demo, openSite, type TestSite } from '../site.ts'
import { hostileStrings } from './hostile-strings.ts'
import { expectHarmless } from './page-reader.ts'
import { forEach, postForm, sendRaw } from './requests.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const sends = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(site.url + path, { method, headers, redirect: 'manual' })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

const places = (part: string) => [
  `/en/campaigns/${part}`,
  `/ru/campaigns/${part}/check-your-mail`,
  `/en/campaigns/${part}/letters`,
  `/en/campaigns/${part}/letters/president`,
  `/ru/campaigns/${demo}/letters/${part}`,
  `/ru/confirmations/${part}`,
  `/en/my/${part}`,
  `/en/my/${part}/export`,
  `/api/v1/campaigns/${part}`,
  `/dev/mail/${part}`,
  `/assets/${part}`,
  `/${part}`,
]

const posted = (part: string) => [
  `/en/campaigns/${part}/signatures`,
  `/ru/confirmations/${part}`,
  `/en/my/${part}/visibility`,
  `/en/my/${part}/withdrawal`,
  `/en/my/${part}/erasure`,
  `/api/v1/campaigns/${part}/signatures`,
  ...['', '.eml', '.pdf', '.txt'].map((file) => `/ru/campaigns/${demo}/letters/${part}${file}`),
]

const expectRefused = (path: string, { status, headers, html }: Awaited<ReturnType<typeof sends>>) => {
  if (![303, 400, 404, 414].includes(status)) throw new Error(`${path}: ${status}`)
  expect(headers.getSetCookie()).toEqual([])
  for (const [name, value] of Object.entries(securityHeadersFor(status))) expect(headers.get(name)).toBe(value)
  if (status === 303) expect(headers.get('location')).toMatch(/^\/(?:en|ru)\/[^/\\]/)
  if (headers.get('content-type')?.startsWith('text/html')) expectHarmless(html)
}

const parts = hostileStrings
  .filter((text) => text.length > 0 && text.length < 5_000 && !/^[a-z]{2}$/i.test(text))
  .map(encodeURIComponent)
  .filter((part) => part !== '.' && part.length < 4_000)

test('no hostile string is a campaign, an addressee, a link, a mail or a file', async () => {
  await forEach(parts, 8, async (part, index) => {
    const all = places(part)
    const other = posted(part)
    for (const path of [all[index % all.length] ?? '', all[(index + 5) % all.length] ?? ''])
      expectRefused(path, await sends(path))
    const path = other[index % other.length] ?? ''
    expectRefused(path, await sends(path, {}, 'POST'))
  })
})

const crooked = [
  '%00',
  'a%00b',
  '%0d%0aSet-Cookie:%20a=b',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%2f..%2fpackage.json',
  '..%5c..%5cpackage.json',
  '%c0%ae%c0%ae%c0%af',
  '%',
  '%zz',
  '%E0%A4%A',
  '%ff',
  '%ed%a0%80',
  'a'.repeat(79),
  'a'.repeat(81),
  'a'.repeat(201),
  'a'.repeat(8_000),
  '__proto__',
  'constructor',
  '%252e%252e%252f',
  '*',
  ':slug',
  '%2f',
  '%20',
  '😀',
]

test.each(crooked)('%.40j in an address is no more than an address that leads nowhere', async (part) => {
  for (const path of places(part)) expectRefused(path, await sends(path))
  for (const path of posted(part)) expectRefused(path, await sends(path, {}, 'POST'))
})

test.each([
  '/../../../../etc/passwd',
  '/assets/../../package.json',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '//evil.example/%2e%2e',
  '/\\evil.example',
  '/en//evil.example',
  '/dev/mail/../../../secret.key',
  '/secret.key',
  '/.env',
  '/.git/config',
  '/package.json',
  '/server/main.ts',
])('%s is sent raw and reads no file', async (path) => {
  const answer = await sendRaw(site.url, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 (?:400|404) /)
  expect(answer).not.toMatch(/root:|"dependencies"|^location:/im)
})

const nowhere = '/campaigns/nothing-here'

test.each([
  [`/ru${nowhere}`, 'en', 'ru'],
  [`/en${nowhere}`, 'ru', 'en'],
  ['/ru/my/xyz', 'en', 'ru'],
  ['/ru/confirmations/xyz', 'en', 'ru'],
  ['/nowhere', 'ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
  ['/nowhere', 'de, ru;q=0.2, en;q=0.1', 'ru'],
  ['/nowhere', 'kk', 'en'],
  ['/nowhere', '', 'en'],
  ['/nowhere', 'ru;q=0, en', 'en'],
  ['/russia', 'en', 'en'],
  ['/%ff', 'ru', 'ru'],
  ['/ru/my/%ff', 'en', 'ru'],
])('%s for a reader of %j is not found in %s', async (path, language, locale) => {
  const { status, html, headers } = await sends(path, { 'accept-language': language })
  expect([400, 404]).toContain(status)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(html).toContain(`<html lang="${locale}">`)
})

test('tokens that differ in one character from a true one open nothing', async () => {
  await postForm(`${site.url}/en/campaigns/${demo}/signatures`, {
    name: 'Ada',
    email: 'ada@true.example',
    country: 'GB',
  })
  const row = await site.db.selectFrom('signatures').select(['slot', 'id']).executeTakeFirstOrThrow()
  const token = linkToken(site.vault, 'my', row)
  expect((await sends(`/en/my/${token}`)).status).toBe(200)
  expect((await sends(`/en/confirmations/${token}`)).status).toBe(404)

  const positions = [...token].map((_, at) => at).slice(0, -1)
  await forEach(positions, 8, async (at) => {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect((await sends(`/en/my/${token.slice(0, at)}${other}${token.slice(at + 1)}`)).status).toBe(404)
  })
  for (const crooked of [`${token}A`, token.slice(1), `${token}=`, token.toLowerCase(), `${token}%00`, `+${token}`])
    expect((await sends(`/en/my/${crooked}`)).status).toBe(404)
})

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'])('%s does nothing anywhere', async (method) => {
  const { slot, id } = await site.db.selectFrom('signatures').select(['slot', 'id']).executeTakeFirstOrThrow()
  const [my, confirm] = [linkToken(site.vault, 'my', { slot, id }), linkToken(site.vault, 'confirm', { slot, id })]
  for (const path of ['/', '/en/', `/en/my/${my}/erasure`, `/en/confirmations/${confirm}`, `/en/campaigns/${demo}`]) {
    const answer = await sendRaw(site.url, `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|404|405) /)
  }
})

test('a method in a header or a field is not the method; what changes things is a POST alone', async () => {
  const { slot, id } = await site.db.selectFrom('signatures').select(['slot', 'id']).executeTakeFirstOrThrow()
  const [my, confirm] = [linkToken(site.vault, 'my', { slot, id }), linkToken(site.vault, 'confirm', { slot, id })]
  const pretending = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' }
  for (const action of ['erasure', 'withdrawal', 'visibility'])
    expect((await sends(`/en/my/${my}/${action}?_method=POST`, pretending)).status).toBe(404)
  expect((await sends(`/en/confirmations/${confirm}?_method=POST`, pretending)).status).toBe(200)
  const rows = await site.db.selectFrom('signatures').select('state').execute()
  expect(rows).toEqual([{ state: 'pending' }])
})

test('headers of rubbish change nothing', async () => {
  const rubbish = [
    '\u00ff'.repeat(100),
    '%00',
    '*',
    ';;;,,,===',
    '"'.repeat(500),
    'a'.repeat(7_000),
    '../..',
    'q=;q=;q=',
  ]
  const names = ['accept', 'accept-language', 'accept-encoding', 'if-none-match', 'user-agent', 'referer', 'cookie']
  const more = ['range', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'authorization', 'te']
  for (const name of [...names, ...more, 'x-original-url', 'x-rewrite-url']) {
    for (const value of rubbish) {
      const { status, html } = await sends(`/ru/campaigns/${demo}`, { [name]: value })
      expect(status).toBe(200)
      expectHarmless(html)
    }
  }
  for (const host of ['evil.example', 'a"b', '<script>', '[::1', '']) {
    const answer = await sendRaw(site.url, `GET /en/ HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
    expect(answer, host).toMatch(/^HTTP\/1\.1 (?:200|400) /)
    expect(answer).not.toContain(host || 'evil.example')
  }
})

test('every route answers with the security headers, and sets no cookie', async () => {
  const paths = [
    '/',
    '/en/',
    '/ru/privacy',
    `/en/campaigns/${demo}`,
    `/ru/campaigns/${demo}/letters`,
    '/healthz',
    '/readyz',
  ]
  const more = [
    '/dev/mail',
    '/dev/mail.json',
    '/en/erased',
    '/ru/nothing',
    `/api/v1/campaigns/${demo}`,
    '/api/v1/nothing',
  ]
  const asset = /\/assets\/[\w.-]+\.css/.exec((await sends('/en/')).html)?.[0] ?? ''
  for (const path of [...paths, ...more, asset, '/%ff', `/en/my/${'a'.repeat(300)}`]) {
    for (const method of ['GET', 'HEAD']) {
      const { headers, status } = await sends(path, {}, method)
      expect(status === 302).toBe(path === '/')
      for (const [name, value] of Object.entries(securityHeadersFor(status)))
        expect(headers.get(name), `${path} ${name}`).toBe(value)
      expect(headers.getSetCookie()).toEqual([])
    }
  }
})
