import { Secret, TOTP } from 'otpauth'
import { afterAll, expect, test } from 'vitest'
import { hashPassword, savePassword } from '../../../server/features/accounts/passwords.ts'
import { makeRecoveryCodes } from '../../../server/features/accounts/recovery-codes.ts'
import { sealSecret } from '../../../server/features/accounts/totp.ts'
import { type DeskBrowser, deskBrowser, type Fields, openDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

const desk = await openDesk()
afterAll(desk.close)

const password = 'тихая река несёт листья'
const hashed = await hashPassword(desk.vault, password)
const editing = `/desk/campaigns/${demo}/edit/heading`
const typed: Fields = {
  locale: 'ru',
  base: '3',
  title: 'Скажите «нет» <отлову> & "убийству"',
  summary: 'Первая строка\r\nвторая, с 😀 и \u2028',
  demands: ['law', 'moratorium'],
  __proto__x: 'odd name',
  empty: '',
}

const afterwards = (person: DeskBrowser, headers: Headers) =>
  deskBrowser(desk.url, {
    ...person,
    cookie: headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  })

const plain = (text: string) =>
  text
    .replace(/&#x([\da-f]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'])

/** What a browser would send of the page's form, besides what is typed into it now. */
const hiddenOn = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
    plain(name),
    plain(value),
  ])

const kept = (html: string) => Object.fromEntries(hiddenOn(html)) as Record<string, string>

const asSent = Object.entries(typed).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))

const member = await desk.as(['editor'])
await savePassword(desk.db, member.accountId, hashed)

test('a form that comes when the session is over is kept through signing in, whole, and can be sent again', async () => {
  const lost = await desk.nobody.post(editing, typed)
  expect(lost.status).toBe(401)
  expect(lost.text).toContain('You have been signed out')

  const wrong = await desk.nobody.post('/desk/sign-in', { ...kept(lost.text), email: member.email, password: 'not it' })
  expect(wrong.status).toBe(422)

  const back = await desk.nobody.post('/desk/sign-in', { ...kept(wrong.text), email: member.email, password })
  expect(back.status).toBe(200)
  expect(back.text).toContain(`<form class="desk-form narrow" method="post" action="${editing}">`)
  expect(hiddenOn(back.text)).toEqual(asSent)
  expect((await afterwards(member, back.headers).get('/desk/')).status).toBe(200)
})

test('it is kept through the second step too', async () => {
  const person = await desk.as(['owner'])
  const secret = new Secret({ size: 20 }).base32
  await savePassword(desk.db, person.accountId, hashed)
  await makeRecoveryCodes(desk.db, desk.vault, person.accountId)
  await desk.db
    .updateTable('accounts')
    .set({ totp_sealed: sealSecret(desk.vault, person.accountId, secret), totp_confirmed_at: new Date() })
    .where('id', '=', person.accountId)
    .execute()

  const lost = await desk.nobody.post(editing, typed)
  const half = await desk.nobody.post('/desk/sign-in', { ...kept(lost.text), email: person.email, password })
  expect(half.text).toContain('name="code"')
  const browser = afterwards(person, half.headers)
  const wrong = await browser.post('/desk/sign-in/code', { ...kept(half.text), code: '000000' })
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  const back = await browser.post('/desk/sign-in/code', { ...kept(wrong.text), code })

  expect(back.status).toBe(200)
  expect(hiddenOn(back.text)).toEqual(asSent)
})

test('a long text is kept: as much as a form may hold', async () => {
  const long = 'ж'.repeat(9_000)
  const lost = await desk.nobody.post(editing, { ...typed, body: long })
  const back = await desk.nobody.post('/desk/sign-in', { ...kept(lost.text), email: member.email, password })

  expect(back.status).toBe(200)
  expect(kept(back.text).body).toBe(long)
})

test('who lacks the second factor keeps what was typed as well', async () => {
  const moderator = await desk.as(['moderator'], { secondFactor: false })
  const answer = await moderator.post(`/desk/campaigns/${demo}/edit/heading`, typed)

  expect([403, 401]).toContain(answer.status)
  if (answer.text.includes('First set up a second factor')) expect(hiddenOn(answer.text)).toEqual(asSent)
})

test('what is kept can go nowhere but to the desk', async () => {
  for (const action of ['https://evil.example/', '//evil.example', '/en/', '/desk/../en/', 'javascript:alert(1)', 7]) {
    const packed = JSON.stringify({ action, fields: [{ name: 'a', value: 'b' }] })
    const back = await desk.nobody.post('/desk/sign-in', { kept: packed, email: member.email, password })
    expect(back.text).toContain('method="post" action="/desk/">')
  }
})

test('scripts get an answer in JSON instead of a page', async () => {
  const answer = await desk.nobody.json(editing, { locale: 'ru' }, 'PUT')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json; charset=utf-8'])
})
