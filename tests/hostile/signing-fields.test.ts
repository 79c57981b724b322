import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findCampaign } from '../../server/features/campaigns/index.ts'
import { confirmSignatures } from '../../server/features/signatures/confirm-signatures.ts'
import { findCounts, openPerson } from '../../server/features/signatures/index.ts'
import { linkToken } from '../../server/features/signatures/private-link.ts'
import { findSealedCampaign } from '../../server/features/signatures/queries.ts'
import { demo, openSite, type TestSite } from '../site.ts'
import { hostileStrings } from './hostile-strings.ts'
import { escaped, expectHarmless } from './page-reader.ts'
import { forEach, postForm, signingForm } from './requests.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite()
  const limits = { network_hour: 100_000, domain_hour: 100_000, campaign_minute: 100_000 }
  await site.db
    .updateTable('campaigns')
    .set({ limits: JSON.stringify(limits) })
    .execute()
})
afterAll(() => site.close())

const shown = ['name', 'email', 'city', 'comment', 'key'] as const
const fields = [...shown, 'country', 'visibility', 'updates', 'resident', 'website']

const address = (locale: string) => `${site.url}/${locale}/campaigns/${demo}/signatures`

const localeOf = (index: number) => (index % 2 ? 'en' : 'ru')

test('there are at least 300 hostile strings', () => {
  expect(hostileStrings.length).toBeGreaterThanOrEqual(300)
})

test('every hostile string in every field at once is refused with what was typed, escaped', async () => {
  await forEach(hostileStrings, 8, async (_, index) => {
    const typed = (field: string) => hostileStrings[(index + fields.indexOf(field) * 7) % hostileStrings.length] ?? ''
    const form = Object.fromEntries(fields.map((field) => [field, typed(field)]))
    const answer = await postForm(address(localeOf(index)), form)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(answer.headers.getSetCookie()).toEqual([])
    expectHarmless(html)
    for (const field of shown) expect(html).toContain(escaped(typed(field)))
  })
})

test.each(fields)('every hostile string as %s alone is taken or refused, never an error of ours', async (field) => {
  await forEach(hostileStrings, 8, async (value, index) => {
    const form = signingForm(`person.${index}@${field}.example`, { [field]: value })
    const answer = await postForm(address(localeOf(index)), form, { accept: 'application/json' })
    expect([202, 422]).toContain(answer.status)
    const problem: unknown = await answer.json()
    if (answer.status === 422) expect(problem).toMatchObject({ errors: [{ field }] })
  })
})

test('what was taken leaves with its mail: one recipient, the usual subject, and no link but ours', async () => {
  await site.mailSent()
  const mails = await site.mailbox.list(10_000)
  expect(mails.length).toBeGreaterThan(500)
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(2)
  for (const { to, subject, html, text, messageId } of mails) {
    expect(to).toMatch(/^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+$/)
    expect(`${subject}${messageId}`).not.toMatch(/[\r\n]/)
    expect(`${text}${html}`).not.toMatch(/<script|<img|onerror|evil\.|\{\{/i)
  }
}, 60_000)

test('their owners’ pages show them only as text', async () => {
  const rows = await site.db.selectFrom('signatures').selectAll().execute()
  const campaign = await findSealedCampaign(site.db, rows[0]?.campaign_id ?? '')
  if (!campaign) throw new Error('Nothing was signed')
  const people = rows.map((row) => ({ row, person: openPerson(site.vault, campaign, row.address_key, row.sealed) }))
  const commented = people.filter(({ person }) => person.comment !== '')
  expect(commented.length).toBeGreaterThan(200)

  await forEach(commented, 8, async ({ row, person }, index) => {
    const url = `${site.url}/${localeOf(index)}/my/${linkToken(site.vault, 'my', row)}`
    const html = await (await fetch(url)).text()
    expectHarmless(html)
    expect(html).toContain(escaped(person.comment))
    if (index % 10 === 0) expect(await (await fetch(`${url}/export`)).json()).toMatchObject(person)
  })
})

test('confirmed, they stand on the public page only as text, and the counts equal the rows', async () => {
  const rows = await site.db.selectFrom('signatures').select(['slot', 'id']).execute()
  await confirmSignatures(site.db, rows, new Date())
  const campaign = await findCampaign(site.db, demo)
  const counts = await findCounts(site.db, campaign?.id ?? '')
  const states = (await site.db.selectFrom('signatures').select('state').execute()).map(({ state }) => state)
  expect(states).toHaveLength(rows.length)
  for (const [state, count] of Object.entries(counts))
    expect(count).toBe(states.filter((each) => each === state).length)

  for (const locale of ['en', 'ru']) {
    const html = await vi.waitFor(async () => {
      const page = await (await fetch(`${site.url}/${locale}/campaigns/${demo}`)).text()
      expect(page).toContain('<blockquote>')
      return page
    }, 10_000)
    expectHarmless(html)
  }
})
