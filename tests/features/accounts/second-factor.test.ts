import { Secret, TOTP } from 'otpauth'
import { afterAll, expect, test } from 'vitest'
import type { Role } from '../../../server/db/schema.ts'
import { hashPassword, savePassword } from '../../../server/features/accounts/passwords.ts'
import { type DeskBrowser, deskBrowser, openDesk } from '../../desk.ts'

let time = new Date('2026-05-04T09:00:00Z').getTime()
const desk = await openDesk({ now: () => new Date(time) })
afterAll(desk.close)

const password = 'тихая река несёт листья'
const hashed = await hashPassword(desk.vault, password)

const codeNow = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time })

const withCookies = (person: DeskBrowser, headers: Headers) =>
  deskBrowser(desk.url, {
    ...person,
    cookie: headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  })

const secretOn = (html: string) => /<code class="secret">([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
const sealedOn = (html: string) => /name="secret" value="([^"]+)"/.exec(html)?.[1] ?? ''
const codesOn = (html: string) => [...html.matchAll(/<li>([a-z\d]{6}-[a-z\d]{6})<\/li>/g)].map(([, code]) => code ?? '')

const newPerson = async (roles: Role[]) => {
  const person = await desk.as(roles, { secondFactor: false })
  await savePassword(desk.db, person.accountId, hashed)
  return person
}

/** Somebody whose second factor has just been set up. */
const setUp = async (roles: Role[] = ['moderator']) => {
  const person = await newPerson(roles)
  const page = await person.get('/desk/second-factor')
  const secret = secretOn(page.text)
  const answer = await person.post('/desk/second-factor', {
    secret: sealedOn(page.text),
    password,
    code: codeNow(secret),
  })
  time += 60_000
  return { person, secret, answer, codes: codesOn(answer.text), browser: withCookies(person, answer.headers) }
}

/** The password was right; the second step is awaited. */
const halfIn = async (person: DeskBrowser) => {
  const answer = await deskBrowser(desk.url, { ...person, cookie: '' }).post('/desk/sign-in', {
    email: person.email,
    password,
    next: '/desk/?x=1',
  })
  return { answer, browser: withCookies(person, answer.headers) }
}

test('who comes back from the program that read the code finds the same one, and another person another', async () => {
  const [one, other] = [await newPerson(['editor']), await newPerson(['editor'])]
  const offered = async (person: DeskBrowser) => secretOn((await person.get('/desk/second-factor')).text)
  const first = await offered(one)
  expect(first).toMatch(/^[A-Z2-7]{32}$/)
  expect(await offered(one)).toBe(first)
  expect(await offered(other)).not.toBe(first)
})

test('a moderator gets nowhere before the second factor is set up, and everywhere after', async () => {
  const { person, answer, codes, browser } = await setUp()

  expect(answer.status).toBe(200)
  expect(codes).toHaveLength(10)
  expect(new Set(codes).size).toBe(10)
  expect((await browser.get('/desk/')).status).toBe(200)
  expect((await person.get('/desk/')).location).toBe('/desk/sign-in')
})

test('the page shows the secret as text and as a picture that needs no other site', async () => {
  const { text } = await (await newPerson(['owner'])).get('/desk/second-factor')

  expect(secretOn(text)).toMatch(/^[A-Z2-7]{32}$/)
  expect(text).toMatch(/<img class="qr" src="data:image\/svg\+xml;base64,[^"]+"/)
  expect(text).toContain('otpauth://totp/Otklik')
})

test('setting up takes the right password and the right code', async () => {
  const person = await newPerson(['moderator'])
  const { text } = await person.get('/desk/second-factor')
  const secret = sealedOn(text)
  const code = codeNow(secretOn(text))

  const without = await person.post('/desk/second-factor', { secret, password: 'not the password', code })
  expect([without.status, without.text.includes('The password is wrong')]).toEqual([422, true])
  const wrong = await person.post('/desk/second-factor', { secret, password, code: '000000' })
  expect([wrong.status, wrong.text.includes('The code is wrong')]).toEqual([422, true])
  expect(sealedOn(wrong.text)).not.toBe('')
  expect(secretOn(wrong.text)).toBe(secretOn(text))

  const others = sealedOn((await (await newPerson(['moderator'])).get('/desk/second-factor')).text)
  expect((await person.post('/desk/second-factor', { secret: others, password, code })).status).toBe(422)
})

