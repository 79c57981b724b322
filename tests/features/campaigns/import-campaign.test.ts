import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../../server/db/index.ts'
import { exportCampaign, findCampaign, importCampaign } from '../../../server/features/campaigns/index.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { importDemoDirectory } from '../../directory.ts'
import { bend, demoFolder, type Files, folderOf, goodFolder, readGood } from './folders.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const newDataKey = () => randomBytes(32)
const load = async (db: Db, files: Files) => importCampaign(db, await folderOf(files), newDataKey)

/** The files under a slug of the test's own, with institutions, offices and organiser of their own too. */
const as = (slug: string, files: Files = goodFolder()): Files => {
  const renamed = Object.entries({ river: slug, town: `${slug}-town`, waters: `${slug}-waters` })
  const posts = Object.entries({ mayor: `${slug}-mayor`, minister: `${slug}-minister`, friends: `${slug}-friends` })
  const text = [...renamed, ...posts].reduce(
    (yaml, [from, to]) => yaml.replaceAll(`slug: ${from}`, () => `slug: ${to}`),
    files['campaign.yaml'] ?? '',
  )
  return { ...files, 'campaign.yaml': text }
}

const tables = [
  'organisers',
  'institutions',
  'offices',
  'officials',
  'channels',
  'campaigns',
  'campaign_texts',
  'demands',
  'topics',
  'addressees',
  'evidence',
  'letter_templates',
] as const

const everything = async (db: Db) => {
  const rows = []
  for (const table of tables) {
    const found = await db.selectFrom(table).selectAll().execute()
    rows.push([table, found.map((row) => JSON.stringify(row)).sort()])
  }
  return rows
}

test('a new campaign is created with the key that it is given', async () => {
  const { db } = database
  const key = randomBytes(48)

  const imported = await importCampaign(db, await folderOf(as('created')), () => key)

  expect(imported).toEqual({ slug: 'created', created: true, changed: true, kept: [] })
  expect(await findCampaign(db, 'created')).toMatchObject({ version: 1, dataKey: key, openedOn: '2026-03-02' })
})

test('importing the same twice leaves every row as it was, with its id and version', async () => {
  const { db } = database
  await load(db, as('twice'))
  const before = await everything(db)

  const refuse = () => {
    throw new Error('an existing campaign asks for no key')
  }
  const again = await importCampaign(db, await folderOf(as('twice')), refuse)

  expect(again).toEqual({ slug: 'twice', created: false, changed: false, kept: [] })
  expect(await everything(db)).toEqual(before)
})

test('what came out goes in again as it was: the small campaign and the demo', async () => {
  const { db } = database
  await importDemoDirectory(db)
  for (const folder of [await folderOf(as('round')), await readGood(demoFolder)]) {
    await importCampaign(db, folder, newDataKey)
    expect(await exportCampaign(db, folder.campaign.slug)).toEqual(folder)
  }
})

test('a change raises the version once and keeps id, key and signatures', async () => {
  const { db } = database
  await load(db, as('changed'))
  const before = await findCampaign(db, 'changed')
  const campaign_id = before?.id ?? ''
  await db.insertInto('signature_counts').values({ campaign_id, state: 'confirmed', count: 7 }).execute()

  const files = bend(['campaign.yaml', 'goal: 1000', 'goal: 2000'])
  expect(await load(db, as('changed', files))).toEqual({ slug: 'changed', created: false, changed: true, kept: [] })

  const after = await findCampaign(db, 'changed')
  expect(after).toEqual({ ...before, goal: 2000, version: 2, updatedAt: after?.updatedAt })
  expect(after?.updatedAt.getTime()).toBeGreaterThan(before?.updatedAt.getTime() ?? Infinity)
  const counted = db.selectFrom('signature_counts').select('count').where('campaign_id', '=', campaign_id)
  expect(await counted.execute()).toEqual([{ count: 7 }])
})

