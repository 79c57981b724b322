import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../../../server/features/accounts/passwords.ts'
import type { Role } from '../../../server/features/accounts/people.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { elsewhere, mailsTo, teamOf } from './people.ts'

const PASSWORD = 'cobalt ferry outlast dune'

let desk: TestDesk
let hash: string
beforeAll(async () => {
  desk = await openDesk()
  hash = await hashPassword(desk.vault, PASSWORD)
})
afterAll(() => desk.close())

const withPassword = async (own: DeskBrowser) => {
  await desk.db.updateTable('accounts').set({ password_hash: hash }).where('id', '=', own.accountId).execute()
  return own
}
const person = async (roles: Role[]) => withPassword(await desk.as(roles, { name: 'Ada Goner' }))
const isThere = async ({ accountId }: DeskBrowser) =>
  (await desk.db.selectFrom('accounts').select('id').where('id', '=', accountId).executeTakeFirst()) !== undefined

/** Every table with a column by which an account or its mailbox is found, and how many rows still do. */
const tracesOf = async (account: string, emailKey: Buffer) => {
  const left: string[] = []
  const tables = ['members', 'sessions', 'recovery_codes', 'first_links', 'account_links', 'passkeys'] as const
  for (const table of tables) {
    const rows = await desk.db.selectFrom(table).select('account_id').where('account_id', '=', account).execute()
    if (rows.length > 0) left.push(table)
  }
  const keyed = ['reset_wishes', 'invitations'] as const
  for (const table of keyed) {
    const rows = await desk.db.selectFrom(table).select('address_key').where('address_key', '=', emailKey).execute()
    if (rows.length > 0) left.push(table)
  }
  return left
}

test('an account is deleted by its password, with all that leads to a person; its acts stay under a mark', async () => {
  const ada = await person(['editor'])
  const other = await elsewhere(desk, ada)
  const { email_key } = await desk.db
    .selectFrom('accounts')
    .select('email_key')
    .where('id', '=', ada.accountId)
    .executeTakeFirstOrThrow()
  await desk.nobody.post('/desk/password-reset', { email: ada.email })
  await desk.owner.post(`/desk/teams/${desk.team.slug}/members/${ada.accountId}`, { roles: ['editor', 'translator'] })
  await ada.post('/desk/me/sessions/others')
  const again = await elsewhere(desk, ada)

  const page = await ada.get('/desk/me/deletion')
  expect([page.status, (await ada.get('/desk/me')).text.includes('/desk/me/deletion')]).toEqual([200, true])
  for (const current of ['', 'not this one at all']) {
    const wrong = await ada.post('/desk/me/deletion', { current })
    expect([wrong.status, wrong.text.includes('id="deletion-current-error"')]).toEqual([422, true])
  }
  expect((await desk.nobody.post('/desk/me/deletion', { current: PASSWORD })).status).toBe(401)
  const done = await ada.post('/desk/me/deletion', { current: PASSWORD })
  expect([done.status, done.location]).toEqual([303, '/desk/account-deleted'])
  expect(done.headers.get('set-cookie')).toMatch(/^desk=;.*Max-Age=0/)
  expect((await desk.nobody.get(done.location)).text).toContain('The account has been deleted')

  expect(await isThere(ada)).toBe(false)
  expect(await tracesOf(ada.accountId, email_key)).toEqual([])
  for (const browser of [ada, other, again]) expect((await browser.get('/desk/me')).status).toBe(303)
  expect((await desk.nobody.post('/desk/sign-in', { email: ada.email, password: PASSWORD })).status).toBe(422)
  const [mail] = await mailsTo(desk, ada.email)
  expect((await desk.nobody.get(mail?.path ?? '')).status).toBeGreaterThanOrEqual(404)
  const log = await desk.owner.get(`/desk/teams/${desk.team.slug}/audit`)
  const mark = `deleted account ${ada.accountId.slice(-4)}`
  expect(log.text).toContain('Own account deleted')
  expect([log.text.split(mark).length > 2, log.text.includes('Ada Goner')]).toEqual([true, false])
  const own = await desk.db.selectFrom('audit_log').select('team_id').where('account_id', '=', ada.accountId).execute()
  expect(own.map(({ team_id }) => team_id)).toEqual([desk.team.id])
})

test('the only owner of a team is told what to do first, and two owners who go at once leave one', async () => {
  const alone = await withPassword(await desk.stranger())
  const team = await teamOf(desk, alone)
  await desk.db
    .insertInto('members')
    .values({
      team_id: (await desk.db.selectFrom('organisers').select('id').where('slug', '=', team).executeTakeFirstOrThrow())
        .id,
      account_id: desk.owner.accountId,
      roles: ['editor'],
    })
    .execute()
  const page = await alone.get('/desk/me/deletion')
  expect(page.text).toContain(`href="/desk/teams/${team}/members"`)
  expect(page.text).not.toContain('type="password"')
  const refused = await alone.post('/desk/me/deletion', { current: PASSWORD })
  expect([refused.status, refused.text.includes('Another team'), await isThere(alone)]).toEqual([422, true, true])
  const staying = await alone.get(`/desk/teams/${team}/leaving`)
  expect([
    staying.text.includes('<form class="desk-form'),
    staying.text.includes(`/desk/teams/${team}/members`),
  ]).toEqual([false, true])
  expect((await alone.post(`/desk/teams/${team}/leaving`)).status).toBe(422)

  await desk.owner.post(`/desk/teams/${team}/leaving`)
  expect((await alone.get('/desk/me/deletion')).text).toContain('it will be deleted too')
  expect((await alone.post('/desk/me/deletion', { current: PASSWORD })).status).toBe(303)
  expect(await desk.db.selectFrom('organisers').select('id').where('slug', '=', team).execute()).toEqual([])

  const pair = [await withPassword(await desk.stranger())] as DeskBrowser[]
  const second = await person(['editor'])
  const { team_id } = await desk.db
    .selectFrom('members')
    .select('team_id')
    .where('account_id', '=', pair[0]?.accountId ?? '')
    .executeTakeFirstOrThrow()
  await desk.db
    .insertInto('members')
    .values({ team_id, account_id: second.accountId, roles: ['owner'] })
    .execute()
  await desk.db.updateTable('campaigns').set({ organiser_id: team_id }).where('slug', 'like', '%january%').execute()
  const both = await Promise.all([...pair, second].map((one) => one.post('/desk/me/deletion', { current: PASSWORD })))
  expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
})

test('whoever is in a team leaves it by themselves, and the log says so', async () => {
  const bob = await person(['translator'])
  const at = `/desk/teams/${desk.team.slug}/leaving`
  expect((await bob.get('/desk/me')).text).toContain(`href="${at}"`)
  expect((await (await desk.stranger()).post(at)).status).toBe(404)
  expect((await bob.get(at)).text).toContain('Leave the team')
  expect((await bob.post(at)).location).toBe('/desk/me?done=left')
  expect((await bob.get('/desk/me?done=left')).text).toContain('You have left the team.')
  expect((await bob.get(`/desk/teams/${desk.team.slug}`)).status).toBe(404)
  const last = await desk.db
    .selectFrom('audit_log')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(last).toMatchObject({ act: 'member-left', account_id: bob.accountId, team_id: desk.team.id })
})
