import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { writeDirectory } from '../../../server/features/officials/index.ts'
import { readDemoDirectory } from '../../directory.ts'
import { bend, directoryOf, type Files, goodDirectory, makeDirectory, problemsOf, readGood } from './directories.ts'

test('a good folder is read with the head’s settings, every default and every suggested form', async () => {
  const [town, world] = (await directoryOf()).files

  expect(town?.institutions.map(({ slug, partOf, country }) => [slug, partOf, country])).toEqual([
    ['town', null, 'KZ'],
    ['water-board', 'town', 'KZ'],
  ])
  expect(world?.institutions[0]).toMatchObject({ country: null, timeZone: 'Europe/Paris', answerRule: null })
  expect(town?.institutions[0]?.offices[0]?.officials[0]).toEqual({
    gender: 'female',
    name: {
      en: 'Ada Ivanova',
      ru: { nominative: 'Иванова Ада Павловна', genitive: 'Ивановой Ады Павловны', dative: 'Ивановой\u00a0А.\u00a0П.' },
    },
    salutation: { en: 'Dear Ms Ivanova,', ru: 'Уважаемая Ада Павловна!' },
    since: '2024-05-01',
    until: null,
    suggested: ['gender', 'genitive', 'dative', 'salutation'],
  })
  expect(town?.institutions[0]?.offices[0]?.officials[1]?.suggested).toEqual([])
})

test('what is written is read back the same, the small directory and the demo’s', async () => {
  for (const folder of [await directoryOf(), await readDemoDirectory()]) {
    await using target = await makeDirectory({ 'old.yaml': 'gone: soon\n', 'notes.txt': 'mine\n' })
    await writeDirectory(target.dir, folder)
    const names = await readdir(target.dir)
    expect(names.sort()).toEqual([...folder.files.map(({ name }) => `${name}.yaml`), 'notes.txt'].sort())

    await using again = await makeDirectory({})
    await writeDirectory(again.dir, folder)
    expect(await readGood(again.dir)).toEqual(folder)
  }
})

test('the demo directory has the offices that the campaigns need, and no form of theirs is wanting', async () => {
  const { files } = await readDemoDirectory()
  const offices = files.flatMap(({ institutions }) => institutions.flatMap((institution) => institution.offices))
  expect(offices.length).toBeGreaterThanOrEqual(40)
  for (const { name, salutation, channels } of offices) {
    expect(name.ru.genitive).not.toBe(name.ru.nominative)
    expect(new Set(Object.values(name.ru)).size).toBeGreaterThanOrEqual(2)
    expect(salutation.ru).toMatch(/^Уважаемые .+!$/u)
    for (const { address } of channels)
      expect(Object.values(address).join()).not.toMatch(/@(?!.*\.example)|\/\/(?!.*\.example)/)
  }
})