test.each<[string, ...Parameters<typeof bend>]>([
  ['a text', ['en.md', 'Clean the river', 'Clean our river']],
  ['a body', ['ru.md', 'Река пахнет.', 'Река дурно пахнет.']],
  ['a fact', ['campaign.yaml', 'keeping_days: 60', 'keeping_days: 30']],
  ['the order of demands', ['campaign.yaml', 'demands: [clean, fence]', 'demands: [fence, clean]']],
  ['a point', ['en.md', 'The town owns the pipe.', 'The pipe is yours.']],
  ['sending by the platform', ['campaign.yaml', 'goal: 1000', 'goal: 1000\ndispatch: { test: tester@mail.example }']],
  ['the quota', ['campaign.yaml', 'goal: 1000', 'goal: 1000\ndispatch: on\nquota_hour: 12']],
  ['who is told of the organiser', ['campaign.yaml', 'goal: 1000', 'goal: 1000\nanonymous: true']],
  ['a warning', ['campaign.yaml', ', warning: graphic', '']],
  [
    'the order of captions',
    [
      'en.md',
      '{key: fish, caption: Dead fish}\n  - {key: pipe, caption: The pipe}',
      '{key: pipe, caption: The pipe}\n  - {key: fish, caption: Dead fish}',
    ],
  ],
  ['a letter', ['letters/en.hbs', '{{own_words}}', 'Dear all, {{own_words}}']],
  ['a salutation', ['campaign.yaml', 'Dear Minister,', 'Dear Sir or Madam,']],
  ['a channel', ['campaign.yaml', 'max_length: 5000', 'max_length: 4000']],
  ['the organiser', ['campaign.yaml', 'Friends of the River', 'River Friends']],
])('%s alone changes the campaign, and the export has it', async (name, ...changes) => {
  const { db } = database
  const slug = `alone-${name.replaceAll(' ', '-')}`
  await load(db, as(slug))

  const folder = await folderOf(as(slug, bend(...changes)))
  expect(await importCampaign(db, folder, newDataKey)).toEqual({ slug, created: false, changed: true, kept: [] })

  expect(await exportCampaign(db, slug)).toEqual(folder)
  expect(await findCampaign(db, slug)).toMatchObject({ version: 2 })
})

test('what the folder no longer has is deleted: a language, a demand, an addressee, evidence, a letter', async () => {
  const { db } = database
  await load(db, as('less'))
  const {
    'en.md': _,
    'letters/en.hbs': __,
    'letters/ru.mayor.hbs': ___,
    ...files
  } = bend(
    ['campaign.yaml', 'demands: [clean, fence]', 'demands: [fence]'],
    [
      'campaign.yaml',
      '  - {key: fish, kind: video, url: "https://video.example/2", happened: 2021-03, warning: graphic}\n',
      '',
    ],
    ['ru.md', '  clean: {text: Очистить., letter: очистить реку}\n', ''],
  )
  const yaml = files['campaign.yaml'] ?? ''
  files['campaign.yaml'] = yaml.slice(0, yaml.indexOf('  - key: ministry')) + yaml.slice(yaml.indexOf('evidence:'))
  await load(db, as('less', files))

  const campaign = await findCampaign(db, 'less')
  expect(Object.keys(campaign?.texts ?? {})).toEqual(['ru'])
  expect(campaign?.demands.map(({ key, texts }) => [key, texts])).toEqual([['fence', { ru: 'Огородить.' }]])
  expect(campaign?.addressees.map(({ key }) => key)).toEqual(['mayor'])
  expect(campaign?.evidence.map(({ key }) => key)).toEqual(['pipe'])
  expect((await exportCampaign(db, 'less'))?.letters.map(({ locale, addressee }) => [locale, addressee])).toEqual([
    ['ru', ''],
  ])
})

test('many imports at once make one campaign', async () => {
  const { db } = database
  const folder = await folderOf(as('at-once'))

  const imported = await Promise.all(Array.from({ length: 8 }, () => importCampaign(db, folder, newDataKey)))

  expect(imported.filter(({ created }) => created)).toHaveLength(1)
  expect(imported.filter(({ changed }) => changed)).toHaveLength(1)
  expect(await exportCampaign(db, 'at-once')).toEqual(folder)
})

test('different campaigns that share an office can be imported at once', async () => {
  const { db } = database
  const sharing = await Promise.all(['one', 'two', 'three', 'four'].map((slug) => folderOf(as(slug))))
  for (const folder of sharing) {
    for (const [index, addressee] of folder.campaign.addressees.entries()) {
      if ('institution' in addressee) addressee.office.slug = `shared-${index}`
    }
  }
  const imported = await Promise.all(sharing.map((folder) => importCampaign(db, folder, newDataKey)))
  expect(imported.every(({ created }) => created)).toBe(true)
})

test('a folder that the database refuses changes nothing', async () => {
  const { db } = database
  await load(db, as('whole'))
  const before = await everything(db)

  const folder = await folderOf(as('whole', bend(['campaign.yaml', 'goal: 1000', 'goal: 2000'])))
  folder.letters.push({ locale: 'en', addressee: '', source: 'again' })
  await expect(importCampaign(db, folder, newDataKey)).rejects.toThrow(/duplicate key/)

  expect(await everything(db)).toEqual(before)
})