test('signing in takes a code then, and a code serves once', async () => {
  const { person, secret } = await setUp()
  const first = await halfIn(person)
  expect(first.answer.location).toBe(`/desk/sign-in/code?next=${encodeURIComponent('/desk/?x=1')}`)
  expect((await first.browser.get('/desk/')).location).toBe('/desk/sign-in')

  const code = codeNow(secret)
  const done = await first.browser.post('/desk/sign-in/code', { code, next: '/desk/?x=1' })
  expect([done.status, done.location]).toEqual([303, '/desk/?x=1'])
  expect((await withCookies(person, done.headers).get('/desk/')).status).toBe(200)
  expect((await first.browser.get('/desk/sign-in/code')).status).toBe(303)

  const second = await halfIn(person)
  const replayed = await second.browser.post('/desk/sign-in/code', { code })
  expect([replayed.status, replayed.text.includes('has already been used')]).toEqual([422, true])
})

test('five wrong codes end the half session, and a recovery code lets in once', async () => {
  const { person, codes } = await setUp()
  const { browser } = await halfIn(person)
  for (let tries = 0; tries < 5; tries++) {
    expect((await browser.post('/desk/sign-in/code', { code: '000000' })).status).toBe(422)
  }
  const over = await browser.post('/desk/sign-in/code', { code: codes[0] ?? '' })
  expect(over.text).toContain('Sign in again')

  const recovering = await halfIn(person)
  const typed = ` ${codes[0]?.toUpperCase().replace('-', ' ')} `
  expect((await recovering.browser.post('/desk/sign-in/code', { code: typed })).status).toBe(303)
  const again = await halfIn(person)
  expect((await again.browser.post('/desk/sign-in/code', { code: codes[0] ?? '' })).status).toBe(422)
  expect((await again.browser.post('/desk/sign-in/code', { code: codes[1] ?? '' })).status).toBe(303)
})

test('new recovery codes and another device take a code too, and end what was before', async () => {
  const { secret, codes, browser, person } = await setUp()
  expect((await browser.get('/desk/second-factor')).text).toContain('10 recovery codes left')
  expect((await browser.post('/desk/second-factor/recovery-codes', { code: '' })).status).toBe(422)
  const renewed = await browser.post('/desk/second-factor/recovery-codes', { code: codeNow(secret) })
  expect(codesOn(renewed.text)).toHaveLength(10)
  expect(codesOn(renewed.text)).not.toContain(codes[0])

  time += 60_000
  expect((await browser.post('/desk/second-factor/off', { code: codes[0] ?? '' })).status).toBe(422)
  const off = await browser.post('/desk/second-factor/off', { code: codeNow(secret) })
  expect(off.location).toBe('/desk/second-factor')
  expect((await browser.get('/desk/second-factor')).location).toContain('/desk/sign-in')
  expect((await withCookies(person, off.headers).get('/desk/')).location).toBe('/desk/second-factor')
})

test('the database holds neither secret nor recovery code', async () => {
  const { secret, codes, person } = await setUp()
  const rows = [
    await desk.db.selectFrom('accounts').selectAll().where('id', '=', person.accountId).execute(),
    await desk.db.selectFrom('recovery_codes').selectAll().where('account_id', '=', person.accountId).execute(),
  ]
  const dump = JSON.stringify(rows, (_, value) => (value?.type === 'Buffer' ? Buffer.from(value).toString() : value))

  expect(dump).not.toContain(secret)
  for (const code of codes) expect(dump).not.toContain(code.slice(0, 6))
})
