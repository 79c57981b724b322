import { get } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import supertest from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCampaign } from '../../campaign.ts'
import { demo, openSite, type TestSite } from '../../site.ts'

let site: TestSite
let now = new Date()

beforeAll(async () => {
  site = await openSite({ now: () => now })
})
afterAll(() => site.close())

const browser = () => supertest(site.url)
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}

const valid = { name: 'Maxine Kent', email: 'maxine@mail.example', country: 'GB', visibility: 'initial' }

const sign = (path: string, fields: Record<string, string>) =>
  browser().post(`${path}/signatures`).type('form').redirects(0).send(fields)

test('the page carries all that the campaign has, in either language', async () => {
  for (const [locale, words] of [
    ['en', ['Nurdauletov', 'Who can change this']],
    ['ru', ['Нурдаулетов', 'Кто может это изменить']],
  ] as const) {
    const { text } = await browser().get(`/${locale}/campaigns/${demo}`).expect(200)
    expect(text).toContain(`<html lang="${locale}">`)
    for (const word of words) expect(text).toContain(word)
    expect(text.match(/class="to"/g)).toHaveLength(8)
    expect(text.match(/<details class="evidence"/g)?.length).toBeGreaterThanOrEqual(12)
    expect(text).not.toMatch(/<details class="evidence"[^>]*open/)
    expect(text.match(/class="warn"/g)?.length).toBeGreaterThan(5)
    expect(text.match(/<option /g)?.length).toBeGreaterThan(200)
    expect(text).toContain('hreflang="ru"')
    expect(text).toContain('property="og:title"')
    expect(text).toContain('application/ld+json')
    expect(text).not.toMatch(/(?:src|srcset|poster)="https?:/)
  }
})

test('a missing language is said in the reader’s own, and the other text is shown and marked', async () => {
  const { slug } = await createCampaign(site.db, site.vault)
  const { text } = await browser().get(`/ru/campaigns/${slug}`).expect(200)
  expect(text).toContain('<html lang="ru">')
  expect(text).toMatch(/Русского текста/)
  expect(text).toMatch(/<div lang="en">\s*<h1>A fair title/)
  expect(text).toContain('Имя')
})

test('a closed campaign says so and takes no signature', async () => {
  const { slug, id } = await createCampaign(site.db, site.vault)
  await site.db.updateTable('campaigns').set({ state: 'closed' }).where('id', '=', id).execute()
  const { text } = await browser().get(`/en/campaigns/${slug}`).expect(200)
  expect(text).toContain('closed')
  expect(text).not.toContain('<form')
  await sign(`/en/campaigns/${slug}`, valid).expect(409)
  const json = await browser().post(`/en/campaigns/${slug}/signatures`).set('accept', 'application/json').send(valid)
  expect(json.status).toBe(409)
  expect(json.type).toBe('application/problem+json')
})

test('a draft is not there', async () => {
  const { slug, id } = await createCampaign(site.db, site.vault)
  await site.db.updateTable('campaigns').set({ state: 'draft' }).where('id', '=', id).execute()
  await browser().get(`/en/campaigns/${slug}`).expect(404)
})

test('the page comes in the encoding that is asked for, the same in each', async () => {
  const url = `${site.url}/en/campaigns/${demo}`
  const as = (encoding: string) =>
    new Promise<{ bytes: Buffer; encoding: string }>((resolve, reject) => {
      const asked = get(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ bytes: Buffer.concat(parts), encoding: answer.headers['content-encoding'] ?? '' }),
        )
      })
      asked.on('error', reject)
    })
  const [plain, gzip, br] = [await as('identity'), await as('gzip'), await as('gzip, deflate, br')]
  expect([plain.encoding, gzip.encoding, br.encoding]).toEqual(['', 'gzip', 'br'])
  expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true)
  expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true)
  expect(br.bytes.length).toBeLessThan(20_000)
})

