import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  exportCampaign,
  findCampaign,
  importCampaign,
  writeCampaignFolder,
} from '../../../server/features/campaigns/index.ts'
import { translator } from '../../../server/i18n/index.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { folderOf, goodFolder, makeFolder, problemsOf, readGood } from './folders.ts'

const marker = 'Where it was taken'
let database: TestDatabase
let photo: Buffer
let other: Buffer
let logo: Buffer
let little: Buffer

beforeAll(async () => {
  database = await openDatabase()
  const plain = (background: string) => sharp({ create: { width: 900, height: 600, channels: 3, background } })
  photo = await plain('#a06030')
    .withExif({ IFD0: { Artist: marker } })
    .jpeg()
    .toBuffer()
  other = await plain('#306090').png().toBuffer()
  little = await plain('#306090').resize(200, 200).jpeg().toBuffer()
  logo = await sharp({ create: { width: 300, height: 100, channels: 4, background: '#30609080' } })
    .png()
    .toBuffer()
})
afterAll(() => database.close())

const newDataKey = () => randomBytes(32)

const signed = 'organisations:\n  - {key: watch, name: {en: Watch}}\n  - {key: dozor, name: {ru: Дозор}}\n'

/** The small campaign with a picture at its top, one in its English text, and a logo. */
const withPictures = (): Record<string, string | Buffer> => {
  const files = goodFolder()
  const titled = (file: string, alt: string) =>
    (files[file] ?? '').replace(/^call_to_action: .*$/m, (line) => `${line}\ncover: ${alt}`)
  return {
    ...files,
    'campaign.yaml': (files['campaign.yaml'] ?? '').replace('demands:', 'cover: bank\ndemands:'),
    'en.md': `${titled('en.md', 'The bank')}\n![A "dirty" pipe](image:pipe)\n`,
    'ru.md': titled('ru.md', 'Берег'),
    'images/bank.jpg': photo,
    'images/pipe.png': other,
    'signatories.yaml': signed,
    'images/logos/watch.png': logo,
  }
}

const filesIn = async (dir: string) => {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return Promise.all(paths.map(async (path) => [path.slice(dir.length + 1), (await readFile(path)).toString('base64')]))
}

test('pictures go the round of folder, database, folder and another database without loss, and never twice', async () => {
  const { db } = database
  const folder = await folderOf(withPictures())
  expect(await importCampaign(db, folder, newDataKey)).toMatchObject({ created: true })
  expect(await importCampaign(db, await folderOf(withPictures()), newDataKey)).toMatchObject({ changed: false })
  const exported = await exportCampaign(db, 'river')
  expect(exported).toEqual(folder)
  if (!exported) return

  await using first = await makeFolder({})
  await writeCampaignFolder(first.dir, exported)
  expect((await readdir(join(first.dir, 'images'))).sort()).toEqual(['bank.webp', 'logos', 'pipe.webp'])
  expect(await readdir(join(first.dir, 'images/logos'))).toEqual(['watch.webp'])
  const again = await readGood(first.dir)
  expect(again).toEqual(folder)
  expect(await importCampaign(db, again, newDataKey)).toMatchObject({ changed: false })

  const elsewhere = await openDatabase()
  await importCampaign(elsewhere.db, again, newDataKey)
  const there = await exportCampaign(elsewhere.db, 'river')
  await elsewhere.close()
  await using second = await makeFolder({})
  if (there) await writeCampaignFolder(second.dir, there)
  expect(await filesIn(second.dir)).toEqual(await filesIn(first.dir))

  const [bank] = folder.images
  expect([bank?.name, bank?.width, bank?.height, bank?.bytes.includes(marker)]).toEqual(['bank', 640, 427, false])
  expect(bank?.small && (await sharp(bank.small).metadata()).width).toBe(320)
  const [mark] = folder.logos
  const { hasAlpha, width } = await sharp(mark?.bytes ?? logo).metadata()
  expect([mark?.name, hasAlpha, width]).toEqual(['watch', true, 240])
  const count = await db.selectFrom('campaign_images').select('name').execute()
  expect(count.map(({ name }) => name).sort()).toEqual(['bank', 'pipe'])
})

