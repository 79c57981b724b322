import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  exportCampaign,
  importCampaign,
  readCampaignFolder,
  writeCampaignFolder,
} from '../../../server/features/campaigns/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { folderOf, goodFolder, problemsOf } from '../campaigns/folders.ts'
import { documentText } from './document-text.ts'

const cases = `- key: zhanaozen
  kind: event
  basis: public-source
  source: https://news.example/zhanaozen
  names: {en: The shooting at Zhanaozen, ru: Расстрел в Жанаозене}
  status: {en: Not investigated by independent experts}
  history:
    - {date: 2011-12-16, text: {en: Police opened fire.}, source: "https://news.example/1"}
    - {date: 2012, text: {en: Workers were sentenced.}}
- {key: kozlov, kind: person, basis: consent, names: {en: V. Kozlov}}
`

const states = `- {recommendation: torture-law, state: under-way, who: {en: Parliament}, on: 2015-06-25, source: "https://un.example/2"}
- recommendation: torture-law
  state: accepted
  who: {en: Government, ru: Правительство}
  on: 2015-03-12
  source: A/HRC/28/10
  note: {en: In part}
`

const files = () => ({
  ...goodFolder(),
  'en.document.md': documentText,
  'cases.yaml': cases,
  'recommendations.yaml': states,
})

let database: TestDatabase
const vault = testVault()
const newDataKey = () => vault.newDataKey()
const importFiles = async (changed: Record<string, string>) =>
  importCampaign(database.db, await folderOf({ ...files(), ...changed }), newDataKey)

beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

test('document, cases and states go into the database and come out as they were', async () => {
  const folder = await folderOf(files())
  expect(folder.recommendations?.map(({ on }) => on)).toEqual(['2015-03-12', '2015-06-25'])

  await importCampaign(database.db, folder, newDataKey)
  const exported = await exportCampaign(database.db, 'river')
  expect(exported).toEqual(folder)

  const dir = await mkdtemp(join(tmpdir(), 'document-'))
  if (exported) await writeCampaignFolder(dir, exported)
  expect(await readCampaignFolder(dir)).toEqual({ ok: true, folder })
  await rm(dir, { recursive: true })
  expect(await importFiles({})).toMatchObject({ changed: false })
})

test('a folder that says nothing of cases and states leaves those that are there', async () => {
  await importFiles({})
  await importCampaign(database.db, await folderOf(goodFolder()), newDataKey)

  const after = await exportCampaign(database.db, 'river')
  expect(after?.documents).toEqual({})
  expect(after?.cases?.map(({ key }) => key)).toEqual(['zhanaozen', 'kozlov'])
  expect(after?.recommendations).toHaveLength(2)
})

test('a state that is still said keeps who recorded it', async () => {
  await importFiles({})
  const account = '00000000-0000-7000-8000-000000000009'
  await database.db.updateTable('recommendation_states').set({ recorded_by: account }).execute()
  await importFiles({
    'recommendations.yaml': `${states}- {recommendation: torture-agency, state: refused, who: {en: Government}, on: 2015-03-12, source: Reply}\n`,
  })

  const rows = await database.db.selectFrom('recommendation_states').select(['recommendation', 'recorded_by']).execute()
  expect(rows.filter(({ recorded_by }) => recorded_by === account)).toHaveLength(2)
  expect(rows).toHaveLength(3)
})

test('a case whose consent was withdrawn here does not come back with an older folder', async () => {
  await importFiles({})
  const withdrawn = { basis: 'withdrawn', source: null, names: '{}', status: '{}', history: '[]' } as const
  await database.db.updateTable('cases').set(withdrawn).where('key', '=', 'kozlov').execute()
  await importFiles({ 'cases.yaml': `${cases}- {key: other, kind: event, basis: consent, names: {en: Other}}\n` })

  const after = await exportCampaign(database.db, 'river')
  expect(after?.cases?.map(({ key, basis }) => [key, basis])).toEqual([
    ['zhanaozen', 'public-source'],
    ['kozlov', 'withdrawn'],
    ['other', 'consent'],
  ])
})

test.each([
  ['without a basis', '- {key: a, kind: person, names: {en: A}}', 'cases.yaml:1: [0].basis: is missing'],
  [
    'from a public source that it does not name',
    '- {key: a, kind: person, basis: public-source, names: {en: A}}',
    'cases.yaml:1: [0].source: must say which public source',
  ],
  [
    'withdrawn and still told',
    '- {key: a, kind: person, basis: withdrawn, names: {en: A}}',
    'cases.yaml:1: [0].basis: is withdrawn: nothing but key and kind may be kept',
  ],
  [
    'given twice',
    '- {key: zhanaozen, kind: event, basis: consent, names: {en: A}}',
    'cases.yaml:11: [2].key: zhanaozen is given twice',
  ],
])('a case %s is refused', async (_, entry, problem) => {
  const text = entry.includes('zhanaozen') ? `${cases}${entry}\n` : `${entry}\n`
  expect(await problemsOf({ ...files(), 'cases.yaml': text })).toContain(problem)
})

test('what a document names must be there, and what is tracked must stand in it', async () => {
  expect(
    await problemsOf({
      ...files(),
      'cases.yaml': '[]\n',
      'recommendations.yaml': '- {recommendation: other, state: done, who: {en: X}, on: 2015-01-01, source: Y}\n',
    }),
  ).toEqual([
    'en.document.md:7: zhanaozen is not among the cases',
    'en.document.md:14: kozlov is not among the cases',
    'recommendations.yaml:1: [0].recommendation: other is not a recommendation of the document',
  ])
})
