import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { bend, demoFolder, folderOf, goodFolder, makeFolder, problemsOf, without, yaml } from './folders.ts'

test('a good folder is read with every default filled in', async () => {
  const { campaign, texts, letters } = await folderOf(goodFolder())

  expect(campaign.limits).toEqual({ network_hour: 60, domain_hour: 3000, campaign_minute: 3000 })
  expect(campaign.addressees.map(({ demands }) => demands)).toEqual([['clean', 'fence'], ['fence']])
  expect(campaign.addressees[0]).toHaveProperty('channels.0', {
    kind: 'email',
    address: { en: 'mayor@town.example', ru: 'mayor@town.example' },
    state: null,
    residents_only: false,
    languages: ['en', 'ru'],
    max_length: null,
    attachments: null,
    exposes: [],
    legal_standing: null,
    note: {},
    source: null,
    checked_on: null,
  })
  expect(campaign.evidence.map(({ key, happened, warning }) => [key, happened, warning])).toEqual([
    ['fish', '2021-03', 'graphic'],
    ['pipe', '2021', null],
  ])
  expect(texts.en?.body).toBe('## What we see\n\nThe river *stinks*.')
  expect(texts.ru?.brief).toEqual([])
  expect(letters.map(({ locale, addressee }) => `${locale}.${addressee}`)).toEqual(['en.', 'ru.', 'ru.mayor'])
})

test('the demo campaign has no problems', async () => {
  expect(await readCampaignFolder(demoFolder)).toMatchObject({ ok: true })
})

test('one language is enough', async () => {
  const folder = await folderOf(without('en.md', 'letters/en.hbs'))
  expect(Object.keys(folder.texts)).toEqual(['ru'])
})

test('line ends of Windows and a byte order mark change nothing', async () => {
  const windows = Object.entries(goodFolder()).map(([file, text]) => [file, `\ufeff${text.replaceAll('\n', '\r\n')}`])
  expect(await folderOf(Object.fromEntries(windows))).toEqual(await folderOf(goodFolder()))
})

test('a text may be given once and repeated by an alias', async () => {
  const files = bend(
    ['campaign.yaml', '{en: Town Hall, ru: Акимат}', '&hall {en: Town Hall, ru: Акимат}'],
    ['campaign.yaml', '{en: Ministry of Waters, ru: Министерство вод}', '*hall'],
  )
  expect((await folderOf(files)).campaign.addressees[1]).toHaveProperty('institution.name.en', 'Town Hall')
})

test('all problems are told at once, in the order of files and lines', async () => {
  const files = bend(
    ['campaign.yaml', 'goal: 1000', 'goal: many'],
    ['campaign.yaml', 'kind: petition', 'kind: plea'],
    ['campaign.yaml', 'demands: [fence]', 'demands: [swim]'],
    ['en.md', 'title: Clean the river\n', ''],
    ['en.md', 'The river *stinks*', '<u>The</u> river'],
    ['ru.md', 'smell:', 'sound:'],
  )
  const places = (await problemsOf({ ...files, 'letters/en.hbs': '' })).map((text) => text.split(': ', 2).join(' '))
  expect(places).toEqual([
    'campaign.yaml:2 kind',
    'campaign.yaml:6 goal',
    'campaign.yaml:34 addressees[1].demands[0]',
    'en.md:2 title',
    'en.md:20 HTML is not allowed in the text',
    'letters/en.hbs:1 is empty',
    'ru.md:8 topics.smell',
    'ru.md:9 topics.sound',
  ])
})

test('too many addressees and too much evidence are refused', async () => {
  const evidence = Array.from({ length: 201 }, (_, n) => `  - {key: e${n}, kind: photo, url: "https://x.example"}`)
  const files = yaml('evidence:\n', `evidence:\n${evidence.join('\n')}\n`)
  expect(await problemsOf(files)).toContain('campaign.yaml:37: evidence: must have at most 200 entries')
})

test('nothing is drawn in through a link', async () => {
  await using outside = await makeFolder({ 'secret.md': goodFolder()['en.md'] ?? '' })
  await using folder = await makeFolder(without('en.md'))
  await symlink(join(outside.dir, 'secret.md'), join(folder.dir, 'en.md'))
  const read = await readCampaignFolder(folder.dir)
  expect(read).toMatchObject({ ok: false })
  expect(read.ok ? [] : read.problems).toContainEqual({
    file: 'en.md',
    line: 1,
    message: 'must be a file, and not a link',
  })

  await using linked = await makeFolder(without('letters/en.hbs', 'letters/ru.hbs', 'letters/ru.mayor.hbs'))
  await symlink(outside.dir, join(linked.dir, 'letters'))
  const again = await readCampaignFolder(linked.dir)
  expect(again.ok ? [] : again.problems).toContainEqual({
    file: 'letters',
    line: 1,
    message: 'must be a folder, and not a link to one',
  })
})

test('bytes that are not UTF-8 are refused', async () => {
  await using folder = await makeFolder()
  await writeFile(join(folder.dir, 'en.md'), Buffer.from([0x2d, 0xff, 0xfe]))
  const read = await readCampaignFolder(folder.dir)
  expect(read.ok ? [] : read.problems).toContainEqual({ file: 'en.md', line: 1, message: 'is not UTF-8 text' })
})

test('templates are checked by the check that is handed in, with the names of the facts', async () => {
  await using folder = await makeFolder()
  const read = await readCampaignFolder(folder.dir, ({ templates, facts }) =>
    templates
      .filter(({ source }) => source.startsWith('Прошу'))
      .map(({ file }) => ({ file, line: 3, message: facts.join() })),
  )
  expect(read).toEqual({
    ok: false,
    problems: [{ file: 'letters/ru.mayor.hbs', line: 3, message: 'keeping_days,law' }],
  })
})
