import supertest from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkToken } from '../../../server/features/signatures/private-link.ts'
import { findCounts } from '../../../server/features/signatures/queries.ts'
import { createCampaign } from '../../campaign.ts'
import { openSite, type TestSite } from '../../site.ts'

let site: TestSite

beforeAll(async () => {
  site = await openSite({ demo: false })
})
afterAll(() => site.close())

const browser = () => supertest(site.url)

/** Somebody who has signed, and the links of the mail that they got. */
const signer = async (email: string) => {
  const campaign = await createCampaign(site.db, site.vault)
  const fields = { name: 'Ada Lovelace', email, country: 'GB', city: 'London', comment: 'Because', updates: 'yes' }
  await browser().post(`/en/campaigns/${campaign.slug}/signatures`).type('form').redirects(0).send(fields).expect(303)
  await site.mailSent()
  const mail = (await site.mailbox.list(20)).find(({ to }) => to === email)
  const pathOf = (kind: string) => new URL(mail?.text.match(new RegExp(`http\\S+/${kind}/\\S+`))?.[0] ?? '').pathname
  return { campaign, confirm: pathOf('confirmations'), my: pathOf('my') }
}

const counts = (id: string) => findCounts(site.db, id)

test('a link in the mail shows a button; only pressing it counts, and pressing it again changes nothing', async () => {
  const { campaign, confirm } = await signer('button@mail.example')
  for (let visit = 0; visit < 20; visit++) await browser().get(confirm).expect(200)
  await browser().head(confirm).expect(200)
  expect(await counts(campaign.id)).toMatchObject({ pending: 1, confirmed: 0 })

  await browser().post(confirm).redirects(0).expect(303).expect('location', confirm)
  await browser().post(confirm).redirects(0).expect(303)
  expect(await counts(campaign.id)).toMatchObject({ pending: 0, confirmed: 1 })
  const { text, headers } = await browser().get(confirm).expect(200)
  expect(text).toContain('Your signature counts')
  expect(text).toMatch(/class="count">1</)
  expect(headers['cache-control']).toBe('no-store')
})

test('the own page shows what is stored and exports it whole', async () => {
  const { my, confirm, campaign } = await signer('own@mail.example')
  await browser().post(confirm).redirects(0)
  const { text, headers } = await browser().get(my).expect(200)
  for (const value of ['Ada Lovelace', 'own@mail.example', 'London', 'Because', 'United Kingdom'])
    expect(text).toContain(value)
  expect(headers['referrer-policy']).toBe('no-referrer')

  const exported = await browser().get(`${my}/export`).expect(200)
  expect(exported.headers['content-disposition']).toContain('attachment')
  expect(exported.body).toMatchObject({
    campaign: campaign.slug,
    name: 'Ada Lovelace',
    email: 'own@mail.example',
    state: 'confirmed',
    wantsUpdates: true,
  })
})

test('visibility changes at once, and nonsense is refused beside the field', async () => {
  const { my, confirm, campaign } = await signer('seen@mail.example')
  await browser().post(confirm).redirects(0)
  const page = async () => (await browser().get(`/en/campaigns/${campaign.slug}`)).text
  await expect.poll(page, { timeout: 5_000 }).toContain('Ada\u00a0L.')

  await browser().post(`${my}/visibility`).type('form').send({ visibility: 'hidden' }).redirects(0).expect(303)
  await expect.poll(page, { timeout: 5_000 }).not.toContain('Ada')
  await browser().post(`${my}/visibility`).type('form').send({ visibility: 'full' }).redirects(0).expect(303)
  await expect.poll(page, { timeout: 5_000 }).toContain('Ada Lovelace')

  const refused = await browser().post(`${my}/visibility`).type('form').send({ visibility: 'loud' }).expect(422)
  expect(refused.text).toMatch(/<title>Error: /)
})

test('withdrawing lowers the count, and erasing leaves nothing behind the links', async () => {
  const { my, confirm, campaign } = await signer('gone@mail.example')
  await browser().post(confirm).redirects(0)
  await browser().post(`${my}/withdrawal`).redirects(0).expect(303)
  expect(await counts(campaign.id)).toMatchObject({ confirmed: 0, withdrawn: 1 })
  expect((await browser().get(my)).text).toContain('Withdrawn')

  await browser().post(`${my}/erasure`).redirects(0).expect(303)
  expect((await browser().get('/en/erased').expect(200)).text).toContain('erased')
  await browser().get(my).expect(404)
  await browser().get(confirm).expect(404)
  expect(await counts(campaign.id)).toMatchObject({ confirmed: 0, withdrawn: 0 })
})

test('a token opens only what it was made for, and no other is accepted', async () => {
  const { my, confirm } = await signer('token@mail.example')
  const [myToken = '', confirmToken = ''] = [my, confirm].map((path) => path.split('/').at(-1))
  await browser().get(`/en/my/${confirmToken}`).expect(404)
  await browser().get(`/en/confirmations/${myToken}`).expect(404)
  await browser().post(`/ru/my/${confirmToken}/erasure`).expect(404)
  for (let position = 0; position < 44; position++) {
    const letter = myToken[position] === 'A' ? 'B' : 'A'
    await browser()
      .get(`/en/my/${myToken.slice(0, position)}${letter}${myToken.slice(position + 1)}`)
      .expect(404)
  }
  const strangers = linkToken(site.vault, 'my', { slot: 1, id: '01900000-0000-7000-8000-000000000000' })
  const { text } = await browser().get(`/ru/my/${strangers}`).expect(404)
  expect(text).toContain('lang="ru"')
})
