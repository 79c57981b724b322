import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../server/db/index.ts'
import { recordAct } from '../../../server/features/accounts/index.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { elsewhere, mailsTo, rolesOf, teamOf } from './people.ts'

let desk: TestDesk
let team: string
beforeAll(async () => {
  desk = await openDesk()
  team = `/desk/teams/${desk.team.slug}`
})
afterAll(() => desk.close())

/** Everything of a team that only its owners may see or do, as one of them would ask for it. */
const ownersOnly = async (member: DeskBrowser) => {
  await desk.owner.post(`${team}/invitations`, { email: `${newId()}@team.example`, roles: 'editor', locale: 'en' })
  const { id } = await desk.db
    .selectFrom('invitations')
    .select('id')
    .where('organiser_id', '=', desk.team.id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const invited = { email: 'eve@evil.example', roles: 'owner', locale: 'en' }
  return [
    (who: DeskBrowser) => who.get(`${team}/members`),
    (who: DeskBrowser) => who.get(`${team}/audit`),
    (who: DeskBrowser) => who.get(`${team}/members/${member.accountId}`),
    (who: DeskBrowser) => who.post(`${team}/members/${member.accountId}`, { roles: 'owner' }),
    (who: DeskBrowser) => who.post(`${team}/members/${desk.owner.accountId}/removal`),
    (who: DeskBrowser) => who.post(`${team}/invitations`, invited),
    (who: DeskBrowser) => who.post(`${team}/invitations/${id}/revocation`),
  ]
}

test('whoever is of another team finds nothing, and whoever has another role is told so: nothing changes', async () => {
  const member = await desk.as(['editor', 'translator', 'moderator', 'coordinator'])
  const stranger = await desk.stranger()
  for (const ask of await ownersOnly(member)) {
    expect((await ask(stranger)).status).toBe(404)
    expect((await ask(member)).status).toBe(403)
    expect([303, 401]).toContain((await ask(desk.nobody)).status)
  }
  expect(await rolesOf(desk, member.email)).toEqual(['editor', 'translator', 'moderator', 'coordinator'])
  expect(await mailsTo(desk, 'eve@evil.example')).toEqual([])
})

test('an owner of one team reaches nobody and no invitation of another through their own address', async () => {
  const stranger = await desk.stranger()
  const slug = await teamOf(desk, stranger)
  const invitation = await desk.db
    .selectFrom('invitations')
    .select('id')
    .where('organiser_id', '=', desk.team.id)
    .executeTakeFirstOrThrow()
  const theirs = `/desk/teams/${slug}`
  const answers = await Promise.all([
    stranger.get(`${theirs}/members/${desk.owner.accountId}`),
    stranger.post(`${theirs}/members/${desk.owner.accountId}`, { roles: 'editor' }),
    stranger.post(`${theirs}/members/${desk.owner.accountId}/removal`),
    stranger.post(`${theirs}/invitations/${invitation.id}/revocation`),
    stranger.get(`${theirs}/members/1`),
    stranger.get(`${theirs}/members/${newId()}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
  const person = await stranger.get(`${theirs}/audit?person=${desk.owner.accountId}`)
  expect(person.text).not.toContain('Olga Owner')
  expect(await rolesOf(desk, desk.owner.email)).toEqual(['owner'])
})

test('fields that a form does not have change nothing', async () => {
  const member = await desk.as(['translator'])
  const extras = {
    roles: 'owner',
    role: 'owner',
    team: desk.team.id,
    teams: 'owner',
    account_id: desk.owner.accountId,
    accountId: desk.owner.accountId,
    email_key: 'x',
    password_hash: 'x',
    second_factor: 'true',
    __proto__: 'x',
    'constructor[prototype][roles]': 'owner',
  }
  expect((await member.post('/desk/me', { ...extras, name: 'Mallory', locale: 'en' })).status).toBe(303)
  await member.post('/desk/me/password', { ...extras, current: '', password: 'cobalt ferry outlast dune' })
  await member.post('/desk/me/address', { ...extras, current: '', email: 'eve@evil.example' })
  await desk.nobody.post('/desk/password-reset', { ...extras, email: 'eve@evil.example' })
  await member.json('/desk/me/passkeys', { ...extras, name: 'x', current: '', response: {} })
  await desk.nobody.json('/desk/passkeys', { ...extras, response: { id: 'x', accountId: desk.owner.accountId } })
  expect(await rolesOf(desk, member.email)).toEqual(['translator'])
  expect((await desk.owner.get('/desk/me')).text).toContain('Olga Owner')

  const target = await desk.as(['editor'])
  await desk.owner.post(`${team}/members/${target.accountId}`, { ...extras, roles: ['editor', 'emperor', '*'] })
  expect(await rolesOf(desk, target.email)).toEqual(['editor'])
  const bad = await desk.owner.post(`${team}/members/${target.accountId}`, { roles: ['emperor'] })
  expect(bad.status).toBe(422)
})

const breaks = ['\r\n', '\n', '\r', '%0d%0a', '\u2028', '\u0085', '\0', '\u202e', '\ufeff']
const headers = ['Bcc: victim@evil.example', 'Subject: x', '\r\n\r\n<script>alert(1)</script>']

test('no address of an invitation or a reset adds a header or a recipient', async () => {
  const before = await desk.mailbox.list(1000)
  const addresses = [
    ...breaks.flatMap((mark) => headers.map((header) => `ada@team.example${mark}${header}`)),
    'ada@team.example,victim@evil.example',
    'ada@team.example;victim@evil.example',
    'ada@team.example victim@evil.example',
    '"Ada" <ada@team.example>',
    '<ada@team.example>',
    'ada@team.example>\r\nRCPT TO:<victim@evil.example',
    'ada(comment)@team.example',
    `${'a'.repeat(300)}@team.example`,
  ]
  for (const email of addresses) {
    const invited = await desk.owner.post(`${team}/invitations`, { email, roles: 'editor', locale: 'en' })
    expect([email, invited.status]).toEqual([email, 422])
    expect((await desk.nobody.post('/desk/password-reset', { email })).status).toBe(422)
  }
  expect(
    (await desk.owner.post(`${team}/invitations`, { email: 'a@b.example', roles: 'editor', locale: 'xx' })).status,
  ).toBe(422)
  await desk.mailSent()
  expect(await desk.mailbox.list(1000)).toEqual(before)
})

test('what the names of people and teams say stays text in mails and pages', async () => {
  const owner = await desk.as(['owner'], { name: '<img src=x onerror=alert(1)>\r\nBcc: victim@evil.example' })
  const email = `${newId()}@team.example`
  await owner.post(`${team}/invitations`, { email, roles: 'editor', locale: 'en' })
  const [mail] = await mailsTo(desk, email)
  expect(mail?.subject).toBe('An invitation')
  expect(mail?.to).toBe(email)
  expect(mail?.html).not.toContain('<img')
  expect((await desk.nobody.get(mail?.path ?? '')).text).not.toContain('<img')
  expect((await desk.owner.get(`${team}/audit`)).text).not.toContain('<img')
})

test('what the database holds of invitations and links names nobody', async () => {
  const email = 'canary-invited@team.example'
  await desk.owner.post(`${team}/invitations`, { email, roles: 'editor', locale: 'en' })
  const rows = await Promise.all([
    desk.db.selectFrom('invitations').selectAll().execute(),
    desk.db.selectFrom('outbox').selectAll().execute(),
    desk.db.selectFrom('audit_log').selectAll().execute(),
    desk.db.selectFrom('account_links').selectAll().execute(),
  ])
  const plain = JSON.stringify(rows, (_key, value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))
  expect(plain).not.toContain('canary')
})

test('the log tells owners who did what, filtered and page by page, and nobody else', async () => {
  const campaign = await desk.db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()
  const busy = await desk.as(['editor'], { name: 'Busy Editor' })
  await desk.owner.post(`${team}/invitations`, { email: `${newId()}@team.example`, roles: 'editor', locale: 'en' })
  const russian = await elsewhere(desk, await desk.as(['owner'], { name: 'Ольга', locale: 'ru' }))
  for (let act = 0; act < 60; act++) {
    await recordAct(desk.db, { team: desk.team.id, account: busy.accountId, campaign: campaign.id, act: 'exported' })
  }
  const count = (text: string) => text.match(/<time /g)?.length ?? 0
  const first = await desk.owner.get(`${team}/audit?person=${busy.accountId}&act=exported&campaign=${campaign.id}`)
  expect(count(first.text)).toBe(50)
  const older = /href="([^"]*before[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
  const second = await desk.owner.get(older ?? '')
  expect(count(second.text)).toBe(10)
  expect(count((await desk.owner.get(`${team}/audit?person=${newId()}`)).text)).toBe(0)
  expect((await desk.owner.get(`${team}/audit?before=nonsense&act=%00&person='`)).status).toBe(200)
  expect((await russian.get(`${team}/audit?act=member-invited`)).text).toContain('Приглашение в\u00a0команду')
})
