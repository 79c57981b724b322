import supertest from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCampaign } from '../../campaign.ts'
import { openSite, type TestSite } from '../../site.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite({ demo: false })
})
afterAll(() => site.close())

test('a link says by which way it was passed on, the page carries that on, and only sums a day are kept of it', async () => {
  const campaign = await createCampaign(site.db, site.vault)
  const browser = supertest(site.url)
  const at = `/en/campaigns/${campaign.slug}`
  const plain = await browser.get(at)
  expect(plain.text).toContain(encodeURIComponent(`${at}?from=telegram`))
  expect(plain.text).not.toContain('name="from"')
  expect((await browser.get(`${at}?from=telegram`)).text).toContain(
    '<input type="hidden" name="from" value="telegram">',
  )
  for (const strange of ['?from=somewhere', '?from=%22%3E', '?from=mail&from=mail', '?x=1']) {
    expect((await browser.get(at + strange)).headers.etag).toBe(plain.headers.etag)
  }

  const sign = (n: number, from: object) =>
    browser
      .post(`${at}/signatures`)
      .type('form')
      .redirects(0)
      .send({ name: 'Ada Lovelace', email: `from${n}@mail.example`, country: 'GB', ...from })
      .expect(303)
  for (let n = 0; n < 3; n++) await sign(n, { from: 'telegram' })
  await sign(3, {})
  await sign(4, { from: '<script>' })
  await site.intake.drain()
  await sign(5, { from: 'telegram' })
  await site.intake.drain()
  const rows = await site.db
    .selectFrom('signing_sources')
    .select(['source', 'count'])
    .where('campaign_id', '=', campaign.id)
    .orderBy('source')
    .execute()
  expect(rows).toEqual([
    { source: 'direct', count: 2 },
    { source: 'telegram', count: 4 },
  ])
})
