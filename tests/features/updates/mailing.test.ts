import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkToken } from '../../../server/features/signatures/index.ts'
import { feedMailing, startMailing, stopMailing } from '../../../server/features/updates/mail-update.ts'
import { findMailing } from '../../../server/features/updates/queries.ts'
import { withdrawUpdate } from '../../../server/features/updates/save-update.ts'
import { openSite, type TestSite } from '../../site.ts'
import { account, openNews } from './news.ts'

let site: TestSite

beforeAll(async () => {
  site = await openSite({ demo: false })
})
afterAll(() => site.close())

const receivers = (updateId: string) =>
  site.db.selectFrom('update_receivers').select(['state']).where('update_id', '=', updateId).execute()

test('those who agreed and confirmed get the news once, in their language, and nobody else does', async () => {
  const { campaign, supporter, post, mail, mailTo, browser } = await openNews(site)
  for (let n = 0; n < 12; n++) await supporter(`reader${n}@mail.example`, { locale: n % 2 ? 'ru' : 'en' })
  await supporter('quiet@mail.example', { updates: false })
  const unconfirmed = { name: 'Eve', email: 'eve@mail.example', country: 'GB', updates: 'yes' }
  await browser.post(`/en/campaigns/${campaign.slug}/signatures`).type('form').redirects(0).send(unconfirmed)
  const id = await post()

  await mail(id, 5)
  await site.mailSent()
  await mail(id, 5)
  for (let n = 0; n < 12; n++) expect(await mailTo(`reader${n}@mail.example`)).toHaveLength(1)
  expect(await mailTo('quiet@mail.example')).toEqual([])
  expect(await mailTo('eve@mail.example')).toEqual([])
  expect((await mailTo('reader1@mail.example'))[0]?.text).toContain('Министерство ответило')
  expect(await findMailing(site.db, id)).toMatchObject({ state: 'fed', queued: 12, sent: 12, failed: 0, waiting: 0 })
  expect((await receivers(id)).map(({ state }) => state)).toEqual(Array(12).fill('sent'))
})

test('what a mailbox shows at a glance does not name the campaign or the news', async () => {
  const { campaign, supporter, post, mail, mailTo } = await openNews(site)
  await supporter('glance@mail.example', { locale: 'ru' })
  await mail(await post())
  await site.mailSent()
  const [letter] = await mailTo('glance@mail.example')
  const readable = (letter?.html ?? '')
    .replace(/<title>.*<\/title>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  for (const glance of [letter?.subject, letter?.from, letter?.text.slice(0, 200), readable.trim().slice(0, 200)]) {
    expect(glance?.length).toBeGreaterThan(5)
    expect(glance).not.toMatch(/Министерство|A fair title/)
  }
  expect(`${letter?.text}${letter?.html}`).not.toMatch(new RegExp(`${campaign.slug}|<img|http-equiv`, 'i'))
})

test('the one click ends news by a POST without a login; looking at the page does not, and nothing more leaves', async () => {
  const { supporter, post, mail, mailTo, browser } = await openNews(site)
  const key = await supporter('enough@mail.example')
  const first = await post()
  await mail(first)
  await site.mailSent()
  const [letter] = await mailTo('enough@mail.example')
  const stop = new URL(letter?.unsubscribeUrl ?? '').pathname
  expect(letter?.text).toContain(stop)

  for (let visit = 0; visit < 5; visit++) await browser.get(stop).expect(200)
  await browser.head(stop).expect(200)
  const wants = () =>
    site.db.selectFrom('signatures').select('wants_updates').where('id', '=', key.id).executeTakeFirstOrThrow()
  expect(await wants()).toEqual({ wants_updates: true })

  await browser.post(stop).field('List-Unsubscribe', 'One-Click').expect(200)
  await browser.post(stop).type('form').send('List-Unsubscribe=One-Click').expect(200)
  expect(await wants()).toEqual({ wants_updates: false })
  await mail(await post())
  await site.mailSent()
  expect(await mailTo('enough@mail.example')).toHaveLength(1)

  await browser.post(stop.replace(/.$/, 'x')).type('form').send('List-Unsubscribe=One-Click').expect(404)
  const my = `/en/my/${linkToken(site.vault, 'my', key)}`
  expect((await browser.get(my)).text).toContain('You do not get news of this campaign by e-mail')
  await browser.post(`${my}/updates`).type('form').send({ updates: 'yes' }).redirects(0).expect(303)
  expect(await wants()).toEqual({ wants_updates: true })
})

test('whoever erases their signature leaves no trace of the news they got, and whoever ends a mailing stops it', async () => {
  const { campaign, supporter, post, mail, mailTo, browser } = await openNews(site)
  const key = await supporter('gone@mail.example')
  const id = await post()
  await mail(id)
  await site.mailSent()
  expect(await receivers(id)).toHaveLength(1)
  await browser
    .post(`/en/my/${linkToken(site.vault, 'my', key)}/erasure`)
    .redirects(0)
    .expect(303)
  expect(await receivers(id)).toEqual([])

  await supporter('stopped@mail.example')
  const stopped = await post()
  expect(await startMailing(site.db, campaign.id, stopped, account)).toBe(true)
  expect(await startMailing(site.db, campaign.id, stopped, account)).toBe(false)
  expect(await stopMailing(site.db, campaign.id, stopped)).toBe(true)
  expect(await feedMailing(site.db, 10)).toBeUndefined()
  expect(await mailTo('stopped@mail.example')).toEqual([])

  const withdrawn = await post()
  await withdrawUpdate(site.db, campaign.id, withdrawn)
  expect(await startMailing(site.db, campaign.id, withdrawn, account)).toBe(false)
})
