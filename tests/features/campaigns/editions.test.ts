import type { Updateable } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import type { CampaignsTable } from '../../../server/db/schema.ts'
import {
  type CampaignFolder,
  exportCampaign,
  findCampaign,
  importCampaign,
  listEditions,
} from '../../../server/features/campaigns/index.ts'
import { demo, openSite } from '../../site.ts'

let now = new Date('2026-04-01T10:00:00Z')
const site = await openSite({ now: () => now })
afterAll(site.close)

const reload = async (change: (folder: CampaignFolder) => void, note = {}) => {
  const folder = await exportCampaign(site.db, demo)
  if (!folder) throw new Error('the demo is not there')
  change(folder)
  now = new Date(now.getTime() + 20_000)
  await importCampaign(site.db, folder, () => Buffer.alloc(0), { account: null, note, now })
}

const editions = async () => {
  const campaign = await findCampaign(site.db, demo)
  return listEditions(site.db, campaign?.id ?? '')
}

const read = async (path: string) => {
  const response = await fetch(site.url + path)
  return { status: response.status, text: (await response.text()).replaceAll('\u00a0', ' ') }
}

const sign = async (email: string, fields: Record<string, string> = {}) => {
  const body = new URLSearchParams({ name: 'Ada Lovelace', email, country: 'KZ', ...fields })
  const url = `${site.url}/en/campaigns/${demo}/signatures`
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual', headers: { origin: site.url } })
  return response.status
}

const signedEditions = async () => {
  const rows = await site.db.selectFrom('signatures').select('edition').orderBy('created_at').execute()
  return rows.map(({ edition }) => edition)
}

test('what people sign is kept: its first text, and another one for each change of it and of nothing else', async () => {
  expect((await editions()).map(({ number }) => number)).toEqual([1])
  await reload(({ campaign, texts }) => {
    campaign.goal = 5000
    for (const text of Object.values(texts)) text.points = {}
  })
  expect((await editions()).map(({ number }) => number)).toEqual([1])

  await reload(
    ({ texts: { en } }) => {
      if (en) en.title = 'Stop the killing of stray animals in Kazakhstan now'
    },
    { en: 'A clearer title', ru: 'Название стало яснее' },
  )
  const [second, first] = await editions()
  expect([second?.number, first?.number]).toEqual([2, 1])
  expect(second?.signed.texts.en?.title).toContain('now')
  expect(first?.signed.texts.en?.title).not.toContain('now')
})

test('the page says which text is signed, and the comparison what changed', async () => {
  expect((await read(`/en/campaigns/${demo}`)).text).toMatch(/Edition 2 of [^<]+: A clearer title/)
  expect((await read(`/ru/campaigns/${demo}`)).text).toContain('Название стало яснее')

  const { status, text } = await read(`/en/campaigns/${demo}/editions`)
  expect(status).toBe(200)
  expect(text).toMatch(/<ins>[^<]*now<\/ins>/)
  expect((await read(`/en/campaigns/${demo}/editions/1`)).text).toContain('a different one is being signed now')
  expect((await read(`/en/campaigns/${demo}/editions/9`)).status).toBe(404)
  expect((await read(`/ru/campaigns/none/editions`)).status).toBe(404)
})

test('a signature stands under the text that its form was beside, and its owner can read it', async () => {
  expect(await sign('first@example.org', { edition: '1' })).toBe(303)
  expect(await sign('second@example.org', { edition: '2' })).toBe(303)
  expect(await sign('third@example.org')).toBe(303)
  expect(await sign('fourth@example.org', { edition: '7' })).toBe(303)
  expect(await signedEditions()).toEqual([1, 2, 2, 2])

  await site.mailSent()
  const mail = (await site.mailbox.list(20)).find(({ to }) => to === 'first@example.org')
  const own = new URL(/http\S+\/my\/\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const { text } = await read(own.pathname)
  expect(text).toContain('Edition 1 of')
  expect(text).toContain(`/en/campaigns/${demo}/editions/1`)
})

const setLife = async (set: Updateable<CampaignsTable>) => {
  now = new Date(now.getTime() + 20_000)
  await site.db
    .updateTable('campaigns')
    .set(set)
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('slug', '=', demo)
    .execute()
}

test('a campaign is signed from its opening to its closing, to the second, and says why it is not before and after', async () => {
  await setLife({ opens_at: new Date('2026-05-01T09:00:00Z'), closes_at: new Date('2026-06-01T09:00:00Z') })
  expect((await read(`/en/campaigns/${demo}`)).text).toContain('You can sign this campaign from 1 May 2026')
  expect(await sign('early@example.org')).toBe(409)

  now = new Date('2026-05-01T09:00:01Z')
  expect(await sign('intime@example.org')).toBe(303)
  now = new Date('2026-06-01T09:00:00Z')
  expect(await sign('late@example.org')).toBe(409)
  const { text } = await read(`/en/campaigns/${demo}`)
  expect(text).toContain('Closed on 1 June 2026')
  expect(text).not.toContain('<form method="post" action="/en/campaigns')
  expect((await read('/en/')).text).toContain('Closed')
  const answer = await (await fetch(`${site.url}/api/v1/campaigns/${demo}`)).json()
  expect(answer).toMatchObject({ state: 'closed', edition: 2 })
})

test('what came of a campaign stands on its page, in every state that it comes to', async () => {
  const note = JSON.stringify({ en: 'The law was passed.', ru: 'Закон принят.' })
  const since = { state_since: new Date('2026-07-02T09:00:00Z'), closes_at: null, state_note: note }
  await setLife({ state: 'delivered', ...since })
  expect((await read(`/ru/campaigns/${demo}`)).text).toContain('подписи переданы адресатам')
  await setLife({ state: 'answered', outcome: 'won', ...since })
  const { text } = await read(`/en/campaigns/${demo}`)
  for (const words of ['Won', 'An answer came on 2 July 2026', 'The law was passed.']) expect(text).toContain(words)
  await setLife({ state: 'archived', ...since })
  expect((await read(`/ru/campaigns/${demo}`)).text).toContain('Закон принят.')
  expect(await sign('never@example.org')).toBe(409)
  await setLife({ state: 'review', outcome: null, state_note: '{}' })
  expect((await read(`/en/campaigns/${demo}`)).status).toBe(404)
  expect((await read(`/en/campaigns/${demo}/letters`)).status).toBe(404)
})
