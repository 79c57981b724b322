import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportCampaign, importCampaign } from '../../../server/features/campaigns/index.ts'
import { CONTACTS_KEPT_DAYS } from '../../../server/features/privacy/index.ts'
import { forgetContacts } from '../../../server/features/signatories/index.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'

const statement = 'kazakhstan-january-2022'
const declaration = 'kazakhstan-shooting-order'
const DAY = 86_400_000

let site: TestDesk
let editor: DeskBrowser
let ahead = 0
beforeAll(async () => {
  site = await openDesk({ now: () => new Date(Date.now() + ahead) })
  editor = await site.ofCampaign(statement)
})
afterAll(() => site.close())

const deskList = (slug: string) => `/desk/campaigns/${slug}/signatories`

/** The page as it stands when whatever was known of it is too old to be shown. */
const publicPage = async (slug: string) => {
  ahead += 11_000
  return (await site.nobody.get(`/en/campaigns/${slug}`)).text
}
const path = (link: string) => new URL(link).pathname

const rowOf = (name: string) =>
  site.db
    .selectFrom('signatories')
    .selectAll()
    .where(sql<boolean>`facts -> 'name' ->> 'en' = ${name} or facts -> 'surname' ->> 'en' = ${name}`)
    .executeTakeFirstOrThrow()

