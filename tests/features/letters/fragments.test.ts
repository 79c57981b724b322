import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  exportCampaign,
  importCampaign,
  readCampaignFolder,
  writeCampaignFolder,
} from '../../../server/features/campaigns/index.ts'
import { checkLetters } from '../../../server/features/letters/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase } from '../../database.ts'
import { type Files, goodFolder, makeFolder } from '../campaigns/folders.ts'

const placed = '{{fragment "opening"}}\n\n{{fragment "rules"}}\n\n{{list demands}}'
const letters = { 'letters/en.hbs': placed, 'letters/ru.hbs': placed, 'letters/ru.mayor.hbs': undefined }
const rules = (locale: string) =>
  locale === 'en' ? 'Kept for {{facts.keeping_days}} days.' : 'Срок — {{facts.keeping_days}} дней.'
const fragments = (locale: string, extra = '') =>
  `# opening\n\nFirst.\n\n---\n\nOther.\n\n# rules\n\n${rules(locale)}\n\n---\n\nFor {{facts.keeping_days}} days.\n${extra}`

const good = {
  ...goodFolder(),
  ...letters,
  'letters/en.fragments.md': fragments('en'),
  'letters/ru.fragments.md': fragments('ru'),
  'letters/templates.yaml':
    'locked: [demands, rules]\nrules:\n  - {kind: [telephone], template: none, reason: {en: Ring them., ru: Позвоните.}}\n' +
    '  - {resident: false, language: [ru], template: common}\n',
}

const present = (files: Record<string, string | undefined>): Files =>
  Object.fromEntries(Object.entries(files).flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])))

const problemsOf = async (changed: Record<string, string | undefined>) => {
  await using folder = await makeFolder(present({ ...good, ...changed }))
  const read = await readCampaignFolder(folder.dir, checkLetters)
  return read.ok ? [] : read.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)
}

test('fragments and rules go into the database and come out as they were', async () => {
  await using folder = await makeFolder(present(good))
  const read = await readCampaignFolder(folder.dir, checkLetters)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const database = await openDatabase()
  const vault = testVault()
  await importCampaign(database.db, read.folder, () => vault.newDataKey())
  expect(await exportCampaign(database.db, read.folder.campaign.slug)).toEqual(read.folder)
  const again = await importCampaign(database.db, read.folder, () => vault.newDataKey())
  expect(again.changed).toBe(false)
  await database.close()

  const written = await mkdtemp(join(tmpdir(), 'otklik-written-'))
  await writeCampaignFolder(written, read.folder)
  expect(await readCampaignFolder(written, checkLetters)).toEqual(read)
  await rm(written, { recursive: true })
})

const en = 'letters/en.fragments.md'
const one = (variant: string) => ({ [en]: `# opening\n\n${variant}\n\n# rules\n\nFor {{facts.keeping_days}} days.` })

