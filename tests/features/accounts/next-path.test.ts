import { afterAll, expect, test } from 'vitest'
import { nextPath } from '../../../server/features/accounts/next-path.ts'
import { hashPassword, savePassword } from '../../../server/features/accounts/passwords.ts'
import { openDesk } from '../../desk.ts'

const hosts = ['evil.example', 'evil.example:443', 'evil.example/desk/', '127.0.0.1', 'evil。example']

// biome-ignore format: a table
const starts = [
  'http://', 'https://', '//', '///', '////', '/\\', '\\/', '\\\\', '/\\/', '\\', 'http:', 'https:/', 'http:\\\\',
  'javascript:alert(1)//', 'data:text/html,', 'vbscript:', ' //', '\t//', '\n//', '/\t/', '/\n/', '/%09/', '/%2f', '/%5c',
  '%2f%2f', '/desk//', '/desk/\\', '/desk\\', '/desk/../', '/desk/..//', '/desk/%2e%2e/', '/desk/%2E%2E//', '/desk/.%2e/',
  '/desk@', '@', '/desk:80@', '/deskevil.', '/desk.', '//desk/', '/\u0000/', '/\u2028/', '/desk/\u0000', '/desk/\r\n',
]

// biome-ignore format: a table
const whole: unknown[] = [
  '', ' ', '/', '/en/', '/desk', '/deskx', '/DESK/', 'desk/', './desk/', '../desk/', '?next=/desk/', '#/desk/',
  '/desk/sign-in', '/desk/sign-in?next=/desk/', '/desk/sign-in/code', '/desk/sign-out', '/desk/./sign-out',
  '/desk/x/../sign-out', '/desk/x/../../en/', '/desk/..', '/desk/../../../etc/passwd', `/desk/${'a'.repeat(2_000)}`,
  '/assets/site.js', '/api/v1/', '/dev/mail', '/desk/\u202e', 'http://[::1', 'https://', null, undefined, 7, true, {}, [],
  ['/desk/teams/x'], { toString: '/desk/' },
]

const hostile: unknown[] = [...starts.flatMap((start) => hosts.map((host) => start + host)), ...whole]

const good = [
  ['/desk/', '/desk/'],
  ['/desk?x=1', '/desk?x=1'],
  ['/desk/teams/friends/members', '/desk/teams/friends/members'],
  ['/desk/campaigns/stray-animals/edit/heading?locale=ru', '/desk/campaigns/stray-animals/edit/heading?locale=ru'],
  ['/desk/campaigns/a/./edit', '/desk/campaigns/a/edit'],
  ['/desk/search?q=https://other.example/', '/desk/search?q=https://other.example/'],
  ['/desk/search?q=собаки', '/desk/search?q=%D1%81%D0%BE%D0%B1%D0%B0%D0%BA%D0%B8'],
  ['/desk/teams/friends#people', '/desk/teams/friends'],
] as const

test('there are hundreds of hostile ways to say where to go next', () => {
  expect(new Set(hostile).size).toBe(hostile.length)
  expect(hostile.length).toBeGreaterThan(200)
})

test('none of them leads away from the desk, nor round in a circle', () => {
  for (const wanted of hostile) {
    const next = nextPath(wanted)
    const { origin, pathname } = new URL(next, 'https://otklik.example')
    expect([wanted, origin]).toEqual([wanted, 'https://otklik.example'])
    expect([wanted, /^\/desk(?:\/|$)/.test(pathname)]).toEqual([wanted, true])
    expect([wanted, /sign-(?:in|out)|[\\\p{Cc}]|^\/\//u.test(next)]).toEqual([wanted, false])
  }
})

test.each(good)('%s is an own path', (wanted, next) => {
  expect(nextPath(wanted)).toBe(next)
})

const desk = await openDesk()
afterAll(desk.close)

test('over HTTP the same: before signing in, after it, and for whoever has signed in', async () => {
  const editor = await desk.as(['editor'])
  const password = 'тихая река несёт листья'
  await savePassword(desk.db, editor.accountId, await hashPassword(desk.vault, password))

  for (const next of ['https://evil.example/', '//evil.example/desk/', '/\\evil.example', '/desk/../en/']) {
    const query = `?next=${encodeURIComponent(next)}`
    expect((await desk.nobody.get(`/desk/sign-in${query}`)).text).toContain('name="next" value="/desk/"')
    expect((await editor.get(`/desk/sign-in${query}`)).location).toBe('/desk/')
    const signedIn = await desk.nobody.post('/desk/sign-in', { email: editor.email, password, next })
    expect([signedIn.status, signedIn.location]).toEqual([303, '/desk/'])
  }
  const twice = await editor.get('/desk/sign-in?next=/desk/&next=//evil.example')
  expect(twice.location).toBe('/desk/')
})
