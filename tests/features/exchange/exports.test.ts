import { afterAll, beforeAll, expect, test } from 'vitest'
import { withoutFew } from '../../../server/features/exchange/statistics.ts'
import { writeXlsx } from '../../../server/features/exchange/xlsx.ts'
import type { SealedCampaign } from '../../../server/features/privacy/index.ts'
import { csvLine } from '../../../server/features/sendings/index.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { formulas } from '../../hostile/formulas.ts'
import { demo } from '../../site.ts'
import { addSignature, demoCampaign, type Wishes } from '../moderation/signatures.ts'
import { readZip } from './read-zip.ts'

let here: TestDesk
let campaign: SealedCampaign
let editor: DeskBrowser
beforeAll(async () => {
  here = await openDesk()
  campaign = await demoCampaign(here.db)
  editor = await here.as(['editor'])
})
afterAll(() => here.close())

const at = `/desk/campaigns/${demo}/exports`
const reason = 'For the hearing in May'
const sign = (wishes: Wishes) => addSignature(here.db, here.vault, campaign, wishes)

/** The bytes of an export, which a browser's text would not keep. */
const download = async (browser: DeskBrowser, fields: Record<string, string>) => {
  const answer = await fetch(here.url + at, {
    method: 'POST',
    body: new URLSearchParams({ reason, ...fields }),
    headers: { origin: here.url, cookie: browser.cookie },
  })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const exported = () => here.db.selectFrom('exports').selectAll().orderBy('created_at').execute()
const acts = () => here.db.selectFrom('audit_log').selectAll().where('act', '=', 'exported').orderBy('id').execute()

test('the addressee gets names as people let them be shown, a number for the hidden ones, and no address', async () => {
  await sign({ name: 'Full Name', email: 'canary1@example.org', at: new Date('2026-03-02T10:00:00Z') })
  await sign({ name: 'Only Initial', visibility: 'initial', at: new Date('2026-03-03T10:00:00Z') })
  await sign({ name: 'Hidden Canary', visibility: 'hidden', at: new Date('2026-03-03T11:00:00Z') })
  await sign({ name: 'Pending Canary', state: 'pending' })
  const { status, headers, bytes } = await download(here.owner, { purpose: 'addressee', format: 'csv' })
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="stray-animals-kazakhstan-addressee-.*csv"$/,
  )
  const lines = bytes.toString('utf8').split('\r\n')
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(lines.slice(1)).toEqual([
    '1,"Full Name","Kazakhstan","2026-03-02"',
    '2,"Only\u00a0I.","Kazakhstan","2026-03-03"',
    ',"and 1 more who asked not to be named",,',
    '',
  ])
  expect(bytes.toString()).not.toMatch(/canary/i)

  expect((await acts()).at(-1)).toMatchObject({
    account_id: here.owner.accountId,
    details: { purpose: 'addressee', format: 'csv', rows: 2, reason },
  })
  expect((await exported()).at(-1)).toMatchObject({ rows: 2, finished_at: expect.any(Date) })
  expect((await here.owner.get(at)).text).toContain(reason)
})

test('news go to those who agreed, and to nobody else', async () => {
  await sign({ name: 'Agreed One', email: 'agreed@example.org', updates: true, visibility: 'hidden' })
  await sign({ name: 'Agreed Unconfirmed', email: 'canary2@example.org', updates: true, state: 'pending' })
  const { bytes } = await download(here.owner, { purpose: 'news', format: 'csv' })
  expect(bytes.toString('utf8').split('\r\n').slice(1)).toEqual(['"agreed@example.org","Agreed One","en"', ''])
})

test('without a reason, or with a purpose that the role has no right to, nothing leaves', async () => {
  const before = (await exported()).length
  for (const fields of [{ purpose: 'news', reason: ' ' }, { reason }, { purpose: 'everything', reason }]) {
    const answer = await here.owner.post(at, fields as Record<string, string>)
    expect([answer.status, answer.text.includes('role="alert"')]).toEqual([422, true])
  }
  const typed = await here.owner.post(at, { purpose: 'news', reason: 'x"'.repeat(200), format: 'xlsx' })
  expect([typed.status, typed.text.includes('x&quot;x')]).toEqual([422, true])
  for (const purpose of ['addressee', 'news']) {
    expect((await editor.post(at, { purpose, reason })).status).toBe(403)
  }
  expect((await editor.get(at)).text).not.toContain('value="news"')
  expect((await (await here.as(['moderator', 'translator'])).get(at)).status).toBe(403)
  expect((await (await here.stranger()).post(at, { purpose: 'statistics', reason })).status).toBe(404)
  expect(await exported()).toHaveLength(before)
})

test('statistics tell of nobody: small groups are one, and an editor may have them', async () => {
  const { status, bytes } = await download(editor, { purpose: 'statistics', format: 'csv' })
  expect(status).toBe(200)
  const text = bytes.toString('utf8')
  expect(text).toContain('"Day","2026-03-02",1')
  expect(text).not.toMatch(/"Country","Kazakhstan"|Full Name/)
  const groups = [3, 40, 12, 2].map((count, n) => ({ name: String(n), count }))
  expect(withoutFew(groups)).toEqual({ shown: [{ name: '1', count: 40 }], others: 17 })
  expect(withoutFew([{ name: 'a', count: 3 }])).toEqual({ shown: [], others: 3 })
})

test('the campaign’s folder is a ZIP file that the campaign’s import reads, pictures and all', async () => {
  const picture = Buffer.from('RIFF-and-so-on')
  const image = { campaign_id: campaign.id, name: 'bank', digest: 'a'.repeat(64), width: 320, height: 200 }
  await here.db
    .insertInto('campaign_images')
    .values({ ...image, bytes: picture, small: null, saved_by: null, saved_at: new Date() })
    .execute()
  await here.db.updateTable('campaigns').set({ cover: 'bank' }).where('id', '=', campaign.id).execute()
  const { headers, bytes } = await download(editor, { purpose: 'folder', format: 'xlsx' })
  expect(headers.get('content-type')).toBe('application/zip')
  const files = readZip(bytes)
  expect(files.get(`${demo}/campaign.yaml`)?.toString()).toContain(`slug: ${demo}`)
  expect([...files.keys()].filter((name) => name.endsWith('.md'))).toContain(`${demo}/ru.md`)
  expect(files.get(`${demo}/images/bank.webp`)).toEqual(picture)
})

test.each(formulas)('%j runs in no spreadsheet, from CSV or XLSX', async (text) => {
  const line = csvLine([text])
  expect(line).toMatch(/^"'|^"(?![\s\p{Cf}\p{Z}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212\t\r\n])/u)
  expect(line.slice(1, -3).replaceAll('""', '')).not.toContain('"')
  const chunks: Buffer[] = []
  const rows = (async function* () {
    yield [[text]]
  })()
  for await (const chunk of writeXlsx('A', rows)) chunks.push(chunk as Buffer)
  const sheet = readZip(Buffer.concat(chunks)).get('xl/worksheets/sheet1.xml')?.toString() ?? ''
  expect(sheet).toMatch(
    /<row r="1"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">[^<]*<\/t><\/is><\/c><\/row>/,
  )
  expect(sheet).not.toContain('<f')
})