/** An organisation that asked, confirmed its mailbox and was confirmed by an editor; the path of its own link. */
const signed = async (name: string) => {
  const email = `${name.toLowerCase().replace(/\W/g, '')}@watch.example`
  const fields = { name_en: name, website: 'https://watch.example', person: 'Ada Ivanova', email }
  expect((await site.nobody.post(`/en/campaigns/${statement}/signatories`, fields)).status).toBe(303)
  await site.mailSent()
  const mail = (await site.mailbox.list(200)).find(({ to }) => to === email)
  const link = path(/http\S+co-signing\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  await site.nobody.post(link)
  const { id } = await rowOf(name)
  await editor.post(`${deskList(statement)}/${id}/state`, { to: 'confirmed' })
  return link
}

test('an organisation withdraws by its own link and a button, at once and for good', async () => {
  const link = await signed('River Watch')
  expect(await publicPage(statement)).toContain('River Watch')
  const page = await site.nobody.get(link)
  expect(page.text).toContain(`href="${link}/withdrawal"`)
  const asked = await site.nobody.get(`${link}/withdrawal`)
  expect([asked.status, asked.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect((await rowOf('River Watch')).state).toBe('confirmed')
  for (let press = 0; press < 2; press++) {
    expect((await site.nobody.post(`${link}/withdrawal`)).location).toBe(link)
  }
  expect((await site.nobody.get(link)).text).toContain('The signature is withdrawn')
  expect(await publicPage(statement)).not.toContain('River Watch')
  expect(await rowOf('River Watch')).toMatchObject({ state: 'withdrawn', sealed: null, address_key: null })

  const { id } = await rowOf('River Watch')
  const list = await editor.get(deskList(statement))
  expect(list.text).toContain('Withdrew by their own link')
  expect(list.text).not.toContain('riverwatch@watch.example')
  expect((await editor.get(`${deskList(statement)}/${id}`)).text).not.toContain('name="to" value="confirmed"')
  await editor.post(`${deskList(statement)}/${id}/state`, { to: 'confirmed' })
  expect((await rowOf('River Watch')).state).toBe('withdrawn')
  const acts = await site.db.selectFrom('audit_log').selectAll().where('act', '=', 'signatory-left').execute()
  expect(acts).toMatchObject([{ account_id: null, details: { signatory: id } }])
  expect(acts[0]?.team_id).not.toBeNull()
})

test('who withdrew stays out when a folder of before is imported again', async () => {
  const link = await signed('Stone Bridge')
  const folder = await exportCampaign(site.db, statement)
  if (!folder) throw new Error('The demo has this campaign')
  await site.nobody.post(`${link}/withdrawal`)
  await importCampaign(site.db, folder, () => site.vault.newDataKey())
  expect((await rowOf('Stone Bridge')).state).toBe('withdrawn')
  expect(await publicPage(statement)).not.toContain('Stone Bridge')
  expect((await exportCampaign(site.db, statement))?.signatories?.organisations.map(({ key }) => key)).not.toContain(
    'stone-bridge',
  )
})

test('somebody invited in office withdraws by the last invitation, and the counts follow', async () => {
  const own = await site.ofCampaign(declaration)
  const list = deskList(declaration)
  const fields = { given_en: 'Tony', surname_en: 'NOBODYSON', country: 'AD', email: 'tony@office.example' }
  const added = await own.post(`${list}/new?kind=office-holder`, fields)
  const at = added.location
  const linkNow = async () => {
    const { text } = await own.get(at)
    return path(/value="(http[^"]+\/invitations-to-sign\/[^"]+)"/.exec(text)?.[1] ?? 'http://x/none')
  }
  await own.post(`${at}/invitation`, { how: 'link', locale: 'en' })
  const former = await linkNow()
  await own.post(`${at}/invitation`, { how: 'link', locale: 'en' })
  const link = await linkNow()
  expect((await site.nobody.post(link, { ...fields, answer: 'accept' })).status).toBe(303)
  expect((await rowOf('NOBODYSON')).state).toBe('confirmed')
  const listed = (text: string) => text.split('Andorra').length
  const shown = listed(await publicPage(declaration))

  expect((await site.nobody.get(former)).text).not.toContain('/withdrawal')
  await site.nobody.post(`${former}/withdrawal`)
  expect((await rowOf('NOBODYSON')).state).toBe('confirmed')
  expect((await site.nobody.get(link)).text).toContain(`href="${link}/withdrawal"`)
  await site.nobody.post(`${link}/withdrawal`)
  expect((await rowOf('NOBODYSON')).state).toBe('withdrawn')
  const page = await publicPage(declaration)
  expect([page.includes('NOBODYSON'), shown - listed(page)]).toEqual([false, 2])
})

test('contacts are forgotten a stated time after refusal, and after the campaign is archived', async () => {
  const now = () => Date.now() + ahead
  const forget = (days: number) => forgetContacts(site.db, new Date(now() + days * DAY))
  const isKept = async (name: string) => {
    const { sealed, address_key } = await rowOf(name)
    return sealed !== null && address_key !== null
  }
  await signed('Still Here')
  await signed('Not Taken')
  const { id } = await rowOf('Not Taken')
  await editor.post(`${deskList(statement)}/${id}/state`, { to: 'withdrawn', reason: 'They asked us' })
  const fields = { name_en: 'Never Came', person: 'Bob', email: 'bob@never.example' }
  await site.nobody.post(`/en/campaigns/${statement}/signatories`, fields)

  await forget(CONTACTS_KEPT_DAYS - 1)
  expect([await isKept('Still Here'), await isKept('Not Taken'), await isKept('Never Came')]).toEqual([
    true,
    true,
    true,
  ])
  await forget(CONTACTS_KEPT_DAYS + 1)
  expect([await isKept('Still Here'), await isKept('Not Taken')]).toEqual([true, false])
  await expect(rowOf('Never Came')).rejects.toThrow()

  await site.db
    .updateTable('campaigns')
    .set({ state: 'archived', state_since: new Date(now()) })
    .where('slug', '=', statement)
    .execute()
  await forget(CONTACTS_KEPT_DAYS - 1)
  expect(await isKept('Still Here')).toBe(true)
  await forget(CONTACTS_KEPT_DAYS + 1)
  expect(await isKept('Still Here')).toBe(false)
  const { state, facts } = await rowOf('Still Here')
  expect([state, JSON.stringify(facts)]).toEqual(['confirmed', expect.stringContaining('Still Here')])
  for (const [locale, words] of [
    ['en', `erased ${CONTACTS_KEPT_DAYS} days after`],
    ['ru', `через ${CONTACTS_KEPT_DAYS}\u00a0дней после`],
  ] as const) {
    expect((await site.nobody.get(`/${locale}/privacy`)).text).toContain(words)
  }
})

test('an invitation by mail does not name a team that wishes to stay unnamed', async () => {
  const own = await site.ofCampaign(declaration)
  const team = await site.db
    .selectFrom('organisers')
    .innerJoin('campaigns', 'campaigns.organiser_id', 'organisers.id')
    .select('organisers.name')
    .where('campaigns.slug', '=', declaration)
    .executeTakeFirstOrThrow()
  const invite = async (email: string) => {
    const fields = { given_en: 'Ann', surname_en: 'OTHER', country: 'AD', email }
    const { location } = await own.post(`${deskList(declaration)}/new?kind=office-holder`, fields)
    await own.post(`${location}/invitation`, { how: 'mail', locale: 'en' })
    await site.mailSent()
    return (await site.mailbox.list(200)).find(({ to }) => to === email)
  }
  expect((await invite('named@office.example'))?.text).toContain(team.name.en)
  await site.db.updateTable('campaigns').set({ organiser_shown: false }).where('slug', '=', declaration).execute()
  const mail = await invite('unnamed@office.example')
  expect(mail?.text).toContain('The organisers of a campaign ask you')
  expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toContain(team.name.en)
})
