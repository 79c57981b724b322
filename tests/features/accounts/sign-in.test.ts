import { afterAll, expect, test } from 'vitest'
import { hashPassword, savePassword } from '../../../server/features/accounts/passwords.ts'
import { deskBrowser, openDesk } from '../../desk.ts'

let time = new Date('2026-05-04T09:00:00Z').getTime()
const pass = (seconds: number) => {
  time += seconds * 1_000
}
const desk = await openDesk({ now: () => new Date(time), env: { TRUST_PROXY: '127.0.0.1' } })
afterAll(desk.close)

const password = 'тихая река несёт листья'
const hashed = await hashPassword(desk.vault, password)

const editor = await desk.as(['editor'], { email: 'Ed.Itor@team.example' })
await savePassword(desk.db, editor.accountId, hashed)

/** A browser that has no session, on a network of its own. */
const browserAt = (network: string, cookie = '') => {
  const browser = deskBrowser(desk.url, { accountId: '', email: '', cookie })
  const signIn = (fields: Record<string, string>) =>
    browser.post('/desk/sign-in', fields, { 'x-forwarded-for': network })
  return { ...browser, signIn }
}

const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

const email = 'ed.itor@TEAM.example'

test('the right password lets in, with a new session in a cookie that scripts and other sites cannot use', async () => {
  const { status, location, headers } = await browserAt('192.0.2.1').signIn({ email, password, next: '/desk/?a=1' })

  expect([status, location]).toEqual([303, '/desk/?a=1'])
  const [session] = headers.getSetCookie()
  expect(session).toMatch(/^desk=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/i)
  expect((await browserAt('192.0.2.1', cookiesOf(headers)).get('/desk/')).status).toBe(200)
})

test('the database holds no token and no address', async () => {
  const { headers } = await browserAt('192.0.2.1').signIn({ email, password })
  const token = /^desk=([\w-]+)/.exec(cookiesOf(headers))?.[1] ?? ''
  const rows = await Promise.all(
    (['sessions', 'accounts', 'sign_in_failures', 'audit_log'] as const).map((table) =>
      desk.db.selectFrom(table).selectAll().execute(),
    ),
  )
  const dump = JSON.stringify(rows, (_, value) => (value?.type === 'Buffer' ? Buffer.from(value).toString() : value))

  expect(token).toHaveLength(43)
  expect(dump).not.toContain(token)
  expect(dump.toLowerCase()).not.toContain('ed.itor')
  expect(dump).not.toContain('192.0.2')
})

test('a wrong password and an unknown address get the same answer, and the password is not shown again', async () => {
  const wrong = await browserAt('192.0.2.2').signIn({ email, password: 'wrong secret words' })
  const unknown = await browserAt('192.0.2.3').signIn({ email: 'no@team.example', password: 'wrong secret words' })

  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('The address or the password is wrong')
  expect(wrong.text).not.toContain('wrong secret words')
  expect(unknown.text.replaceAll('no@team.example', email)).toBe(wrong.text)
})

test('wrong passwords make their own network wait longer and longer, and nobody elsewhere', async () => {
  const guesser = browserAt('198.51.100.1')
  const guess = async () => (await guesser.signIn({ email, password: 'a guess of many' })).status
  for (let tries = 0; tries < 4; tries++) expect(await guess()).toBe(422)

  expect(await guess()).toBe(429)
  pass(1)
  expect(await guess()).toBe(422)
  const waiting = await guesser.signIn({ email, password })
  expect([waiting.status, Number(waiting.headers.get('retry-after'))]).toEqual([429, 2])
  expect(waiting.text).toContain('2 seconds')

  expect((await browserAt('203.0.113.9').signIn({ email, password })).status).toBe(303)
})

test('a browser that has signed in before does not wait for those who guess from its own network', async () => {
  const { headers } = await browserAt('198.51.100.70').signIn({ email: 'x@y.example', password: 'no' })
  expect(headers.getSetCookie()).toEqual([])
  const known = await browserAt('203.0.113.1').signIn({ email, password })
  const guesser = browserAt('203.0.113.2')
  for (let tries = 0; tries < 8; tries++) await guesser.signIn({ email, password: 'a guess of many' })

  expect((await guesser.signIn({ email, password })).status).toBe(429)
  expect((await browserAt('203.0.113.2', cookiesOf(known.headers)).signIn({ email, password })).status).toBe(303)
})

test('a session ends when it is not used, at the latest after two weeks, and by signing out', async () => {
  const signIn = async () =>
    browserAt('192.0.2.9', cookiesOf((await browserAt('192.0.2.9').signIn({ email, password })).headers))
  const idle = await signIn()
  pass(12 * 3600 + 1)
  expect((await idle.get('/desk/')).status).toBe(303)

  const busy = await signIn()
  for (let halfDays = 0; halfDays < 28; halfDays++) {
    expect((await busy.get('/desk/')).status).toBe(200)
    pass(12 * 3600 - 60)
  }
  pass(30 * 60)
  expect((await busy.get('/desk/')).status).toBe(303)

  const leaving = await signIn()
  expect((await leaving.post('/desk/sign-out')).location).toBe('/desk/sign-in')
  expect((await leaving.get('/desk/')).status).toBe(303)
})

test('a session that a visitor brings along is not the one that they get', async () => {
  const planted = 'desk=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  const { headers } = await browserAt('192.0.2.10', planted).signIn({ email, password })

  expect(cookiesOf(headers)).not.toContain(planted)
  expect((await browserAt('192.0.2.10', planted).get('/desk/')).status).toBe(303)
})

test('fields that nobody asked for change nothing', async () => {
  const extra = { accountId: editor.accountId, state: 'full', second_factor: 'true', roles: 'owner', role: 'owner' }
  await browserAt('192.0.2.11').signIn({ email, password, ...extra })
  const members = await desk.db
    .selectFrom('members')
    .select('roles')
    .where('account_id', '=', editor.accountId)
    .execute()
  const sessions = await desk.db
    .selectFrom('sessions')
    .select('second_factor')
    .where('account_id', '=', editor.accountId)
    .orderBy('id', 'desc')
    .execute()

  expect(members).toEqual([{ roles: ['editor'] }])
  expect(sessions[0]).toEqual({ second_factor: false })
})

test('empty and odd fields are refused with words beside them, and nothing breaks', async () => {
  const empty = await browserAt('192.0.2.12').signIn({})
  expect(empty.status).toBe(422)
  expect(empty.text).toMatch(/href="#email">Enter your e-mail address[\s\S]*href="#password">Enter the password/)
  expect(empty.text).toContain('<title>Error:')

  const odd = await deskBrowser(desk.url, { accountId: '', email: '', cookie: '' }).post('/desk/sign-in', {
    email: ['a@b.example', 'c@d.example'],
    password: ['x', 'y'],
    next: ['//evil.example', '/desk/'],
    kept: '{"action":"https://evil.example/","fields":[null]}',
  })
  expect(odd.status).toBe(422)
  expect(odd.text).not.toContain('evil.example')
})
