import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reencodeImage } from '../../../server/features/drafts/reencode-image.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { type Hostile, hostileImages, marker } from './hostile-images.ts'

let desk: TestDesk
let editor: DeskBrowser
let all: Hostile[]

beforeAll(async () => {
  // Before the product has been told which formats it reads, the test makes those that it does not.
  desk = await openDesk()
  editor = await desk.as(['editor'])
  all = await hostileImages()
})
afterAll(() => desk.close())

const url = `/desk/campaigns/${demo}/edit/cover`

const send = async (fields: Record<string, string>, file?: Hostile, browser = editor) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (file) {
    const bytes = new Uint8Array(file.bytes)
    body.append('file', new Blob([bytes], { type: file.type ?? 'image/jpeg' }), file.filename ?? 'picture.jpg')
  }
  const headers = { origin: desk.url, cookie: browser.cookie, accept: 'text/html', 'accept-language': 'en' }
  const response = await fetch(desk.url + url, { method: 'POST', body, headers, redirect: 'manual' })
  return { status: response.status, text: await response.text() }
}

const photo = () =>
  sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#a06030' } })
    .withExif({ IFD0: { Copyright: marker } })
    .jpeg()
    .toBuffer()

/** Names of the chunks of a WebP: pixels, and nothing beside them. */
const chunksOf = (webp: Buffer) => {
  const names: string[] = []
  for (let at = 12; at + 8 <= webp.length; at += 8 + webp.readUInt32LE(at + 4) + (webp.readUInt32LE(at + 4) % 2)) {
    names.push(webp.toString('latin1', at, at + 4))
  }
  return names
}

test('of more than sixty hostile files none comes through: refused, or of its pixels nothing else is left', async () => {
  expect(all.length).toBeGreaterThanOrEqual(60)
  let refused = 0
  for (const { name, bytes } of all) {
    const made = await reencodeImage(bytes)
    if (!made.ok) {
      refused++
      continue
    }
    const { picture } = made
    expect([name, picture.bytes.includes(marker), picture.bytes.includes('<script')]).toEqual([name, false, false])
    expect([name, chunksOf(picture.bytes)]).toEqual([name, ['VP8 ']])
    expect(picture.bytes.length).toBe(picture.bytes.readUInt32LE(4) + 8)
    expect(picture.bytes.length).toBeLessThanOrEqual(20 * 1024)
  }
  expect(refused).toBeGreaterThan(35)
})

test('a busy photograph comes out at most 640 wide and 20 KB, upright, with nothing of where it was taken', async () => {
  const pixels = randomBytes(900 * 700 * 3)
  const busy = await sharp(pixels, { raw: { width: 900, height: 700, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Artist: marker } })
    .jpeg()
    .toBuffer()
  const made = await reencodeImage(busy)
  if (!made.ok) throw new Error(made.message)
  const { width, height, bytes } = made.picture
  expect([height > width, width <= 640, bytes.length <= 20 * 1024]).toEqual([true, true, true])
  expect(bytes.includes(marker)).toBe(false)
})

test('hostile uploads are refused by the page with words, and nothing of them is kept', async () => {
  const worst = all.filter(({ name }) => /65,000|more bytes|html called|svg called|name like|claims/.test(name))
  expect(worst.length).toBeGreaterThan(8)
  for (const file of worst) {
    const { status, text } = await send({ alt_en: 'Kept words', alt_ru: 'Слова' }, file)
    expect([file.name, [303, 422].includes(status)]).toEqual([file.name, true])
    if (status === 422) expect(text).toContain('Kept words')
    expect(text).not.toContain(marker)
  }
  const kept = await desk.db.selectFrom('campaign_covers').select('bytes').execute()
  for (const { bytes } of kept) expect(bytes.includes(marker)).toBe(false)
  await send({ act: 'remove' })
})

test('a picture is shown once it is described in both languages, and its file is not asked for twice', async () => {
  expect((await send({ alt_en: 'x', alt_ru: 'x' })).text).toContain('Choose a picture')
  const file = { name: 'photo', bytes: await photo() }
  const undescribed = await send({ alt_en: 'A dog behind bars', alt_ru: '', shown: 'yes' }, file)
  expect(undescribed.status).toBe(422)
  expect(undescribed.text).toContain('Say what the picture shows')
  expect(undescribed.text).toMatch(/<img class="cover-picture" src="\/images\/[0-9a-f]{64}\.webp"/)
  const page = async (locale: string) => (await fetch(`${desk.url}/${locale}/campaigns/${demo}`)).text()
  expect(await page('en')).not.toContain('class="cover"')

  const words = { alt_en: 'A dog behind bars', alt_ru: 'Собака за решёткой', shown: 'yes' }
  expect((await send(words)).status).toBe(303)
  await expect.poll(() => page('ru'), { timeout: 5000 }).toContain('alt="Собака за решёткой"')
  const src = /class="cover" src="([^"]+)"/.exec(await page('en'))?.[1] ?? ''
  const image = await fetch(desk.url + src)
  expect(image.headers.get('content-type')).toBe('image/webp')
  expect(image.headers.get('x-content-type-options')).toBe('nosniff')
  expect(image.headers.get('content-security-policy')).toContain('sandbox')
  expect((await image.arrayBuffer()).byteLength).toBeLessThanOrEqual(20 * 1024)
  expect((await fetch(`${desk.url}/images/${'0'.repeat(64)}.webp`)).status).toBe(404)

  expect((await send({ act: 'remove' })).status).toBe(303)
  await expect.poll(() => page('en'), { timeout: 5000 }).not.toContain('class="cover"')
})

test('only an editor of the team changes the picture', async () => {
  expect((await (await desk.as(['translator'])).get(url)).status).toBe(403)
  expect((await (await desk.stranger()).get(url)).status).toBe(404)
  expect((await send({ act: 'remove' }, undefined, desk.nobody)).status).toBe(401)
})
