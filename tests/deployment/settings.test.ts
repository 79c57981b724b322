import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environment, readConfig } from '../../server/config.ts'
import { inProject } from '../../server/paths.ts'
import { sourcesIn } from '../conventions/sources.ts'
import { fileOf, interpolated, readEnvExample, readSettingsTable } from './files.ts'

const names = Object.keys(environment)

/** What each variable is where it is not set; empty where it then has no value. */
const defaults = Object.fromEntries(
  Object.entries(environment).map(([name, rule]) => [name, String(rule.parse(undefined) ?? '')]),
)

test('README lists every setting in the order of the code, with its default', () => {
  expect(readSettingsTable().map(({ name }) => name)).toEqual(names)
  expect(Object.fromEntries(readSettingsTable().map(({ name, value }) => [name, value]))).toEqual(defaults)
})

test('README says what happens where a setting without a default is unset', () => {
  const silent = readSettingsTable().filter(({ value, text }) => value === '' && !text.includes('Unset: '))
  expect(silent).toEqual([])
})

test('.env.example lists every setting in the order of the code, with its default, and what Compose needs besides', () => {
  const listed = readEnvExample()
  expect(listed.map(({ name }) => name)).toEqual([...names, ...interpolated().filter((name) => !names.includes(name))])
  for (const { name, value } of listed) expect([name, value]).toEqual([name, defaults[name] ?? ''])
})

test('.env.example explains each setting, and what happens where one without a default is unset', () => {
  for (const { name, value, comment } of readEnvExample()) {
    expect(comment, name).toMatch(/^# \S.+\.\n/s)
    if (value === '' && names.includes(name)) expect(comment, name).toContain('# Unset: ')
  }
})

test('a server started with .env.example as it stands is the server with nothing set', () => {
  const env = Object.fromEntries(readEnvExample().map(({ name, value }) => [name, value]))
  expect(readConfig(env)).toEqual(readConfig({}))
})

test('the defaults that README and .env.example tell in words are those of the code', () => {
  const { mailFrom } = readConfig({})
  const told = [...readSettingsTable().map(({ text }) => text), ...readEnvExample().map(({ comment }) => comment)]
  expect(told.filter((text) => text.includes(mailFrom)).length).toBe(2)
})

test('the environment is read through the config alone', () => {
  const own = sourcesIn('server', '.ts').flatMap(({ path, text }) =>
    [...text.matchAll(/process\.env\b(?!\))/g)].map(() => path),
  )
  // The embedded PostgreSQL's programs get the few variables of the system without which no program starts.
  expect(new Set(own)).toEqual(new Set(['server/db/embedded/account.ts']))
})

const documents = ['README.md', 'ARCHITECTURE.md']

test('every link of README leads to a file or to a heading', () => {
  const text = fileOf('README.md')
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) =>
      `#${heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  )
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  expect(targets.length).toBeGreaterThan(5)
  const broken = targets.filter((target) =>
    target.startsWith('#') ? !headings.includes(target) : !existsSync(inProject(target)),
  )
  expect(broken).toEqual([])
})

test.each(documents)('every file and folder that %s names is there', (document) => {
  const text = fileOf(document)
  const named = [...text.matchAll(/`((?:server|views|locales|migrations|tests)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  )
  expect(named.filter((path) => !existsSync(inProject(path)))).toEqual([])
})

test.each(documents)('every npm command that %s names exists', (document) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(fileOf('package.json'))
  const named = [...fileOf(document).matchAll(/(?:^|`|&& )npm (?:run )?([a-z]+)/gm)].map(([, name = '']) => name)
  expect(named.filter((name) => !(name in scripts) && name !== 'ci')).toEqual([])
})

test('README begins with the two commands that start and test the project', () => {
  expect(fileOf('README.md').split('\n').slice(0, 16)).toEqual(
    expect.arrayContaining(['npm ci && npm start', 'npm ci && npm test']),
  )
})