test('a picture that takes the place of another in the text is a new edition, and the earlier one keeps its own', async () => {
  const { db } = database
  const before = (await findCampaign(db, 'river'))?.images?.pipe
  const changed = await folderOf({ ...withPictures(), 'images/pipe.png': photo })
  await importCampaign(db, changed, newDataKey)

  const after = await findCampaign(db, 'river')
  expect([after?.edition, after?.images?.pipe?.digest === before?.digest]).toEqual([2, false])
  const editions = await db.selectFrom('campaign_editions').select('folder').orderBy('number').execute()
  expect(editions.map(({ folder }) => (folder as { images: object }).images)).toMatchObject([
    { pipe: before },
    { pipe: after?.images?.pipe },
  ])
  const digests = await db.selectFrom('campaign_images').select('digest').execute()
  expect(digests.map(({ digest }) => digest)).toContain(before?.digest)
  expect((await exportCampaign(db, 'river'))?.images.map(({ name }) => name)).toEqual(['bank', 'pipe'])
})

test('a folder without pictures takes them off the page, from the files too', async () => {
  const { db } = database
  await importCampaign(db, await folderOf({ ...goodFolder(), 'signatories.yaml': signed }), newDataKey)
  const exported = await exportCampaign(db, 'river')
  expect([exported?.campaign.cover, exported?.images, exported?.logos]).toEqual([null, [], []])
  await using target = await makeFolder(withPictures())
  if (exported) await writeCampaignFolder(target.dir, exported)
  expect((await filesIn(target.dir)).filter(([path]) => path?.startsWith('images/'))).toEqual([])
})

const words = (refused: 'type' | 'broken') => translator('en')(`web.picture.${refused}`)

const bad = (change: Record<string, string | Buffer | undefined>) => {
  const files = Object.entries({ ...withPictures(), 'images/bank.jpg': little, 'images/pipe.png': little, ...change })
  return problemsOf(
    Object.fromEntries(files.flatMap(([file, content]) => (content === undefined ? [] : [[file, content]]))),
  )
}

test('bad pictures are refused by file and reason, and so are words and files that belong to none', async () => {
  const en = String(withPictures()['en.md'])
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'
  const cases: [Record<string, string | Buffer | undefined>, string[]][] = [
    [{ 'images/bank.jpg': svg.padEnd(600) }, [`images/bank.jpg:1: ${words('type')}`]],
    [{ 'images/bank.jpg': little.subarray(0, 400) }, [`images/bank.jpg:1: ${words('broken')}`]],
    [
      { 'images/bank.jpg': Buffer.concat([little, Buffer.alloc(10_500_000)]) },
      ['images/bank.jpg:1: is larger than 10240 KB'],
    ],
    [{ 'images/logos/watch.png': svg.padEnd(600) }, [`images/logos/watch.png:1: ${words('type')}`]],
    [{ 'images/bank.svg': svg }, ['images/bank.svg:1: is not a file of a campaign folder']],
    [{ 'images/bank.png': little }, ['images/bank.png:1: bank is given twice']],
    [{ 'images/bank.jpg': undefined }, ['campaign.yaml:12: cover: there is no images/bank.webp']],
    [{ 'images/pipe.png': undefined }, ['en.md:24: there is no images/pipe.webp']],
    [{ 'en.md': en.replace('cover: The bank\n', '') }, ['en.md:2: cover: is missing']],
    [
      { 'en.md': en.replace('image:pipe', 'images/pipe.png') },
      [
        'en.md:24: a picture is named image:NAME, none is fetched from elsewhere',
        'images/pipe.webp:1: is shown by none of campaign.yaml, en.md, ru.md',
      ],
    ],
    [
      { 'images/logos/stranger.png': logo },
      ['images/logos/stranger.webp:1: stranger is not among the organisations of signatories.yaml'],
    ],
    [
      { 'campaign.yaml': goodFolder()['campaign.yaml'], 'images/bank.jpg': undefined },
      [
        'en.md:5: cover: is for a picture, and campaign.yaml names none',
        'ru.md:5: cover: is for a picture, and campaign.yaml names none',
      ],
    ],
  ]
  for (const [change, told] of cases) expect(await bad(change)).toEqual(told)
})