/** Each bad directory with the only problem that it has. */
const bad: [name: string, files: Files, problem: string][] = [
  ['no file', {}, '.:1: has no file'],
  [
    'a file of another kind',
    { ...goodDirectory(), 'Town.yml': 'x' },
    'Town.yml:1: is not a file of a directory: a-z, 0-9 and hyphens, then .yaml',
  ],
  ['no YAML', { 'town.yaml': 'institutions: [' }, ''],
  ['an unknown key', bend(['country: KZ', 'country: KZ\nregion: south']), 'town.yaml:2: region: unknown key'],
  [
    'an unknown key inside',
    bend(['part_of: town', 'partof: town']),
    'town.yaml:25: institutions[1].partof: unknown key',
  ],
  ['a key given twice', bend(['country: KZ', 'country: KZ\ncountry: KZ']), 'town.yaml:2: country: is given twice'],
  [
    'a missing Russian case',
    bend([', dative: Акиму', '']),
    'town.yaml:10: institutions[0].offices[0].name.ru.dative: is missing',
  ],
  [
    'a country in words',
    bend(['country: KZ', 'country: Kazakhstan']),
    'town.yaml:1: country: must be a country of two capital letters (ISO 3166-1)',
  ],
  [
    'no time zone',
    bend(['Asia/Almaty', 'Asia/Almata']),
    'town.yaml:2: time_zone: must be a time zone of the IANA list, such as Asia/Almaty',
  ],
  [
    'hours that are none',
    bend(['09:00-18:30', '9-18']),
    'town.yaml:3: working_hours: must be working hours, such as "09:00-18:30"',
  ],
  [
    'hours that end first',
    bend(['09:00-18:30', '18:30-09:00']),
    'town.yaml:3: working_hours: must begin before they end',
  ],
  ['an unknown rule of answering', bend(['kz-appk-76', 'kz-appk-77']), 'town.yaml:4: answer_rule: must be one of: '],
  [
    'a part of nothing',
    bend(['part_of: town', 'part_of: tower']),
    'town.yaml:25: institutions[1].part_of: tower is not an institution of this folder',
  ],
  [
    'a part of itself',
    bend(['name: {en: Town Hall, ru: Акимат}', 'name: {en: Town Hall, ru: Акимат}\n    part_of: water-board']),
    'town.yaml:8: institutions[0].part_of: town would be a part of itself|town.yaml:26: institutions[1].part_of: water-board would be a part of itself',
  ],
  [
    'an institution in two files',
    bend(['slug: world\n', 'slug: town\n']),
    'world.yaml:2: institutions[0].slug: town is given twice, first in town.yaml',
  ],
  [
    'an office given twice',
    bend(['slug: water-chief', 'slug: mayor']),
    'town.yaml:27: institutions[1].offices[0].slug: mayor is given twice, first in town.yaml',
  ],
  [
    'two who hold one office',
    bend(['            until: 2024-04-30\n', '']),
    'town.yaml:12: institutions[0].offices[0].officials: has two who hold the office now',
  ],
  [
    'a term that ends before it begins',
    bend(['until: 2024-04-30', 'until: 2019-04-30']),
    'town.yaml:19: institutions[0].offices[0].officials[1].until: is before since',
  ],
  [
    'a holder who is still to come',
    bend(['since: 2024-05-01', 'since: 2027-05-01']),
    'town.yaml:14: institutions[0].offices[0].officials[0].since: is in the future: change the holder when the day has come',
  ],
  [
    'a day that is none',
    bend(['since: 2024-05-01', 'since: 2024-05-32']),
    'town.yaml:14: institutions[0].offices[0].officials[0].since: is not a real date',
  ],
  [
    'a gender beyond the forms',
    bend(['gender: male', 'gender: men']),
    'town.yaml:15: institutions[0].offices[0].officials[1].gender: must be one of: female, male',
  ],
  [
    'a name that tells no form',
    bend(['nominative: Иванова Ада Павловна', 'nominative: Ким Жан']),
    'town.yaml:13: institutions[0].offices[0].officials[0].name.ru.dative: cannot be suggested from this name: write the forms and the gender',
  ],
  [
    'a mail channel to a web address',
    bend(['mayor@town.example', '"https://town.example"']),
    'town.yaml:21: institutions[0].offices[0].channels[0].address: must be an e-mail address',
  ],
  [
    'an unknown state',
    bend(['state: failing', 'state: slow']),
    'world.yaml:10: institutions[0].offices[0].channels[0].state: must be one of: working, failing, closed',
  ],
  [
    'attachments in words',
    bend(['attachments: none', 'attachments: some']),
    'town.yaml:21: institutions[0].offices[0].channels[0].attachments: must be a map',
  ],
  [
    'a legal standing that is none',
    bend(['legal_standing: appeal', 'legal_standing: high']),
    'town.yaml:22: institutions[0].offices[0].channels[1].legal_standing: must be one of: appeal, informal',
  ],
  ['hidden characters', bend(['en: Town Hall', 'en: "Town\u202e Hall"']), 'town.yaml:7: forbidden character U+202E'],
]

describe('a bad directory is refused with the file, the line and the reason:', () => {
  test.each(bad)('%s', async (_, files, problem) => {
    const found = (await problemsOf(files)).join('|')
    expect(found).not.toBe('')
    if (problem) expect(found).toContain(problem)
    if (problem && !problem.endsWith(': ')) expect(found).toBe(problem)
  })
})
