import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'

const statement = 'kazakhstan-january-2022'
let site: TestDesk
let editor: DeskBrowser

beforeAll(async () => {
  site = await openDesk()
  editor = await site.ofCampaign(statement)
})
afterAll(() => site.close())

const ask = (fields: Record<string, string>, locale = 'en') =>
  fetch(`${site.url}/${locale}/campaigns/${statement}/signatories`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url },
    body: new URLSearchParams(fields),
  })

const good = {
  name_en: 'River Watch',
  website: 'https://watch.example',
  country: 'KZ',
  person: 'Ada Ivanova',
  email: 'ada@watch.example',
}

const rowsOf = (name: string) =>
  site.db
    .selectFrom('signatories')
    .select(['id', 'state', 'held', 'mails', 'sealed', 'facts'])
    .where(sql<boolean>`facts -> 'name' ->> 'en' = ${name}`)
    .execute()

const mailsTo = async (address: string) => {
  await site.mailSent()
  return (await site.mailbox.list(200)).filter(({ to }) => to === address)
}

test('an organisation asks, confirms its mailbox by a button, and waits for an editor', async () => {
  const form = await (await fetch(`${site.url}/ru/campaigns/${statement}/signatories`)).text()
  expect(form).toContain('Подписать от')
  const answer = await ask(good)
  expect(answer.headers.get('location')).toBe(`/en/campaigns/${statement}/signatories/check-your-mail`)

  const [mail] = await mailsTo('ada@watch.example')
  expect(`${mail?.subject} ${mail?.text}`).not.toContain('Kazakhstan')
  const link = /http\S+co-signing\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  expect((await (await fetch(link)).text()).match(/<form method="post"/g)).toHaveLength(1)
  expect((await rowsOf('River Watch')).map(({ state }) => state)).toEqual(['pending'])
  for (let press = 0; press < 2; press++)
    await fetch(link, { method: 'POST', redirect: 'manual', headers: { origin: site.url } })
  expect((await rowsOf('River Watch')).map(({ state }) => state)).toEqual(['waiting'])

  const list = (await editor.get(`/desk/campaigns/${statement}/signatories`)).text
  expect(list).toContain('ada@watch.example')
  expect(list).toContain('they match')
  const stored = JSON.stringify((await rowsOf('River Watch')).map((row) => [row.facts, row.sealed?.toString('latin1')]))
  expect(stored).not.toMatch(/Ivanova|ada@/)
})

test('a refused form keeps what was typed and names each field', async () => {
  const answer = await ask({ name_ru: 'Дозор', website: 'not a site', email: 'ada', person: '' }, 'ru')
  const text = await answer.text()
  expect(answer.status).toBe(422)
  expect(text).toContain('value="Дозор"')
  expect(text).toMatch(/href="#website"[\s\S]*href="#person"[\s\S]*href="#email"/)
  expect((await ask({ ...good, name_en: '' })).status).toBe(422)
})

test('one mailbox that asks again has one wish and five mails; a form sent twice is one', async () => {
  const again = { ...good, name_en: 'Again', email: 'again@watch.example' }
  for (let time = 0; time < 7; time++) expect((await ask(again)).status).toBe(303)
  expect(await rowsOf('Again')).toMatchObject([{ mails: 5 }])
  expect(await mailsTo('again@watch.example')).toHaveLength(5)

  const key = '0198c0de-0000-7000-8000-00000000aaaa'
  const twice = { ...good, name_en: 'Twice', email: 'twice@watch.example', key }
  await ask(twice)
  await ask(twice)
  expect(await mailsTo('twice@watch.example')).toHaveLength(1)
})

test('a machine’s form and one too many get the same answer; what is held waits for an editor without a mail', async () => {
  const before = (await ask(good)).headers.get('location')
  const trapped = await ask({ ...good, name_en: 'Machine', email: 'm@m.example', fax: '1' })
  expect(trapped.headers.get('location')).toBe(before)
  expect(await rowsOf('Machine')).toEqual([])

  const limits = { network_hour: 1, domain_hour: 1, campaign_minute: 1 }
  await site.db
    .updateTable('campaigns')
    .set({ limits: JSON.stringify(limits) })
    .where('slug', '=', statement)
    .execute()
  const held = await ask({ ...good, name_en: 'Held', email: 'held@watch.example' })
  expect(held.headers.get('location')).toBe(before)
  expect(await mailsTo('held@watch.example')).toEqual([])
  const [row] = await rowsOf('Held')
  expect(row).toMatchObject({ held: true, state: 'pending' })
  const list = `/desk/campaigns/${statement}/signatories`
  expect((await editor.get(list)).text).toContain('many came at once')
  await editor.post(`${list}/${row?.id}/confirmation`)
  expect(await mailsTo('held@watch.example')).toHaveLength(1)
})

test('a campaign that takes organisations by invitation alone has no form', async () => {
  const path = `${site.url}/en/campaigns/stray-animals-kazakhstan/signatories`
  expect((await fetch(path)).status).toBe(404)
  expect((await fetch(`${site.url}/en/co-signing/${'x'.repeat(43)}`)).status).toBe(404)
  expect((await fetch(`${site.url}/en/invitations-to-sign/${'x'.repeat(48)}`)).status).toBe(404)
})
