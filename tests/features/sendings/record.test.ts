import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCampaign } from '../../../server/features/campaigns/index.ts'
import { PublicRecord, recordOf } from '../../../server/features/sendings/index.ts'
import { officeRecord } from '../../../server/features/sendings/record-view.ts'
import { locales } from '../../../server/i18n/index.ts'
import { createCampaign } from '../../campaign.ts'
import { demo, openSite, type TestSite } from '../../site.ts'
import { type Alike, putLetters } from './many-letters.ts'

const now = () => new Date('2026-06-01T10:20:00Z')

let site: TestSite
let offices: { id: string; key: string }[]
let campaignId: string

beforeAll(async () => {
  site = await openSite({ now })
  const campaign = await findCampaign(site.db, demo)
  if (!campaign) throw new Error('There is no demo campaign')
  campaignId = campaign.id
  offices = campaign.addressees.map(({ key, office }) => ({ key, id: office.id }))
  await put(0, { count: 64, registered: true, answeredAfter: 12, kind: 'formal' })
  await put(0, { count: 240, registered: true, dueOn: '2026-04-01' })
  await put(1, { count: 33, dueOn: '2026-04-01' })
  await put(2, { count: 9, registered: true, dueOn: '2026-04-01' })
})
afterAll(() => site.close())

const put = (place: number, alike: Omit<Alike, 'campaignId' | 'officeId'>) =>
  putLetters(site.db, { campaignId, officeId: offices[place]?.id ?? '', ...alike })

const get = async (path: string) => {
  const response = await fetch(`${site.url}${path}`)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const page = (locale: string) => get(`/${locale}/campaigns/${demo}/letters/record`)

test.each([
  ['en', 'How offices answer', ['300+ sent', '60+ answered', '230+ overdue'], 'Fewer than ten people have written'],
  [
    'ru',
    'Как отвечают ведомства',
    ['300+ отправлено', '60+ с ответом', '230+ просрочено'],
    'Написали меньше десяти человек',
  ],
])('in %s the record shows each office, and says where too few have written', async (locale, title, bars, few) => {
  const { status, text, headers } = await page(locale)
  expect(status).toBe(200)
  expect(text).toContain(`<h1>${title}</h1>`)
  for (const bar of bars) expect(plain(text)).toContain(bar)
  expect(text.split(few).length - 1).toBe(offices.length - 2)
  expect(text.match(/<th scope="row"/g)?.length).toBe(offices.length + 1 + 2)
  expect(headers.get('cache-control')).toBe('public, max-age=60, s-maxage=600')
})

test('the table holds all that the chart shows, and the chart is no style of its own', async () => {
  const { text } = await page('en')
  const table = text.slice(text.indexOf('<table'), text.indexOf('</table>'))
  expect([...table.matchAll(/data-label="Sent">([^<]+)</g)].map(([, value]) => value)).toEqual(['300+', '30+', '330+'])
  expect(plain(table)).toContain('data-label="Time to answer (median)">12 days<')
  const chart = text.slice(text.indexOf('<svg'), text.indexOf('</svg>'))
  expect(chart.match(/<rect/g)?.length).toBe(6)
  expect(text).not.toMatch(/\sstyle=|<style/)
  for (const fill of ['none', 'url(#lines)', 'currentColor', 'url(#crossed)']) expect(chart).toContain(`fill="${fill}"`)
})

test('the figures can be had as CSV, in both languages, without the office that has too few', async () => {
  for (const locale of locales) {
    const { status, headers, text } = await get(`/${locale}/campaigns/${demo}/letters/record.csv`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${demo}-2026-06-01-${locale}.csv"`)
    const rows = text.trim().split('\r\n')
    expect(rows).toHaveLength(offices.length + 1)
    expect(rows[1]).toMatch(/",300,290,60,230,12,,,,,,50,"2026-06-01"$/)
    expect(rows[2]).toMatch(/",30,,,20,,,,,,,,"2026-06-01"$/)
    expect(rows[3]).toMatch(/",,,,,,,,,,,,"2026-06-01"$/)
  }
})

test('letters that come within the hour are not seen until the next', async () => {
  await put(2, { count: 30 })
  expect((await page('en')).text.match(/data-label="Sent">/g)?.length).toBe(3)
})

test('an office has a record for its own page, and none where too few have written', async () => {
  const record = recordOf(new PublicRecord({ db: site.db, now }))
  const view = await record(offices[0]?.id ?? '', 'ru')
  expect(view).toMatchObject({ title: 'Как отвечает ведомство', csvUrl: '' })
  expect(view?.rows).toHaveLength(1)
  expect(view?.rows[0]).toMatchObject({ url: `/ru/campaigns/${demo}/letters/record`, few: false })
  expect(view?.rows[0]?.figures.map(({ value }) => plain(value))).toEqual(['300+', '290+', '60+', '230+', '12 дней'])
  expect(await record(offices[4]?.id ?? '', 'en')).toBeUndefined()
})

test('the page of an office shows its record', async () => {
  const office = await site.db
    .selectFrom('offices')
    .select('slug')
    .where('id', '=', offices[0]?.id ?? '')
    .executeTakeFirst()
  const { text } = await get(`/en/offices/${office?.slug}`)
  expect(text).toContain('How this office answers')
  expect(text).toContain('data-label="Overdue">230+<')
})

test('a campaign to which nobody has written has a record that says so, and one that is a draft has none', async () => {
  const empty = await createCampaign(site.db, site.vault)
  const { status, text } = await get(`/ru/campaigns/${empty.slug}/letters/record`)
  expect(status).toBe(200)
  expect(text).not.toContain('<svg')
  await site.db.updateTable('campaigns').set({ state: 'draft' }).where('id', '=', empty.id).execute()
  for (const path of ['record', 'record.csv'])
    expect((await get(`/ru/campaigns/${empty.slug}/letters/${path}`)).status).toBe(404)
  expect((await get('/en/campaigns/nothing/letters/record')).status).toBe(404)
})

test('the page of addressees leads to the record', async () => {
  expect((await get(`/ru/campaigns/${demo}/letters`)).text).toContain(`href="/ru/campaigns/${demo}/letters/record"`)
})

test('a chart of many names those with the most letters and takes the rest together; the table has them all', () => {
  const none = { formal: null, explained: null, refused: null, partial: null, granted: null, forwarded: null }
  const rows = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      campaign: { slug: `c-${place}`, titles: { ru: `Кампания ${place + 1}` } },
      office: { id: '', slug: '', name: { en: '', ru: { nominative: '', genitive: '', dative: '' } } },
      ...{
        sent: 10 * (place + 1),
        registered: null,
        answered: null,
        overdue: 10,
        kinds: none,
        days: [],
        medianDays: null,
      },
    }))
  const shown = (count: number) => {
    const record = officeRecord('ru', { asOf: now(), rows: rows(count) })
    const groups = record?.chart?.groups ?? []
    const names = groups.map(({ name }) => plain(name.map(({ text }) => text).join(' ')))
    return { names, last: groups.at(-1)?.bars.map(({ words }) => plain(words.text)), rows: record?.rows.length }
  }
  expect(shown(13)).toMatchObject({ rows: 14, names: { length: 13 } })
  const { names, last, rows: told } = shown(15)
  expect(names).toEqual([...Array.from({ length: 12 }, (_, place) => `Кампания ${15 - place}`), 'Остальные: 3'])
  expect(last).toEqual(['60+ отправлено', '30+ просрочено'])
  expect(told).toBe(16)
})
