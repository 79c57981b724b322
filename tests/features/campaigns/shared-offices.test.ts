import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../../server/db/index.ts'
import { findCampaign, findVersion, importCampaign } from '../../../server/features/campaigns/index.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { bend, type Files, folderOf, goodFolder } from './folders.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

type Change = Parameters<typeof bend>[number]

const load = async (db: Db, files: Files) => importCampaign(db, await folderOf(files), () => randomBytes(32))
const officials = (db: Db) =>
  db
    .selectFrom('officials')
    .innerJoin('offices', 'offices.id', 'office_id')
    .select(['officials.id', 'officials.name', 'since', 'until'])
    .where('slug', '=', 'mayor')
    .orderBy('officials.id')
    .execute()
const channels = (db: Db) =>
  db
    .selectFrom('channels')
    .innerJoin('offices', 'offices.id', 'office_id')
    .select(['channels.id', 'kind', 'position'])
    .where('slug', '=', 'mayor')
    .orderBy('position')
    .execute()

const successor: Change = [
  'campaign.yaml',
  '{en: Ada Ivanova, ru: {nominative: Иванова Ада Павловна, dative: Ивановой А. П.}}',
  '{en: Vera Petrova, ru: {nominative: Петрова Вера Львовна, dative: Петровой В. Л.}}',
]

test('an official keeps the row through a correction, and leaves it to a successor', async () => {
  const { db } = database
  await load(db, goodFolder())
  const [ada] = await officials(db)
  expect(ada).toMatchObject({ since: null, until: null })

  await load(db, bend(['campaign.yaml', 'Ивановой А. П.', 'А. П. Ивановой']))
  expect(await officials(db)).toEqual([
    { ...ada, name: { ...ada?.name, ru: { nominative: 'Иванова Ада Павловна', dative: 'А. П. Ивановой' } } },
  ])

  await load(db, bend(successor))
  const [former, present] = await officials(db)
  expect(former).toMatchObject({ id: ada?.id, until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
  expect(present).toMatchObject({ since: former?.until, until: null, name: { en: 'Vera Petrova' } })
  expect((await findCampaign(db, 'river'))?.addressees[0]?.official?.name.en).toBe('Vera Petrova')

  const yaml = goodFolder()['campaign.yaml'] ?? ''
  const start = yaml.indexOf('    official:')
  const vacant = yaml.slice(0, start) + yaml.slice(yaml.indexOf('    channels:'))
  await load(db, { ...goodFolder(), 'campaign.yaml': vacant })
  expect((await officials(db)).every(({ until }) => until !== null)).toBe(true)
  expect((await findCampaign(db, 'river'))?.addressees[0]?.official).toBeNull()
})

test('channels that change places keep their rows', async () => {
  const { db } = database
  await load(db, goodFolder())
  const before = await channels(db)

  const post =
    '      - {kind: post, address: {en: 1 Main St, ru: "ул. Главная, 1"}, residents_only: true, languages: [ru]}\n'
  const mail = '      - {kind: email, address: mayor@town.example}\n'
  const tip = '      - {kind: telephone, address: "+7 727 000 00 00"}\n'
  await load(db, bend(['campaign.yaml', mail + post, post + tip + mail]))

  const after = await channels(db)
  expect(after.map(({ kind }) => kind)).toEqual(['post', 'telephone', 'email'])
  expect([after[2]?.id, after[0]?.id]).toEqual(before.map(({ id }) => id))
})

test('a changed office raises the version of every campaign that shows it, and of no other', async () => {
  const { db } = database
  await load(db, goodFolder())
  const sharing = bend(['campaign.yaml', 'slug: river', 'slug: lake'])
  const apart = { ...goodFolder() }
  for (const slug of ['river', 'friends', 'town', 'mayor', 'waters', 'minister'])
    apart['campaign.yaml'] = (apart['campaign.yaml'] ?? '').replace(`slug: ${slug}`, `slug: ${slug}-apart`)
  await load(db, sharing)
  await load(db, apart)
  const versions = async () =>
    Promise.all(
      ['river', 'lake', 'river-apart'].map(async (slug) => findVersion(db, (await findCampaign(db, slug))?.id ?? '')),
    )
  const [river = 0, lake = 0, other = 0] = await versions()

  await load(db, bend(successor))
  expect(await versions()).toEqual([river + 1, lake + 1, other])

  await load(db, bend(successor, ['campaign.yaml', 'Friends of the River', 'River Friends']))
  expect(await versions()).toEqual([river + 2, lake + 2, other])

  await load(
    db,
    bend(
      successor,
      ['campaign.yaml', 'Friends of the River', 'River Friends'],
      ['campaign.yaml', 'goal: 1000', 'goal: 5'],
    ),
  )
  expect(await versions()).toEqual([river + 3, lake + 2, other])
})
