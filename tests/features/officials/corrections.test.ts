import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runDirectoryCommand } from '../../../server/cli/directory.ts'
import { findOffice } from '../../../server/features/officials/index.ts'
import { inProject } from '../../../server/paths.ts'
import { openSite, type TestSite } from '../../site.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
beforeEach(() => site.db.deleteFrom('corrections').execute())

const page = '/en/offices/kz-prisons-chair'

const propose = (fields: Record<string, string>, path = page) =>
  site.app.inject({
    method: 'POST',
    url: `${path}/corrections`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

const run = async (...args: string[]) => {
  const lines: string[] = []
  const code = await runDirectoryCommand(args, {
    db: site.db,
    print: (line) => lines.push(line),
    now: () => new Date(),
  })
  return { code, text: lines.join('\n') }
}

const waiting = () => site.db.selectFrom('corrections').selectAll().execute()
const channelOf = async () => (await findOffice(site.db, 'kz-prisons-chair'))?.channels[0]

test('a correction is kept with nothing about who proposed it, and an accepted address makes the channel work', async () => {
  const channel = await channelOf()
  const answer = await propose({
    about: 'Letters come back.',
    channel: channel?.id ?? '',
    address: 'new@kuis.example',
    source_url: 'https://kuis.example/new',
  })
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `${page}/corrections`])
  expect((await site.app.inject({ url: `${page}/corrections` })).body).toContain('Thank you')

  const [row] = await waiting()
  expect(Object.keys(row ?? {}).sort()).toEqual([
    'about',
    'address',
    'channel_id',
    'created_at',
    'decided_at',
    'id',
    'in_files',
    'kind',
    'office_id',
    'replaced',
    'source_url',
    'state',
  ])
  const listed = await run('corrections')
  expect(listed.text).toContain('proposes for email appeals@kuis.example: new@kuis.example')

  const accepted = await run('accept', row?.id ?? '')
  expect(accepted).toMatchObject({ code: 0, text: expect.stringContaining('the address is now new@kuis.example') })
  expect(await channelOf()).toMatchObject({
    address: { en: 'new@kuis.example', ru: 'new@kuis.example' },
    state: 'working',
    source: 'https://kuis.example/new',
    checkedOn: new Date().toISOString().slice(0, 10),
  })
  const imported = await run('import', inProject('server', 'features', 'officials', 'demo'))
  expect(imported.text).toMatch(/^kz-prisons-chair: email stays new@kuis\.example, an accepted correction/)
  expect(await channelOf()).toMatchObject({ address: { en: 'new@kuis.example' }, state: 'working' })
  expect((await run('accept', row?.id ?? '')).code).toBe(1)
  expect((await run('corrections')).text).toBe('No correction waits')
})

test('a refused correction, and an accepted one without an address, change nothing of the office', async () => {
  const before = await findOffice(site.db, 'ua-migration-head')
  for (const command of ['refuse', 'accept']) {
    await propose({ about: 'The post is held by another.' }, '/ru/offices/ua-migration-head')
    const [row] = await waiting()
    expect((await run(command, row?.id ?? '')).code).toBe(0)
    await site.db.deleteFrom('corrections').execute()
  }
  expect(await findOffice(site.db, 'ua-migration-head')).toEqual(before)
  expect((await run('accept', 'x')).code).toBe(1)
  expect((await run('refuse', 'x; drop table corrections')).code).toBe(1)
})

test('an office without any channel gets one by a correction', async () => {
  await propose(
    { about: 'They have mail.', channel: 'new-email', address: 'head@migration.ua.example' },
    '/ru/offices/ua-migration-head',
  )
  const [row] = await waiting()
  await run('accept', row?.id ?? '')
  const office = await findOffice(site.db, 'ua-migration-head')
  expect(office?.channels).toMatchObject([{ kind: 'email', state: 'working', languages: ['en', 'ru'] }])
})

const refused: [name: string, fields: Record<string, string>, field: string][] = [
  ['nothing', {}, 'about'],
  ['nothing but spaces', { about: '  \n ' }, 'about'],
  ['too much', { about: 'x'.repeat(1001) }, 'about'],
  ['hidden characters', { about: 'Write\u202e here' }, 'about'],
  [
    'an unknown channel',
    { about: 'a', channel: '00000000-0000-7000-8000-000000000001', address: 'a@b.example' },
    'channel',
  ],
  ['an address for nothing', { about: 'a', address: 'a@b.example' }, 'channel'],
  ['a new channel without an address', { about: 'a', channel: 'new-email' }, 'address'],
  ['no mail address', { about: 'a', channel: 'new-email', address: 'a@b.example\r\nBcc: c@d.example' }, 'address'],
  [
    'a script for an address',
    { about: 'a', channel: 'new-online-reception', address: 'javascript:alert(1)' },
    'address',
  ],
  ['an endless address', { about: 'a', channel: 'new-post', address: 'x'.repeat(501) }, 'address'],
  ['a source that is no web address', { about: 'a', source_url: 'data:text/html,<script>' }, 'source_url'],
]

test.each(refused)('%s is refused by a word beside the field, and what was typed stays', async (_, fields, field) => {
  for (const locale of ['en', 'ru']) {
    const answer = await propose({ ...fields, about: fields.about ?? '' }, `/${locale}/offices/kz-prisons-chair`)
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toContain(`<a href="#${field}">`)
    expect(answer.body).toContain(`id="${field}-error"`)
    expect(answer.body).not.toMatch(/<script>(?!<)/)
  }
  expect(await waiting()).toEqual([])
})

test('what is typed is shown as text, and a machine that fills the hidden field hears thanks and changes nothing', async () => {
  const typed = '"><script>alert(1)</script>'
  const answer = await propose({ about: typed, channel: 'new-email', address: typed })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).not.toContain('<script>alert')
  expect(answer.body).toContain('&lt;script&gt;alert(1)')
  expect((await propose({ about: 'Buy', website: 'https://spam.example' })).statusCode).toBe(303)
  expect(await waiting()).toEqual([])
})

test('an office cannot be flooded, even by many at once, and others are not kept waiting by it', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => propose({ about: `Wrong in place ${n}` })))
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(20)
  const full = answers.find(({ statusCode }) => statusCode === 422)
  expect(full?.body).toContain('There are already many corrections for this office')
  expect(full?.body).toContain('Wrong in place')
  expect(await waiting()).toHaveLength(20)
  expect((await propose({ about: 'Wrong' }, '/en/offices/kz-president')).statusCode).toBe(303)
})

test('a correction for an office that there is not is not found', async () => {
  expect((await propose({ about: 'a' }, '/en/offices/nobody')).statusCode).toBe(404)
})