test('an unchanged page is answered with 304, and proxies are told how long they may keep it', async () => {
  const first = await browser().get(`/en/campaigns/${demo}`).expect(200)
  expect(first.headers['cache-control']).toMatch(/s-maxage=1.*stale-while-revalidate.*stale-if-error/)
  const again = await browser()
    .get(`/en/campaigns/${demo}`)
    .set('if-none-match', first.headers.etag ?? '')
  expect(again.status).toBe(304)
  expect(again.text).toBe('')
})

test('a change of the campaign shows within a second, and the page is rendered anew only then', async () => {
  const { slug, id } = await createCampaign(site.db, site.vault)
  const first = await browser().get(`/en/campaigns/${slug}`)
  await site.db.updateTable('campaign_texts').set({ title: 'Another title' }).where('campaign_id', '=', id).execute()
  await site.db.updateTable('campaigns').set({ version: 2 }).where('id', '=', id).execute()
  expect((await browser().get(`/en/campaigns/${slug}`)).headers.etag).toBe(first.headers.etag)
  later(11)
  expect((await browser().get(`/en/campaigns/${slug}`)).text).toContain('Another title')
})

test('a refused form comes back with what was typed and the same words on top and beside each field', async () => {
  const fields = { name: 'https://spam.example', email: 'maxine', country: 'XX', city: 'Leeds', comment: 'Because' }
  const { text } = await sign(`/en/campaigns/${demo}`, fields).expect(422)
  expect(text).toMatch(/<title>Error: /)
  expect(text).toContain('There is a problem')
  for (const value of ['https://spam.example', 'maxine', 'Leeds', 'Because']) expect(text).toContain(value)
  for (const field of ['name', 'email', 'country']) {
    expect(text).toContain(`<a href="#${field}">`)
    expect(text).toContain(`id="${field}-error"`)
  }
  expect(text).toMatch(/<details class="more" open>/)
})

test('in JSON a refused form is a problem with an error a field, and a good one is accepted', async () => {
  const json = (body: object) =>
    browser().post(`/ru/campaigns/${demo}/signatures`).set('accept', 'application/json').send(body)
  const refused = await json({ name: '', email: 'x', country: 'KZ' })
  expect(refused.status).toBe(422)
  expect(refused.type).toBe('application/problem+json')
  expect(JSON.parse(refused.text)).toMatchObject({
    status: 422,
    errors: [{ field: 'name' }, { field: 'email', detail: expect.stringContaining('почты') }],
  })
  const accepted = await json({ ...valid, email: 'json@mail.example' })
  expect([accepted.status, accepted.body]).toEqual([202, { status: 'check-your-mail' }])
  const api = await browser()
    .post(`/api/v1/campaigns/${demo}/signatures`)
    .send({ ...valid, email: 'api@mail.example' })
  expect(api.status).toBe(202)
})

test('a comment that breaks the rules waits, and a clean one is shown beside its name once confirmed', async () => {
  const { slug } = await createCampaign(site.db, site.vault)
  const path = `/en/campaigns/${slug}`
  await sign(path, { ...valid, comment: 'For the dogs of Almaty' }).expect(303)
  await sign(path, { ...valid, email: 'two@mail.example', comment: 'Buy at www.spam.example' }).expect(303)
  await sign(path, { ...valid, email: 'three@mail.example', visibility: 'hidden', comment: 'Unseen words' }).expect(303)
  const rows = await site.db.selectFrom('signatures').selectAll().where('sealed', 'is not', null).execute()
  for (const row of rows) await site.intake.confirm(row)
  later(11)
  const { text } = await browser().get(path)
  expect(text).toContain('For the dogs of Almaty')
  expect(text).toContain('Maxine\u00a0K.')
  expect(text).not.toContain('spam.example')
  expect(text).not.toContain('Unseen words')
})

test('a browser is led to its language', async () => {
  for (const [asked, locale] of [
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['de, en;q=0.7, ru;q=0.3', 'en'],
    ['fr', 'en'],
    ['ru;q=0, en', 'en'],
  ] as const) {
    const answer = await browser().get('/').set('accept-language', asked).redirects(0)
    expect([asked, answer.status, answer.headers.location]).toEqual([asked, 302, `/${locale}/`])
  }
})
