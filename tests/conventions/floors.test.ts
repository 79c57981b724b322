import { expect, test } from 'vitest'
import { importsOf, sourcesIn } from './sources.ts'

const floors = ['config', 'i18n', 'folders', 'db', 'mail', 'render', 'web', 'features', 'app', 'cli']

const rooms = [
  'privacy',
  'accounts',
  'clocks',
  'officials',
  'campaigns',
  'signatories',
  'submissions',
  'signatures',
  'letters',
  'sendings',
  'dispatch',
  'updates',
  'exchange',
  'moderation',
  'drafts',
  'dashboard',
]

const atTop: Record<string, string> = {
  'server/config.ts': 'config',
  'server/paths.ts': 'config',
  'server/app.ts': 'app',
  'server/desk.ts': 'app',
  'server/services.ts': 'app',
  'server/server.ts': 'app',
  'server/compose-any-mail.ts': 'app',
  'server/housekeeping.ts': 'app',
  'server/demo.ts': 'app',
  'server/main.ts': 'cli',
}

const sources = sourcesIn('server', '.ts')

const floorOf = (path: string) => floors.indexOf(atTop[path] ?? path.split('/')[1] ?? '')

const roomOf = (path: string) => /^server\/features\/([^/]+)\//.exec(path)?.[1]

const ownImports = sources.flatMap((source) =>
  importsOf(source)
    .own.filter((target) => target.startsWith('server/'))
    .map((target) => ({ from: source.path, target })),
)

test('every file of the server stands on a floor', () => {
  expect(sources.length).toBeGreaterThan(40)
  expect(sources.map(({ path }) => path).filter((path) => floorOf(path) < 0)).toEqual([])
  expect(sources.map(({ path }) => roomOf(path)).filter((room) => room && !rooms.includes(room))).toEqual([])
})

test('imports lead downward only', () => {
  expect(ownImports.length).toBeGreaterThan(100)
  expect(ownImports.filter(({ from, target }) => floorOf(target) > floorOf(from))).toEqual([])
})

test('a feature imports another only through its index, and only one below', () => {
  const across = ownImports.filter(({ from, target }) => {
    const [own, other] = [roomOf(from), roomOf(target)]
    return own && other && own !== other
  })
  expect(across.length).toBeGreaterThan(10)
  expect(across.filter(({ target }) => !target.endsWith('/index.ts'))).toEqual([])
  expect(
    across.filter(({ from, target }) => rooms.indexOf(roomOf(target) ?? '') > rooms.indexOf(roomOf(from) ?? '')),
  ).toEqual([])
})

test('no imports run in a circle', () => {
  const graph = new Map<string, string[]>()
  for (const { from, target } of ownImports) graph.set(from, [...(graph.get(from) ?? []), target])
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (trail.includes(path) || done.has(path)) return
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of sources) visit(path, [])
  expect(circles).toEqual([])
})

const importersOf = (name: RegExp) =>
  sources.filter((source) => importsOf(source).packages.some((imported) => name.test(imported))).map(({ path }) => path)

test('only routes, web, render and the app know Fastify', () => {
  const knows = importersOf(/^@?fastify\b/)
  expect(knows.length).toBeGreaterThan(3)
  expect(
    knows.filter(
      (path) =>
        !/^server\/(?:app\.ts|desk\.ts|web\/|render\/|features\/\w+\/(?:[\w-]+-)?(?:routes|desk)\.ts)/.test(path),
    ),
  ).toEqual([])
})

test('only queries, operations, the outbox and the database floor know Kysely', () => {
  const knows = importersOf(/^kysely/)
  expect(knows.length).toBeGreaterThan(3)
  expect(
    knows.filter(
      (path) =>
        !/^server\/(?:db\/|mail\/outbox\.ts|features\/\w+\/)/.test(path) ||
        /(?:routes|desk|forms|pages|texts|view)\.ts$/.test(path),
    ),
  ).toEqual([])
})

test('forms do not import the database, and only mail knows nodemailer', () => {
  const forms = sources.filter(({ path }) => path.endsWith('/forms.ts'))
  expect(forms.length).toBeGreaterThan(0)
  expect(forms.flatMap((form) => importsOf(form).own).filter((path) => path.startsWith('server/db/'))).toEqual([])
  const mailers = importersOf(/^nodemailer/)
  expect(mailers.length).toBeGreaterThan(0)
  expect(mailers.filter((path) => !path.startsWith('server/mail/'))).toEqual([])
})

test('migrations are SQL alone', () => {
  expect(sourcesIn('migrations', '').filter(({ path }) => !/^migrations\/\d{4}_[a-z_]+\.sql$/.test(path))).toEqual([])
})
