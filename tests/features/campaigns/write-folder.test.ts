import { readlink, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { demoFolder, folderOf, goodFolder, listFiles, makeFolder, readGood, readText, without } from './folders.ts'

test('what is written is read back the same: the small campaign and the demo', async () => {
  for (const folder of [await folderOf(goodFolder()), await readGood(demoFolder)]) {
    await using target = await makeFolder({})
    await writeCampaignFolder(target.dir, folder)
    expect(await readGood(target.dir)).toEqual(folder)
  }
})

test('it is written for people: keys in the order of the format, and nothing that only repeats a default', async () => {
  await using target = await makeFolder({})
  await writeCampaignFolder(target.dir, await folderOf(goodFolder()))

  const yaml = await readText(target.dir, 'campaign.yaml')
  expect(yaml).toMatch(/^slug: river\nkind: petition\nstate: open\ncountry: KZ\nopened: 2026-03-02\ngoal: 1000\n/)
  expect(yaml).toContain('\ndemands: [clean, fence]\n')
  expect(yaml).toContain('        address: mayor@town.example\n')
  expect(yaml).toContain('    happened: 2021\n')
  expect(yaml).not.toMatch(/residents_only: false|max_length: null|warning: null|note: {}/)
  expect(await readText(target.dir, 'ru.md')).toMatch(/^---\ntitle: Очистите реку\n[\s\S]*\n---\n\nРека пахнет\.\n$/)
})

test('what differs from its default is written, and is read back: dispatch, quota, times, outcome', async () => {
  const folder = await folderOf(goodFolder())
  Object.assign(folder.campaign, {
    dispatch: { test: 'trial@town.example' },
    quota_hour: 7,
    anonymous: true,
    state: 'answered',
    outcome: 'partly',
    opens: '2026-03-02T09:00:00Z',
    closes: '2026-06-02T09:00:00Z',
    note: { ru: 'Закон принят.' },
  })
  await using target = await makeFolder({})
  await writeCampaignFolder(target.dir, folder)
  expect(await readGood(target.dir)).toEqual(folder)
})

/** Words that YAML would take for something else, or break, or lose. */
const tricky = [
  'yes',
  'null',
  '~',
  '0x1F',
  '1e3',
  '2021',
  '2026-03-02',
  '- a',
  '# a',
  'a # b',
  'a: b',
  '"a"',
  "it's",
  '&a',
  '*a',
  '!a',
  '@a',
  '%a',
  '`a`',
  '{a}',
  '[a]',
  '|',
  '>',
  '---',
  '...',
  '? a',
  ': a',
  '<<',
  '{{own_words}}',
  'C:\\path\\n',
  'в\u00a0городе',
  'a  b',
  'é😀ё',
  '\u00ad',
]

test('no text is changed by the way that YAML writes it', async () => {
  const folder = await folderOf(goodFolder())
  const { en, ru } = folder.texts
  if (!en || !ru) throw new Error('the small campaign has both texts')
  en.brief = tricky.slice(0, 30).map((text) => ({ text, source: text }))
  folder.campaign.facts = Object.fromEntries(tricky.map((text, n) => [`f${n}`, n % 2 ? text : { en: text, ru: text }]))
  for (const [n, text] of tricky.entries()) {
    const long = `${text} ${'words and more words '.repeat(12)}${text}`
    const lines = ` \n\n  ${text}\n\ttab\n\n\n# ${text}\n  - x: ${long}\n${text}`.trim()
    en.title = text
    en.summary = lines.slice(0, 500).trim()
    ru.call_to_action = long.slice(0, 500).trim()
    ru.points = { mayor: `${text}\n${text}`, ministry: `${n}` }
    en.body = `${text === '---' ? '***' : text.replace(/^[#*>|-].*/, 'x')}\n\n---\n\nx ${long}`

    await using target = await makeFolder({})
    await writeCampaignFolder(target.dir, folder)
    expect(await readGood(target.dir)).toEqual(folder)
  }
})

test('a folder that exists is brought up to date, and files of others are left alone', async () => {
  await using target = await makeFolder({ ...goodFolder(), 'notes.txt': 'mine', 'letters/plan.txt': 'mine too' })
  await writeCampaignFolder(target.dir, await folderOf(without('en.md', 'letters/en.hbs', 'letters/ru.mayor.hbs')))

  expect(await listFiles(target.dir)).toEqual([
    'campaign.yaml',
    'letters',
    'letters/plan.txt',
    'letters/ru.hbs',
    'notes.txt',
    'ru.md',
  ])
})

test('nothing is written through a link', async () => {
  const folder = await folderOf(goodFolder())
  await using outside = await makeFolder({ 'precious.md': 'precious' })
  await using target = await makeFolder({})
  await symlink(join(outside.dir, 'precious.md'), join(target.dir, 'en.md'))
  await writeCampaignFolder(target.dir, folder)
  expect(await readText(outside.dir, 'precious.md')).toBe('precious')
  expect(await readGood(target.dir)).toEqual(folder)

  await using linked = await makeFolder({})
  await symlink(outside.dir, join(linked.dir, 'letters'))
  await expect(writeCampaignFolder(linked.dir, folder)).rejects.toThrow(/letters is a link/)
  expect(await readlink(join(linked.dir, 'letters'))).toBe(outside.dir)
  expect(await listFiles(outside.dir)).toEqual(['precious.md'])
})
