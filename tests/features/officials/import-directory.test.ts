import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  exportCampaign,
  findCampaign,
  findVersion,
  importCampaign,
  readCampaignFolder,
} from '../../../server/features/campaigns/index.ts'
import {
  acceptCorrection,
  exportDirectory,
  findDirectorySlugs,
  findOffice,
  holderSnapshot,
  importDirectory,
  proposeCorrection,
} from '../../../server/features/officials/index.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { readDemoDirectory } from '../../directory.ts'
import { folderOf, goodFolder, makeFolder } from '../campaigns/folders.ts'
import { bend, directoryOf, type Files, goodDirectory } from './directories.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await openDatabase()
})
afterEach(() => database.close())

const load = async (files: Files = goodDirectory()) => importDirectory(database.db, await directoryOf(files))
const nothing = { created: [], changed: [], deleted: [], released: [], kept: [] }

const rowsOf = async () => {
  const { db } = database
  const tables = ['institutions', 'offices', 'officials', 'channels'] as const
  return Promise.all(tables.map((table) => db.selectFrom(table).selectAll().orderBy('id').execute()))
}

/** The small campaign, which names the directory's mayor instead of spelling one out. */
const referring = () => {
  const files = goodFolder()
  const yaml = files['campaign.yaml'] ?? ''
  const start = yaml.indexOf('  - key: mayor')
  const reference = '  - {key: mayor, office: mayor}\n'
  files['campaign.yaml'] = yaml.slice(0, start) + reference + yaml.slice(yaml.indexOf('  - key: ministry'))
  return files
}
const loadCampaign = async (files = referring()) =>
  importCampaign(database.db, await folderOf(files), () => randomBytes(32))

test('importing again and again doubles nothing, and what comes out is what went in', async () => {
  for (const folder of [await directoryOf(), await readDemoDirectory()]) {
    await importDirectory(database.db, folder)
    const rows = await rowsOf()
    expect(await importDirectory(database.db, folder)).toEqual(nothing)
    expect(await rowsOf()).toEqual(rows)
  }
  const { files } = await exportDirectory(database.db)
  expect(files).toEqual(
    [...(await readDemoDirectory()).files, ...(await directoryOf()).files].sort((a, b) => (a.name < b.name ? -1 : 1)),
  )
})

test('two imports at once make one directory', async () => {
  const changes = await Promise.all([load(), load(), load()])
  expect(changes.filter(({ created }) => created.length > 0)).toHaveLength(1)
  expect((await rowsOf()).map((rows) => rows.length)).toEqual([3, 3, 2, 3])
})

test('institutions stand in their tree, and an office knows it', async () => {
  await load()
  const office = await findOffice(database.db, 'water-chief')
  expect(office?.within.map(({ slug }) => slug)).toEqual(['town'])
  expect(office?.institution).toMatchObject({ country: 'KZ', answerRule: 'kz-appk-76', workingHours: '09:00-18:30' })
  expect(office).toMatchObject({ official: null, former: [], channels: [], inDirectory: true })
})

const successor = (since: string) =>
  bend([
    '- name: {en: Ada Ivanova, ru: {nominative: Иванова Ада Павловна}}\n            since: 2024-05-01',
    `- name: {en: Vera Petrova, ru: {nominative: Петрова Вера Львовна}}${since}`,
  ])

test('a new holder ends the term of the one before; letters follow the new, and what was written keeps the old', async () => {
  await load()
  await loadCampaign()
  const before = await findCampaign(database.db, 'river')
  const written = holderSnapshot(before?.addressees[0]?.official ?? null)
  expect(written).toEqual({ en: 'Ada Ivanova', ru: 'Иванова Ада Павловна' })

  expect((await load(successor('\n            since: 2026-09-01'))).changed).toEqual(['mayor'])
  const office = await findOffice(database.db, 'mayor')
  expect(office?.official).toMatchObject({ name: { en: 'Vera Petrova' }, since: '2026-09-01', until: null })
  expect(office?.former.map(({ name, since, until }) => [name.en, since, until])).toEqual([
    ['Ada Ivanova', '2024-05-01', '2026-09-01'],
    ['Ivan Bur', '2020-01-01', '2024-04-30'],
  ])
  const after = await findCampaign(database.db, 'river')
  expect(after?.addressees[0]?.official?.name.ru.dative).toBe('Петровой\u00a0В.\u00a0Л.')
  expect(after?.version).toBe((before?.version ?? 0) + 1)
  expect(written?.en).toBe('Ada Ivanova')
  expect(await load(successor('\n            since: 2026-09-01'))).toEqual(nothing)
})

