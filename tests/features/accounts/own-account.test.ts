import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../../server/features/accounts/passwords.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { actsOf, elsewhere, mailsTo } from './people.ts'

const OLD = 'cobalt ferry outlast dune'
const NEW = 'lantern quarry behind oats'

let desk: TestDesk
let oldHash: string
beforeAll(async () => {
  desk = await openDesk()
  oldHash = await hashPassword(desk.vault, OLD)
})
afterAll(() => desk.close())

/** Somebody with a password, signed in twice. */
const person = async (): Promise<DeskBrowser & { other: DeskBrowser }> => {
  const own = await desk.as(['editor'], { name: 'Ada Member' })
  await desk.db.updateTable('accounts').set({ password_hash: oldHash }).where('id', '=', own.accountId).execute()
  return { ...own, other: await elsewhere(desk, own) }
}

const signIn = (email: string, password: string) => desk.nobody.post('/desk/sign-in', { email, password })

test('a forgotten password is set by a link that works once, and ends every session', async () => {
  const ada = await person()
  const asked = await desk.nobody.post('/desk/password-reset', { email: ada.email.toUpperCase() })
  expect([asked.status, asked.location]).toEqual([303, '/desk/password-reset/asked'])
  const [mail] = await mailsTo(desk, ada.email)
  const path = mail?.path ?? ''
  expect((await desk.nobody.get(path)).status).toBe(200)
  expect((await desk.nobody.post(path, { password: 'qwertyuiopas' })).status).toBe(422)

  const uses = await Promise.all([1, 2].map(() => desk.nobody.post(path, { password: NEW })))
  expect(uses.map(({ status }) => status).sort()).toEqual([303, 410])
  expect((await desk.nobody.get(path)).status).toBe(410)
  for (const browser of [ada, ada.other]) expect((await browser.get('/desk/me')).location).toContain('/desk/sign-in')
  expect((await signIn(ada.email, OLD)).status).toBe(422)
  expect((await signIn(ada.email, NEW)).status).toBe(303)
  expect(await actsOf(desk, ada.accountId)).toContain('password-reset')
})

test('known and unknown addresses get one answer in about one time, and three mails an hour at most', async () => {
  const ada = await person()
  const time = async (email: string) => {
    const start = performance.now()
    const { status, location, text } = await desk.nobody.post('/desk/password-reset', { email })
    return { took: performance.now() - start, said: `${status} ${location} ${text}` }
  }
  const rounds = []
  for (let round = 0; round < 15; round++) {
    rounds.push({ known: await time(ada.email), unknown: await time(`nobody-${round}@team.example`) })
  }
  expect(new Set(rounds.flatMap(({ known, unknown }) => [known.said, unknown.said])).size).toBe(1)
  const median = (times: number[]) => times.sort((a, b) => a - b)[7] ?? 0
  const [known, unknown] = [median(rounds.map((r) => r.known.took)), median(rounds.map((r) => r.unknown.took))]
  expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) / 2)
  expect(await mailsTo(desk, ada.email)).toHaveLength(3)
})

test('a link of an hour ago, of another purpose or made up opens nothing', async () => {
  const ada = await person()
  await desk.nobody.post('/desk/password-reset', { email: ada.email })
  const [mail] = await mailsTo(desk, ada.email)
  const path = mail?.path ?? ''
  expect((await desk.nobody.get(path.replace('password-reset', 'address'))).status).toBe(404)
  expect((await desk.nobody.get(path.replace('password-reset', 'invitations'))).status).toBe(404)
  expect((await desk.nobody.post(`${path.slice(0, -4)}AAAA`, { password: NEW })).status).toBe(404)
  await desk.db
    .updateTable('account_links')
    .set({ expires_at: new Date() })
    .where('account_id', '=', ada.accountId)
    .execute()
  expect((await desk.nobody.post(path, { password: NEW })).status).toBe(410)
  expect((await signIn(ada.email, OLD)).status).toBe(303)
})

test('sessions are listed without an address of the network, and one or all others end', async () => {
  const ada = await person()
  const stranger = await desk.stranger()
  const list = await ada.get('/desk/me/sessions')
  expect(list.text).toContain('Firefox, Linux')
  expect(list.text).not.toContain('127.0.0.1')
  const end = /\/desk\/me\/sessions\/[\da-f-]{36}\/end/.exec(list.text)?.[0] ?? ''
  expect((await stranger.post(end)).status).toBe(404)
  expect((await ada.post(end)).status).toBe(303)
  expect((await ada.other.get('/desk/me')).status).toBe(303)
  expect((await ada.get('/desk/me')).status).toBe(200)

  await signIn(ada.email, OLD)
  expect((await ada.get('/desk/me/sessions')).text).toContain('/end"')
  expect((await ada.post('/desk/me/sessions/others')).status).toBe(303)
  expect((await ada.get('/desk/me/sessions')).text).not.toContain('/end"')
  expect(await actsOf(desk, ada.accountId)).toEqual(expect.arrayContaining(['session-ended', 'sessions-ended']))
})

test('name and language are saved, and a bad name comes back as typed', async () => {
  const ada = await person()
  const refused = await ada.post('/desk/me', { name: 'https://spam.example', locale: 'ru' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('https://spam.example')
  expect((await ada.post('/desk/me', { name: 'Ада Лавлейс', locale: 'ru' })).status).toBe(303)
  const page = await ada.get('/desk/me')
  expect(page.text).toContain('<html lang="ru">')
  expect(page.text).toContain('Ада Лавлейс')
})

test('a new password needs the old one, and ends the sessions elsewhere', async () => {
  const ada = await person()
  const wrong = await ada.post('/desk/me/password', { current: 'not this one at all', password: NEW })
  expect(wrong.status).toBe(422)
  expect(wrong.text).not.toContain(NEW)
  expect((await ada.other.get('/desk/me')).status).toBe(200)
  expect((await ada.post('/desk/me/password', { current: OLD, password: NEW })).status).toBe(303)
  expect((await ada.get('/desk/me')).status).toBe(200)
  expect((await ada.other.get('/desk/me')).status).toBe(303)
  expect((await signIn(ada.email, NEW)).status).toBe(303)
})

test('an address changes once its new mailbox confirms it, and not to one that somebody has', async () => {
  const [ada, bob] = [await person(), await person()]
  const email = `ada.${ada.accountId}@new.example`
  expect((await ada.post('/desk/me/address', { email, current: NEW })).status).toBe(422)
  expect((await ada.post('/desk/me/address', { email, current: OLD })).status).toBe(303)
  const [mail] = await mailsTo(desk, email)
  const path = mail?.path ?? ''
  expect((await desk.nobody.get(path)).text).toContain(email)
  expect((await signIn(email, OLD)).status).toBe(422)
  expect((await desk.nobody.post(path)).status).toBe(303)
  expect((await desk.nobody.post(path)).status).toBe(410)
  expect((await signIn(email, OLD)).status).toBe(303)
  expect((await mailsTo(desk, ada.email)).at(-1)?.subject).toBe('Your address was changed')

  const taken = await bob.post('/desk/me/address', { email, current: OLD })
  expect([taken.status, taken.location]).toEqual([303, '/desk/me?done=address'])
  const second = (await mailsTo(desk, email)).at(-1)
  expect((await desk.nobody.post(second?.path ?? '')).status).toBe(410)
  expect((await signIn(bob.email, OLD)).status).toBe(303)
})