test.each<[string, Record<string, string | undefined>, string]>([
  ['a figure of its own', one('After 3 days.'), `${en}:3: opening: “3” states a figure or a date`],
  ['a figure in words', one('Line one.\nAfter sixty days.'), `${en}:4: opening: “sixty” states a figure`],
  [
    'a Russian figure in words',
    one('В шестидесятидневный срок и тысячи собак.'),
    'opening: “шестидесятидневный” states a figure',
  ],
  ['a month', one('In February.'), 'opening: “February” states a figure'],
  ['a figure in agree', one('{{agree woman="a" man="b" neutral="5"}}'), `${en}:3: opening: “5” states a figure`],
  [
    'a fact in if',
    one('{{#if sender.resident}}{{facts.law}}{{/if}}'),
    'within if: a fact stands in every letter or in none',
  ],
  ['an unknown fact', one('{{facts.no}}'), `${en}:3: opening: unknown fact “facts.no”`],
  ['a fragment in a fragment', one('{{fragment "opening"}}'), 'opening: “fragment” within a fragment'],
  ['own words', one('{{own_words}}'), 'opening: “own_words” is not for fragments'],
  ['a list', one('{{list demands}}'), `${en}:3: opening: “list” is not a helper`],
  ['a loop', one('{{#each topics}}{{this}}{{/each}}'), `${en}:3: opening: unknown block “each”`],
  ['a reach for prototypes', one('{{sender.__proto__}}'), `${en}:3: opening: unknown field`],
  ['a partial', one('{{> x}}'), `${en}:3: opening: PartialStatement is not for letters`],
  ['deep nesting', one(`${'{{#if sender.city}}'.repeat(6)}x${'{{/if}}'.repeat(6)}`), 'nested deeper than 5'],
  [
    'other facts in another variant',
    one('A.\n\n---\n\nB {{facts.law}}.'),
    `${en}:7: opening: states the facts law, its first variant —`,
  ],
  [
    'other facts in the other language',
    { [en]: '# opening\n\nA.\n\n# rules\n\nB.' },
    'rules: states the facts keeping_days, in the other language —',
  ],
  ['a fragment that nobody places', { [en]: `${fragments('en')}\n# lost\n\nText.` }, 'lost: no template places it'],
  [
    'an unknown fragment',
    { 'letters/en.hbs': `${placed}{{fragment "no"}}` },
    'letters/en.hbs:5: unknown fragment “no”',
  ],
  ['a fragment by a field', { 'letters/en.hbs': `${placed}{{fragment point}}` }, '“fragment” takes a name in quotes'],
  [
    'one name in any order',
    { 'letters/en.hbs': `${placed}{{any_order "rules"}}` },
    '“any_order” takes several names in quotes',
  ],
  ['an empty variant', one('A.\n\n---\n'), `opening: a variant is empty`],
  ['text before a name', { [en]: 'Lost.\n\n# opening\n\nA.' }, `${en}:1: text before the first “# name”`],
  ['a bad name', { [en]: `${fragments('en')}\n# Bad Name\n\nText.` }, '“Bad Name” must be a name'],
  ['a name given twice', { [en]: `${fragments('en')}\n# opening\n\nText.` }, 'opening: is given twice'],
  [
    'a topic that is not declared',
    { [en]: `${fragments('en')}\n# topic no\n\nText.` },
    'no is not among the topics of campaign.yaml',
  ],
  [
    'a point to nobody',
    { [en]: `${fragments('en')}\n# point no\n\nText.` },
    'no is not among the addressees of campaign.yaml',
  ],
  [
    'fragments of no text',
    { 'ru.md': undefined, 'letters/ru.hbs': undefined },
    'letters/ru.fragments.md:1: there is no ru.md',
  ],
  [
    'a rule to no template',
    { 'letters/templates.yaml': 'rules:\n  - {template: no}\n' },
    'letters/templates.yaml:2: rules[0].template: there is no letters/<language>.no.hbs',
  ],
  [
    'an exclusion without a reason',
    { 'letters/templates.yaml': 'rules:\n  - {template: none}\n' },
    'must say why there is no letter',
  ],
  [
    'a rule for nobody',
    { 'letters/templates.yaml': 'rules:\n  - {addressee: [no], template: common}\n' },
    'no is not among the addressees',
  ],
  [
    'an unknown filter',
    { 'letters/templates.yaml': 'rules:\n  - {color: red, template: common}\n' },
    'rules[0].color: unknown key',
  ],
  [
    'a template that nobody uses',
    { 'letters/ru.spare.hbs': 'Прошу.' },
    'letters/ru.spare.hbs:1: spare is not among the addressees',
  ],
])('refused with the place: %s', async (_, changed, words) => {
  expect((await problemsOf(changed)).join('\n')).toContain(words)
})

test('a folder without any of it is what it was', async () => {
  await using folder = await makeFolder()
  const read = await readCampaignFolder(folder.dir, checkLetters)
  expect(read.ok && [read.folder.fragments, read.folder.letterRules]).toEqual([[], null])
})
