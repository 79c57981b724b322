import type supertest from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listLatestUpdates } from '../../../server/features/signatures/latest-updates.ts'
import { findUpdate } from '../../../server/features/updates/queries.ts'
import { postUpdate, saveUpdate, withdrawUpdate } from '../../../server/features/updates/save-update.ts'
import { openSite, type TestSite } from '../../site.ts'
import { account, openNews } from './news.ts'

let site: TestSite

beforeAll(async () => {
  site = await openSite({ demo: false })
})
afterAll(() => site.close())

const english = (title: string, body = 'A fair text') => [{ locale: 'en' as const, title, body }]

test('a draft is nobody’s, a posted update stands on the timeline and the campaign’s page, a withdrawn one is gone', async () => {
  const { campaign, browser, draft } = await openNews(site)
  const at = `/en/campaigns/${campaign.slug}`
  const read = async (path: string) => (await browser.get(path).expect(200)).text
  expect(await read(at)).not.toContain('The ministry')

  const id = await draft()
  expect(await read(`${at}/updates`)).not.toContain('The ministry')

  await postUpdate(site.db, campaign.id, id)
  await expect.poll(() => read(`${at}/updates`), { timeout: 5000 }).toContain('The ministry has answered')
  const timeline = await read(`${at}/updates`)
  expect(timeline).toContain('<strong>law</strong>')
  expect(timeline).not.toContain('<script>alert')
  expect(timeline).toContain('11\u00a0March 2026')
  expect(await read(at)).toContain(`/updates#u-${id}`)
  expect(await read(`/ru/campaigns/${campaign.slug}/updates`)).toContain('Министерство ответило')

  await withdrawUpdate(site.db, campaign.id, id)
  await expect.poll(() => read(`${at}/updates`), { timeout: 5000 }).not.toContain('The ministry')
  expect(await listLatestUpdates(site.db, campaign.id, 3)).toEqual([])
})

test('where one language is missing the other is shown, and says so', async () => {
  const { campaign, browser, post } = await openNews(site)
  await post(english('Only in English'))
  const { text } = await browser.get(`/ru/campaigns/${campaign.slug}/updates`)
  expect(text).toMatch(/<div lang="en">\s*<h2>[\s\S]*Only in English/)
  expect(text).toContain('<p class="fine" lang="ru">')
})

test('a correction of what was posted is shown as one, and two who save at once do not overwrite each other', async () => {
  const { campaign, browser, post } = await openNews(site)
  const id = await post(english('With a mistake'))
  const whose = { campaignId: campaign.id, id, account }
  const content = { happenedOn: '2026-03-12', texts: english('Without a mistake') }
  expect(await saveUpdate(site.db, whose, 1, content)).toEqual({ ok: true, revision: 2 })

  const late = await saveUpdate(site.db, whose, 1, { ...content, texts: english('Overwritten') })
  expect(late).toMatchObject({ ok: false, theirs: { revision: 2, texts: [{ title: 'Without a mistake' }] } })
  expect(await saveUpdate(site.db, { ...whose, campaignId: account }, 2, content)).toBeUndefined()
  expect((await findUpdate(site.db, campaign.id, id))?.texts).toHaveLength(1)

  const { text } = await browser.get(`/en/campaigns/${campaign.slug}/updates`)
  expect(text).toContain('Without a mistake')
  expect(text).toMatch(/Corrected on \d/)
})

test('the feed is valid Atom, whatever stands in a title', async () => {
  const { campaign, browser, post } = await openNews(site)
  const hostile = `</title><script>"'&amp; ]]> \u0007 & <x`
  const id = await post(english(hostile, 'See [this](https://news.example/?a=1&b=2) & <b>that</b>'))
  const { body: feed, headers } = await browser
    .get(`/en/campaigns/${campaign.slug}/updates/feed.atom`)
    .buffer(true)
    .parse(raw)
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  expect(feed).toContain(`<id>urn:uuid:${id}</id>`)
  expect(feed).toContain('<title>&lt;/title&gt;&lt;script&gt;')
  expect(feed).not.toContain('\u0007')
  expect(feed).toContain('&lt;a href=&quot;https://news.example/?a=1&amp;amp;b=2&quot;')
  expect(tagsIn(feed)).toEqual(wellFormed(feed))
})

const raw = (response: supertest.Response, done: (error: Error | null, body: string) => void) => {
  const chunks: Buffer[] = []
  const stream = response as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')))
}

/** Names of all tags as they open. */
const tagsIn = (xml: string) => [...xml.matchAll(/<([a-z]+)[\s>]/g)].map(([, name]) => name)

/** The same, while each end is held to what it ends; throws where one does not fit or a bare sign stands in a text. */
const wellFormed = (xml: string) => {
  const open: string[] = []
  const opened: string[] = []
  for (const [, end, name = '', alone, text] of xml.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>|([^<]+)/g)) {
    if (text && /&(?!amp;|lt;|gt;|quot;|#39;)/.test(text)) throw new Error(`A bare sign in ${text}`)
    if (!name) continue
    if (end && open.pop() !== name) throw new Error(`${name} ends, and is not open`)
    if (!end) opened.push(name)
    if (!end && !alone) open.push(name)
  }
  if (open.length > 0) throw new Error(`Left open: ${open.join()}`)
  return opened
}
