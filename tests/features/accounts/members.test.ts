import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk, type TestDesk } from '../../desk.ts'
import { mailsTo, rolesOf, teamOf } from './people.ts'

let desk: TestDesk
let team: string
beforeAll(async () => {
  desk = await openDesk()
  team = `/desk/teams/${desk.team.slug}`
})
afterAll(() => desk.close())

test('an owner invites by mail, and somebody new comes in with the roles of the invitation alone', async () => {
  const email = 'Zarina.New@team.example'
  const sent = await desk.owner.post(`${team}/invitations`, { email, roles: ['editor', 'translator'], locale: 'ru' })
  expect([sent.status, sent.location]).toEqual([303, `${team}/members`])
  const [mail] = await mailsTo(desk, email)
  expect(mail?.subject).toBe('Приглашение')
  expect(mail?.text).toContain('Olga Owner')
  expect((await desk.owner.get(`${team}/members`)).text).toContain(email)

  const path = mail?.path ?? ''
  const page = await desk.nobody.get(path)
  expect(page.status).toBe(200)
  expect(page.text).toContain(email)
  const weak = await desk.nobody.post(path, { name: 'Зарина', password: 'short' })
  expect(weak.status).toBe(422)
  expect(weak.text).toContain('value="Зарина"')
  expect(weak.text).not.toContain('value="short"')

  const joined = await desk.nobody.post(path, {
    name: 'Зарина',
    password: 'cobalt ferry outlast dune',
    roles: 'owner',
    email: 'other@team.example',
    team: 'another',
  })
  expect([joined.status, joined.location]).toEqual([303, '/desk/'])
  expect(joined.headers.getSetCookie().some((cookie) => cookie.startsWith('desk='))).toBe(true)
  expect(await rolesOf(desk, email)).toEqual(['editor', 'translator'])
  expect((await desk.owner.get(`${team}/members`)).text).toContain('Зарина')

  const again = await desk.nobody.post(path, { name: 'Mallory', password: 'cobalt ferry outlast dune' })
  expect(again.status).toBe(410)
})

test('whoever has an account signs in and accepts, and keeps the roles that they have', async () => {
  const member = await desk.as(['coordinator'], { name: 'Timur' })
  await desk.owner.post(`${team}/invitations`, { email: 'second@team.example', roles: 'translator', locale: 'en' })
  const [mail] = await mailsTo(desk, 'second@team.example')
  const page = await member.get(mail?.path ?? '')
  expect(page.text).toContain('Timur')
  expect((await member.post(mail?.path ?? '', { roles: 'owner' })).location).toBe('/desk/')
  expect(await rolesOf(desk, member.email)).toEqual(['coordinator', 'translator'])

  const stranger = await desk.stranger()
  await desk.owner.post(`${team}/invitations`, { email: stranger.email, roles: 'editor', locale: 'en' })
  const [known] = await mailsTo(desk, stranger.email)
  expect((await desk.nobody.get(known?.path ?? '')).text).toContain('/desk/sign-in?next')
  const stolen = await desk.nobody.post(known?.path ?? '', { name: 'Eve', password: 'cobalt ferry outlast dune' })
  expect(stolen.status).toBe(422)
})

test('an invitation ends when it is withdrawn, replaced or seven days old', async () => {
  const email = 'late@team.example'
  const invite = () => desk.owner.post(`${team}/invitations`, { email, roles: 'editor', locale: 'en' })
  await invite()
  await invite()
  const [first, second] = await mailsTo(desk, email)
  expect((await desk.nobody.get(first?.path ?? '')).status).toBe(410)
  expect((await desk.nobody.get(second?.path ?? '')).status).toBe(200)

  const { id } = await desk.db
    .selectFrom('invitations')
    .select('id')
    .where('revoked_at', 'is', null)
    .where('accepted_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect((await desk.owner.post(`${team}/invitations/${id}/revocation`)).status).toBe(303)
  expect((await desk.nobody.get(second?.path ?? '')).status).toBe(410)
  expect((await desk.owner.post(`${team}/invitations/${id}/revocation`)).status).toBe(404)

  await invite()
  const third = (await mailsTo(desk, email)).at(-1)
  await desk.db.updateTable('invitations').set({ expires_at: new Date() }).where('revoked_at', 'is', null).execute()
  expect((await desk.nobody.get(third?.path ?? '')).status).toBe(410)
  const late = await desk.nobody.post(third?.path ?? '', { name: 'Late', password: 'cobalt ferry outlast dune' })
  expect(late.status).toBe(410)
  expect(await rolesOf(desk, email)).toBeUndefined()
})

test('roles change and people go, and a team always keeps an owner, whoever is quicker', async () => {
  const member = await desk.as(['editor'])
  const page = `${team}/members/${member.accountId}`
  expect((await desk.owner.get(page)).status).toBe(200)
  expect((await desk.owner.post(page, {})).status).toBe(422)
  expect((await desk.owner.post(page, { roles: ['owner', 'moderator'] })).status).toBe(303)
  expect(await rolesOf(desk, member.email)).toEqual(['owner', 'moderator'])

  const own = `${team}/members/${desk.owner.accountId}`
  const both = await Promise.all([
    member.post(`${own}/removal`),
    desk.owner.post(`${page}/removal`),
    desk.owner.post(page, { roles: 'editor' }),
    member.post(own, { roles: 'editor' }),
  ])
  expect(both.every(({ status }) => status < 500)).toBe(true)
  const owners = await desk.db
    .selectFrom('members')
    .select('account_id')
    .where('team_id', '=', desk.team.id)
    .where(sql<boolean>`'owner' = any(roles)`)
    .execute()
  expect(owners.length).toBeGreaterThan(0)
})

test('the only owner is told that a team needs one', async () => {
  const owner = await desk.stranger()
  const slug = await teamOf(desk, owner)
  const page = `/desk/teams/${slug}/members/${owner.accountId}`
  expect((await owner.get(page)).text).not.toContain('/removal')
  for (const refused of [await owner.post(page, { roles: 'editor' }), await owner.post(`${page}/removal`)]) {
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('role="alert"')
  }
})
