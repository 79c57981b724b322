import { afterAll, expect, test } from 'vitest'
import { runAccountCommand } from '../../../server/cli/account.ts'
import { offerFirstLink } from '../../../server/features/accounts/index.ts'
import { deskBrowser } from '../../desk.ts'
import { openSite } from '../../site.ts'

let time = new Date('2026-05-04T09:00:00Z').getTime()
const site = await openSite({ now: () => new Date(time) })
afterAll(site.close)

const visitor = (headers?: Headers) =>
  deskBrowser(site.url, {
    accountId: '',
    email: '',
    cookie:
      headers
        ?.getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ') ?? '',
  })

const runCommand = async (...args: string[]) => {
  const lines: string[] = []
  const code = await runAccountCommand(args, {
    ...site,
    publicUrl: site.config.publicUrl,
    print: (line) => lines.push(line),
  })
  const link = /https?:\/\/[^/]+(\/desk\/welcome\/\S+)/.exec(lines.join('\n'))?.[1] ?? ''
  return { code, output: lines.join('\n'), link }
}

const password = 'тихая река несёт листья'
const ada = { name: 'Ada Lovelace', email: 'ada@team.example', password }

test('the first start offers one link; another start another, and the earlier is over', async () => {
  const first = await offerFirstLink(site.db, new Date(time))
  const second = await offerFirstLink(site.db, new Date(time))

  expect(first).toMatch(/^\/desk\/welcome\/[\w-]{32}$/)
  expect(second).not.toBe(first)
  expect((await visitor().get(first ?? '')).status).toBe(410)
  const page = await visitor().get(second ?? '')
  expect([page.status, page.text.includes('The Volunteering Committee')]).toEqual([200, true])
})

test('the link is over after a week', async () => {
  const link = (await offerFirstLink(site.db, new Date(time))) ?? ''
  time += 7 * 24 * 3_600_000 + 1
  expect((await visitor().get(link)).status).toBe(410)
  expect((await visitor().post(link, ada)).status).toBe(410)
})

test('a refused form keeps what was typed, but for the password, and does not use the link', async () => {
  const link = (await offerFirstLink(site.db, new Date(time))) ?? ''
  const weak = await visitor().post(link, { ...ada, password: 'password1234', team_en: 'Halves' })

  expect(weak.status).toBe(422)
  expect(weak.text).toContain('value="Ada Lovelace"')
  expect(weak.text).toContain('value="Halves"')
  expect(weak.text).toContain('Name the team')
  expect(weak.text).not.toContain('password1234')
  expect((await visitor().post(link, { ...ada, password: 'password1234' })).text).toContain('one of the first')
})

test('whoever opens it first becomes owner of the teams that have nobody and of the one they name, once', async () => {
  const link = (await offerFirstLink(site.db, new Date(time))) ?? ''
  const team = { team_en: 'Friends of Dogs', team_ru: 'Друзья собак', team_email: 'friends@team.example' }
  const done = await visitor().post(link, { ...ada, ...team })

  expect([done.status, done.location]).toEqual([303, '/desk/'])
  const owned = await site.db
    .selectFrom('members')
    .innerJoin('organisers', 'organisers.id', 'team_id')
    .select(['slug', 'roles'])
    .orderBy('slug')
    .execute()
  expect(owned.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['friends-of-dogs', 'volunteering-committee']))
  expect(new Set(owned.flatMap(({ roles }) => roles))).toEqual(new Set(['owner']))
  expect((await visitor(done.headers).get('/desk/')).location).toBe('/desk/second-factor')
  expect((await visitor().post(link, { ...ada, email: 'eve@team.example' })).status).toBe(410)
  expect(await offerFirstLink(site.db, new Date(time))).toBeUndefined()
})

test('the command makes an account in the team it names, and prints the link for its password', async () => {
  const made = await runCommand('create', 'ed@team.example', '--role', 'editor', '--team', 'friends-of-dogs')
  expect(made.code).toBe(0)
  const done = await visitor().post(made.link, { password })
  expect(done.status).toBe(303)
  expect((await visitor(done.headers).get('/desk/')).text).toContain('Friends of Dogs')

  const again = await runCommand('create', 'ED@team.example', '--role', 'translator', '--team', 'friends-of-dogs')
  expect([again.code, again.link]).toEqual([0, ''])
  const members = await site.db.selectFrom('members').select('roles').execute()
  expect(members.map(({ roles }) => roles)).toContainEqual(['editor', 'translator'])
})

test.each([
  [2, ['create']],
  [2, ['create', 'nobody', '--role', 'editor']],
  [2, ['create', 'x@team.example', '--role', 'king']],
  [2, ['create', 'x@team.example', '--role']],
  [2, ['create', 'x@team.example', '--team', 'friends-of-dogs']],
  [2, ['delete', 'x@team.example', '--role', 'editor']],
  [1, ['create', 'x@team.example', '--role', 'editor']],
  [1, ['create', 'x@team.example', '--role', 'editor', '--team', 'nowhere']],
])('it answers %i to %j, and makes nothing', async (code, args) => {
  const answer = await runCommand(...args)
  expect([answer.code, answer.link]).toEqual([code, ''])
})