test('a new holder of whom nobody says since when came today, and an office can be left empty and filled again', async () => {
  await load()
  await load(successor(''))
  const { rows } = await sql<{ today: string }>`select current_date as today`.execute(database.db)
  const today = rows[0]?.today
  const { official, former } = (await findOffice(database.db, 'mayor')) ?? {}
  expect([official?.since, former?.[0]?.until]).toEqual([today, today])

  const vacant = bend([
    '          - name: {en: Ada Ivanova, ru: {nominative: Иванова Ада Павловна}}\n            since: 2024-05-01\n',
    '',
  ])
  await load(vacant)
  expect((await findOffice(database.db, 'mayor'))?.official).toBeNull()
  expect(holderSnapshot(null)).toBeNull()

  await load()
  const names = (await findOffice(database.db, 'mayor'))?.former.map(({ name }) => name.en)
  expect((await findOffice(database.db, 'mayor'))?.official?.name.en).toBe('Ada Ivanova')
  expect(names).toEqual(expect.arrayContaining(['Vera Petrova', 'Ivan Bur']))
})

test('the same person can hold an office twice', async () => {
  await load()
  const again = bend([
    '- name: {en: Ada Ivanova, ru: {nominative: Иванова Ада Павловна}}\n            since: 2024-05-01',
    '- {name: {en: Ivan Bur, ru: {nominative: Бур Иван Ильич}}, since: 2026-02-01}',
  ])
  await load(again)
  const office = await findOffice(database.db, 'mayor')
  expect([office?.official?.name.en, office?.official?.since]).toEqual(['Ivan Bur', '2026-02-01'])
  expect(office?.former.map(({ name, since }) => [name.en, since])).toEqual([
    ['Ada Ivanova', '2024-05-01'],
    ['Ivan Bur', '2020-01-01'],
  ])
})

test('a campaign names an office of the directory and gets it back; what it spells out must not be in the directory', async () => {
  await load()
  await loadCampaign()
  const exported = await exportCampaign(database.db, 'river')
  expect(exported).toEqual(await folderOf(referring()))
  expect(exported?.campaign.addressees[0]).toEqual({ key: 'mayor', office: 'mayor', demands: ['clean', 'fence'] })

  const problems = async (files: Files) => {
    await using folder = await makeFolder(files)
    const read = await readCampaignFolder(folder.dir, undefined, await findDirectorySlugs(database.db))
    return read.ok ? [] : read.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)
  }
  const unknown = referring()
  unknown['campaign.yaml'] = (unknown['campaign.yaml'] ?? '').replace('office: mayor', 'office: major')
  expect(await problems(unknown)).toEqual([
    'campaign.yaml:15: addressees[0].office: major is not an office of the directory',
  ])
  expect(await problems(goodFolder())).toEqual([
    'campaign.yaml:18: addressees[0].office.slug: is in the directory: write “office: mayor” instead',
  ])
  await expect(loadCampaign(unknown)).rejects.toThrow('major is not an office of the directory')
  await expect(loadCampaign(goodFolder())).rejects.toThrow('mayor is in the directory')
  expect(await findVersion(database.db, (await findCampaign(database.db, 'river'))?.id ?? '')).toBe(1)
})

test('what a file no longer has is deleted, unless a campaign addresses it: then it stays for the campaign', async () => {
  await load()
  await loadCampaign()
  const town = goodDirectory()['town.yaml'] ?? ''
  const emptied = { 'town.yaml': `${town.slice(0, town.indexOf('    offices:'))}` }
  const changes = await load(emptied)
  expect(changes).toEqual({ created: [], changed: [], deleted: ['water-chief'], released: ['mayor'], kept: [] })
  const { offices, institutions } = await findDirectorySlugs(database.db)
  expect([...offices.keys()]).toEqual(['world-secretary'])
  expect([...institutions.keys()].sort()).toEqual(['town', 'world'])
  expect((await findCampaign(database.db, 'river'))?.addressees[0]?.official?.name.en).toBe('Ada Ivanova')
})

