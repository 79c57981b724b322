import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCampaign } from '../../server/features/campaigns/index.ts'
import { findCounts } from '../../server/features/signatures/index.ts'
import { linkToken } from '../../server/features/signatures/private-link.ts'
import { demo, openSite, type TestSite } from '../site.ts'
import { forEach, postForm, postJson, signingForm } from './requests.ts'

let site: TestSite
let behindProxy: TestSite
beforeAll(async () => {
  site = await openSite()
  behindProxy = await openSite({ env: { TRUST_PROXY: '127.0.0.1' } })
})
afterAll(async () => {
  await site.close()
  await behindProxy.close()
})

const signing = (at = site) => `${at.url}/en/campaigns/${demo}/signatures`

const countsOf = async (at = site) => findCounts(at.db, (await findCampaign(at.db, demo))?.id ?? '')

const rowsOf = (at = site) => at.db.selectFrom('signatures').selectAll().orderBy('created_at').execute()

/** Everything of an answer that a sender can tell apart, but for the moment it was sent. */
const wholeOf = async (answer: Response) => {
  const headers = [...answer.headers].filter(([name]) => name !== 'date')
  return { status: answer.status, headers, body: await answer.text() }
}

const foreign = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'rubbish' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'file://' },
  { origin: 'http://127.0.0.1:1' },
  { origin: 'not an origin' },
  { origin: 'http://localhost' },
]

test.each(foreign)('a form sent from %o is refused everywhere and does nothing', async (headers) => {
  const before = await rowsOf()
  const letters = `${site.url}/ru/campaigns/${demo}/letters/president`
  const own = ['confirmations/x', 'my/x/erasure', 'my/x/withdrawal', 'my/x/visibility'].map(
    (at) => `${site.url}/en/${at}`,
  )
  for (const url of [signing(), letters, `${letters}.pdf`, `${site.url}/api/v1/campaigns/${demo}/signatures`, ...own]) {
    const answer = await postForm(url, signingForm('foreign@people.example'), headers)
    expect(answer.status).toBe(403)
    await answer.arrayBuffer()
  }
  expect(await rowsOf()).toEqual(before)
})

test('a form of our own is taken, also under another name of this site', async () => {
  const { port } = new URL(site.url)
  const own = [{ 'sec-fetch-site': 'same-origin' }, { origin: site.url }, { origin: `http://127.0.0.1:${port}` }, {}]
  for (const [index, headers] of own.entries())
    expect((await postForm(signing(), signingForm(`own.${index}@people.example`), headers)).status).toBe(303)
})

test('whoever fills the field that people do not see gets the usual answer, and nothing is stored or mailed', async () => {
  const [before, counts] = [await rowsOf(), await countsOf()]
  const person = await wholeOf(await postForm(signing(), signingForm('own.0@people.example')))
  for (const website of ['x', 'https://evil.example', ' ', '0']) {
    const machine = await wholeOf(await postForm(signing(), signingForm('machine@people.example', { website })))
    expect(machine).toEqual(person)
  }
  expect(await rowsOf()).toHaveLength(before.length)
  expect(await countsOf()).toEqual(counts)
  await site.mailSent()
  expect((await site.mailbox.list(1_000)).some(({ to }) => to.startsWith('machine'))).toBe(false)
})

test.each(['en', 'ru'])(
  'a new, a repeated, a confirmed and a held signature get the same bytes (%s)',
  async (locale) => {
    const url = `${behindProxy.url}/${locale}/campaigns/${demo}/signatures`
    const api = `${behindProxy.url}/api/v1/campaigns/${demo}/signatures`
    const sign = async (email: string, network: string) => {
      const headers = { 'x-forwarded-for': network }
      const form = await wholeOf(await postForm(url, signingForm(email), headers))
      const json = await wholeOf(await postForm(url, signingForm(email), { ...headers, accept: 'application/json' }))
      return [form, json, await wholeOf(await postJson(api, signingForm(email), headers))]
    }
    const fresh = await sign(`new.${locale}@people.example`, '192.0.2.1')
    expect(await sign(`new.${locale}@people.example`, '192.0.2.1')).toEqual(fresh)

    const rows = await rowsOf(behindProxy)
    const row = rows.at(-1)
    if (!row) throw new Error('Nothing was signed')
    const confirm = `${behindProxy.url}/en/confirmations/${linkToken(behindProxy.vault, 'confirm', row)}`
    expect((await postForm(confirm, {})).status).toBe(303)
    expect(await sign(`new.${locale}@people.example`, '192.0.2.1')).toEqual(fresh)

    const crowd = `203.0.113.${locale === 'en' ? 1 : 2}`
    await forEach(
      Array.from({ length: 70 }, (_, index) => index),
      8,
      async (index) => {
        await postForm(url, signingForm(`crowd.${locale}.${index}@people.example`), { 'x-forwarded-for': crowd })
      },
    )
    expect(await sign(`held.${locale}@people.example`, crowd)).toEqual(fresh)
    expect((await rowsOf(behindProxy)).at(-1)).toMatchObject({ state: 'held', held_reason: 'network' })
  },
)

test('X-Forwarded-For is believed of a proxy that was named, and of nobody else', async () => {
  const held = (rows: { state: string }[]) => rows.filter(({ state }) => state === 'held').length
  const before = held(await rowsOf(behindProxy))
  await forEach(
    Array.from({ length: 80 }, (_, index) => index),
    8,
    async (index) => {
      const headers = {
        'x-forwarded-for': `198.51.${index}.1`,
        forwarded: `for=198.51.${index}.1`,
        'x-real-ip': '1.1.1.1',
      }
      await postForm(signing(), signingForm(`spoof.${index}@people.example`), headers)
      await postForm(signing(behindProxy), signingForm(`far.${index}@people.example`), headers)
    },
  )
  expect(held(await rowsOf(behindProxy))).toBe(before)
  expect(held(await rowsOf())).toBeGreaterThanOrEqual(20)
})

test('1,000 looks of mail scanners at a confirmation link confirm nothing, one press of the button does', async () => {
  await postForm(signing(behindProxy), signingForm('scanned@people.example'), { 'x-forwarded-for': '192.0.2.200' })
  const row = (await rowsOf(behindProxy)).at(-1)
  if (!row) throw new Error('Nothing was signed')
  const confirmed = (await countsOf(behindProxy)).confirmed
  const link = `${behindProxy.url}/ru/confirmations/${linkToken(behindProxy.vault, 'confirm', row)}`
  await forEach(
    Array.from({ length: 1_000 }, (_, index) => index),
    16,
    async (index) => {
      const answer = await fetch(index % 3 ? link : `${link}?utm_source=mail`, { method: index % 2 ? 'GET' : 'HEAD' })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      await answer.arrayBuffer()
    },
  )
  expect((await countsOf(behindProxy)).confirmed).toBe(confirmed)
  expect((await rowsOf(behindProxy)).find(({ id }) => id === row.id)?.confirmed_at).toBeNull()

  for (let press = 0; press < 3; press++) expect((await postForm(link, {})).status).toBe(303)
  expect((await countsOf(behindProxy)).confirmed).toBe(confirmed + 1)
})
