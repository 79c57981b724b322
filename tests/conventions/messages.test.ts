import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Locale, locales } from '../../server/i18n/index.ts'
import { namespaces } from '../../server/i18n/messages.ts'
import { inProject } from '../../server/paths.ts'
import { sourcesIn } from './sources.ts'

type Tree = { [key: string]: string | Tree }

const flatten = (tree: Tree, path: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : flatten(value, `${path}.${key}`),
  )

const messagesOf = (locale: Locale) =>
  new Map(
    readdirSync(inProject('locales', locale)).flatMap((file) =>
      flatten(JSON.parse(readFileSync(inProject('locales', locale, file), 'utf8')), file.replace('.json', '')),
    ),
  )

const messages = { en: messagesOf('en'), ru: messagesOf('ru') }

const PLURAL = /_(zero|one|two|few|many|other)$/

const stems = (locale: Locale) => {
  const byStem = new Map<string, { forms: string[]; placeholders: Set<string> }>()
  for (const [key, text] of messages[locale]) {
    const stem = key.replace(PLURAL, '')
    const known = byStem.get(stem) ?? { forms: [], placeholders: new Set() }
    const form = PLURAL.exec(key)?.[1]
    if (form) known.forms.push(form)
    for (const [, name] of text.matchAll(/\{\{\s*(\w+)/g)) if (name) known.placeholders.add(name)
    byStem.set(stem, known)
  }
  return byStem
}

test('both languages have the same messages, in the namespaces that the translator reads', () => {
  expect(messages.en.size).toBeGreaterThan(100)
  expect([...stems('ru').keys()].sort()).toEqual([...stems('en').keys()].sort())
  for (const locale of locales) {
    expect(readdirSync(inProject('locales', locale)).sort()).toEqual(
      [...namespaces].sort().map((name) => `${name}.json`),
    )
  }
})

test('a message takes the same values in both languages', () => {
  const sorted = (locale: Locale) =>
    Object.fromEntries([...stems(locale)].map(([stem, { placeholders }]) => [stem, [...placeholders].sort()]))
  expect(sorted('ru')).toEqual(sorted('en'))
})

test.each([...locales])('every plural of %s has each form that the language needs, and no other', (locale) => {
  const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort()
  const plurals = [...stems(locale)].filter(([, { forms }]) => forms.length > 0)
  expect(plurals.length).toBeGreaterThan(2)
  for (const [stem, { forms }] of plurals) expect([stem, forms.sort()]).toEqual([stem, needed])
})

test('no Russian message keeps an English quotation mark, three dots or a hyphen for a dash', () => {
  for (const [key, text] of messages.ru) expect([key, /["“”]|\.\.\.|\s-\s/.test(text)]).toEqual([key, false])
})

/** Queries name columns («campaigns.id»), never messages; site.css and site.js are files, not messages. */
const code = [...sourcesIn('server', '.ts'), ...sourcesIn('views', '.hbs')].filter(
  ({ path }) => !/\/(?:queries|import-campaign|export-campaign)\.ts$/.test(path),
)

/** Columns as queries name them, from the migrations: «sendings.office_id» is a table's, not a message. */
const columns = new Set(
  sourcesIn('migrations', '.sql').flatMap(({ text }) => [
    ...[...text.matchAll(/create table (\w+) \(\n([\s\S]*?)\n\)/g)].flatMap(([, table, body = '']) =>
      [...body.matchAll(/^ {2}(\w+) /gm)].map(([, column]) => `${table}.${column}`),
    ),
    ...[...text.matchAll(/alter table (\w+) add column (\w+)/g)].map(([, table, column]) => `${table}.${column}`),
  ]),
)

const isFile = (key: string) => /\.(?:css|js|yaml)$/.test(key)

const QUOTED = new RegExp(`['"\`]((?:${namespaces.join('|')})(?:\\.\\w+)+)(\\.?)(['"\`]|\\$\\{)`, 'g')

const mentioned = code.flatMap(({ path, text }) =>
  [...text.matchAll(QUOTED)]
    .map(([, key = '', dot, end]) => ({ path, key, prefix: dot === '.' || end === '${' }))
    .filter(({ key }) => !isFile(key)),
)

test('every message that code and templates name exists', () => {
  const known = new Set(stems('en').keys())
  const exact = mentioned.filter(({ prefix }) => !prefix)
  expect(exact.length).toBeGreaterThan(50)
  expect(exact.filter(({ key }) => !known.has(key) && !columns.has(key))).toEqual([])
})

test('every message is used', () => {
  const exact = new Set(mentioned.filter(({ prefix }) => !prefix).map(({ key }) => key))
  const prefixes = mentioned.filter(({ prefix }) => prefix).map(({ key }) => key)
  const unused = [...stems('en').keys()].filter(
    (stem) => !exact.has(stem) && !prefixes.some((prefix) => stem.startsWith(prefix)),
  )
  expect(unused).toEqual([])
})
