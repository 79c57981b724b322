import { createServer } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../../server/features/accounts/passwords.ts'
import { type OpenedBrowser, openBrowser } from '../../browser.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { actsOf, elsewhere } from './people.ts'

const PASSWORD = 'cobalt ferry outlast dune'

const freePort = () =>
  new Promise<string>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(String(address && typeof address === 'object' ? address.port : '')))
    })
  })

let desk: TestDesk
let origin: string
let opened: OpenedBrowser
let ada: DeskBrowser
beforeAll(async () => {
  const PORT = await freePort()
  // Devices keep keys for names alone, so the site is not called by its number here.
  origin = `http://localhost:${PORT}`
  const starting = openDesk({ env: { PORT, PUBLIC_URL: origin } })
  ;[desk, opened] = await Promise.all([starting, openBrowser()])
  ada = await desk.as(['owner'], { name: 'Ada Member', secondFactor: false })
  const password_hash = await hashPassword(desk.vault, PASSWORD)
  await desk.db.updateTable('accounts').set({ password_hash }).where('id', '=', ada.accountId).execute()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await desk.close()
})

/** A page of a browser that has a device which keeps keys and knows its owner. */
const withDevice = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return page
}

test('a passkey is added at the account, and then opens it by itself', async (test) => {
  if ('skipped' in opened) return test.skip(opened.skipped)
  const context = await opened.browser.newContext({ locale: 'en' })
  const token = ada.cookie.replace('desk=', '')
  await context.addCookies([{ name: 'desk', value: token, url: origin, httpOnly: true, sameSite: 'Lax' }])
  const page = await withDevice(context)

  const members = await ada.get(`/desk/teams/${desk.team.slug}/members`)
  expect([members.status, members.location]).toEqual([303, '/desk/second-factor'])
  await page.goto(`${origin}/desk/me`)
  await page.fill('#passkey-name', 'Work laptop')
  await page.fill('#passkey-current', 'not the password')
  await page.click('form[data-passkey] button')
  await page.waitForSelector('form[data-passkey] [data-said]:not(:empty)')
  expect(await listKeys()).toEqual([])
  await page.fill('#passkey-current', PASSWORD)
  await page.click('form[data-passkey] button')
  await page.waitForURL(`${origin}/desk/me/recovery-codes`)
  await page.fill('#codes-current', PASSWORD)
  await page.click('main form button')
  expect(await page.locator('.codes li').count()).toBe(10)
  expect(await listKeys()).toMatchObject([{ name: 'Work laptop', used_at: null }])

  expect((await ada.get(`/desk/teams/${desk.team.slug}/members`)).status).toBe(200)

  await page.click('.desk-own button')
  await page.goto(`${origin}/desk/sign-in?next=/desk/me/sessions`)
  await page.click('form[data-passkey] button')
  await page.waitForURL(`${origin}/desk/me/sessions`)
  expect((await listKeys())[0]?.used_at).not.toBeNull()
  const { second_factor } = await desk.db
    .selectFrom('sessions')
    .select('second_factor')
    .where('account_id', '=', ada.accountId)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  expect(second_factor).toBe(true)
  expect(await actsOf(desk, ada.accountId)).toEqual(expect.arrayContaining(['passkey-added', 'signed-in']))

  const half = await desk.nobody.post('/desk/sign-in', { email: ada.email, password: PASSWORD })
  expect(half.location).toContain('/desk/sign-in/code')
  await answeredOnce(page)
  await removedKeyOpensNothing(page)
  await keyDeletesAccount(context, page)
})

const listKeys = () =>
  desk.db
    .selectFrom('passkeys')
    .select(['id', 'name', 'used_at', 'counter'])
    .where('account_id', '=', ada.accountId)
    .execute()

/** What the device answers opens the desk once: not again, not late, and not where the count says that it was copied. */
const answeredOnce = async (page: Page) => {
  const sent: object[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/desk/passkeys')) sent.push(request.postDataJSON())
  })
  await page.click('.desk-own button')
  await page.goto(`${origin}/desk/sign-in`)
  await page.click('form[data-passkey] button')
  await page.waitForURL(`${origin}/desk/`)
  const [answer] = sent
  expect(answer).toBeDefined()
  const again = await desk.nobody.json('/desk/passkeys', answer ?? {})
  expect(again.status).toBe(422)
  expect(again.headers.getSetCookie()).toEqual([])

  await desk.db.updateTable('passkeys').set({ counter: 1_000 }).execute()
  await page.click('.desk-own button')
  await page.goto(`${origin}/desk/sign-in`)
  await page.click('form[data-passkey] button')
  await page.waitForSelector('form[data-passkey] [data-said]:not(:empty)')
  await desk.db.updateTable('passkeys').set({ counter: 0 }).execute()
}

const removedKeyOpensNothing = async (page: Page) => {
  const [key] = await listKeys()
  const path = `/desk/me/passkeys/${key?.id}`
  const { post } = await elsewhere(desk, ada)
  const stranger = await desk.stranger()
  for (const at of [path, `${path}/removal`]) {
    expect((await stranger.post(at, { name: 'Mine', current: PASSWORD })).status).toBe(404)
  }
  expect((await post(path, { name: '' })).status).toBe(422)
  expect((await post(path, { name: 'Old laptop' })).status).toBe(303)
  expect((await post(`${path}/removal`, { current: 'not the password' })).status).toBe(422)
  expect((await post(`${path}/removal`, { current: PASSWORD })).status).toBe(422)
  await desk.db
    .updateTable('members')
    .set({ roles: ['editor'] })
    .where('account_id', '=', ada.accountId)
    .execute()
  expect((await post(`${path}/removal`, { current: PASSWORD })).status).toBe(303)
  expect(await listKeys()).toEqual([])
  await page.goto(`${origin}/desk/sign-in`)
  await page.click('form[data-passkey] button')
  await page.waitForSelector('form[data-passkey] [data-said]:not(:empty)')
}

/** A passkey confirms that the account is to be deleted, where it is the account's own. */
const keyDeletesAccount = async (context: BrowserContext, page: Page) => {
  const { cookie } = await elsewhere(desk, ada)
  await context.addCookies([{ name: 'desk', value: cookie.replace('desk=', ''), url: origin }])
  await page.goto(`${origin}/desk/me`)
  await page.fill('#passkey-name', 'Last key')
  await page.fill('#passkey-current', PASSWORD)
  await page.click('form[data-passkey] button')
  await page.waitForURL(/recovery-codes|done=passkey/)
  const other = await desk.as(['editor'])
  await desk.db.updateTable('passkeys').set({ account_id: other.accountId }).execute()
  await page.goto(`${origin}/desk/me/deletion`)
  expect(await page.locator('form[data-passkey]').count()).toBe(0)
  await desk.db.updateTable('passkeys').set({ account_id: ada.accountId }).execute()
  await page.goto(`${origin}/desk/me/deletion`)
  await desk.db.updateTable('passkeys').set({ account_id: other.accountId }).execute()
  await page.click('form[data-passkey] button')
  await page.waitForSelector('form[data-passkey] [data-said]:not(:empty)')
  await desk.db.updateTable('passkeys').set({ account_id: ada.accountId }).execute()
  await page.click('form[data-passkey] button')
  await page.waitForURL(`${origin}/desk/account-deleted`)
  const left = await desk.db.selectFrom('accounts').select('id').where('id', '=', ada.accountId).execute()
  expect([left, await listKeys()]).toEqual([[], []])
}