test('a channel that was found failing stays so while the file is silent about it, and a new address works', async () => {
  await load()
  await database.db.updateTable('channels').set({ state: 'failing' }).where('kind', '=', 'email').execute()
  expect(await load()).toEqual(nothing)
  const states = async () => (await findOffice(database.db, 'mayor'))?.channels.map(({ state }) => state)
  expect(await states()).toEqual(['failing', 'working'])
  expect((await exportDirectory(database.db)).files[0]?.institutions[0]?.offices[0]?.channels[0]?.state).toBe('failing')
  await load(bend(['mayor@town.example', 'office@town.example']))
  expect(await states()).toEqual(['working', 'working'])
})

const channels = ['mayor@town.example', '1 Main St']
const mailOfMayor = '{kind: email, address: mayor@town.example'

/** An accepted correction of the mayor's channel with this address, or of a channel to add. */
const correct = async (from: string | null, address: string, on: string) => {
  const { db } = database
  const office = await findOffice(db, 'mayor')
  const channel = office?.channels.find((one) => one.address.en === from)
  const kind = channel ? null : ('online-reception' as const)
  const proposal = { about: 'Wrong.', channelId: channel?.id ?? null, kind, address, sourceUrl: null }
  await proposeCorrection(db, office?.id ?? '', proposal)
  const waiting = db.selectFrom('corrections').select('id').where('state', '=', 'waiting')
  const accepted = await acceptCorrection(db, (await waiting.executeTakeFirstOrThrow()).id, new Date(`${on}T10:00:00Z`))
  expect(accepted?.applied?.address).toBe(address)
}

const addresses = async () => (await findOffice(database.db, 'mayor'))?.channels.map(({ address }) => address.en)

test('an accepted correction outlives older files, which is said, until the files know better', async () => {
  await load()
  await correct('mayor@town.example', 'typo@town.example', '2026-11-10')
  await correct('typo@town.example', 'new@town.example', '2026-11-12')
  await correct(null, 'https://town.example/write', '2026-11-12')
  const corrected = ['new@town.example', '1 Main St', 'https://town.example/write']
  expect(await addresses()).toEqual(corrected)
  const rows = await rowsOf()
  const mail = { office: 'mayor', kind: 'email', address: 'new@town.example', instead: 'mayor@town.example' }
  const added = { office: 'mayor', kind: 'online-reception', address: 'https://town.example/write', instead: null }
  expect(await load()).toEqual({ ...nothing, kept: [mail, added] })
  expect(await load(bend(['Ada Ivanova', 'Ada Petrova']))).toEqual({
    ...nothing,
    changed: ['mayor'],
    kept: [mail, added],
  })
  await load()
  expect((await rowsOf())[3]).toEqual(rows[3])

  const exported = await exportDirectory(database.db)
  expect(await importDirectory(database.db, exported)).toEqual(nothing)
  expect(await load()).toEqual({ ...nothing, changed: ['mayor'], kept: [mail] })
  expect(await addresses()).toEqual(corrected.slice(0, 2))

  await correct('new@town.example', 'newest@town.example', '2026-11-14')
  const sameDay = bend(['checked_on: 2026-11-02', 'checked_on: 2026-11-10'])
  expect((await load(sameDay)).kept).toMatchObject([{ address: 'newest@town.example' }])
  const since = bend(['checked_on: 2026-11-02', 'checked_on: 2026-11-15'])
  expect(await load(since)).toEqual({ ...nothing, changed: ['mayor'] })
  expect(await addresses()).toEqual(channels)

  await correct('mayor@town.example', 'wrong@town.example', '2026-11-16')
  expect((await load(bend([mailOfMayor, '{kind: email, address: other@town.example']))).kept).toEqual([])
  expect((await load()).kept).toEqual([])
  expect(await addresses()).toEqual(channels)
})

test('so does that of an office that a campaign spells out, and importing the campaign again writes nothing', async () => {
  await loadCampaign(goodFolder())
  await correct('mayor@town.example', 'new@town.example', '2026-11-10')
  const rows = await rowsOf()
  const kept = [{ office: 'mayor', kind: 'email', address: 'new@town.example', instead: 'mayor@town.example' }]
  expect(await loadCampaign(goodFolder())).toEqual({ slug: 'river', created: false, changed: false, kept })
  expect(await rowsOf()).toEqual(rows)
})
