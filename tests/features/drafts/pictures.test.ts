import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listSections } from '../../../server/features/drafts/index.ts'
import { publishCampaign } from '../../../server/features/drafts/publish-campaign.ts'
import { reencodeImage } from '../../../server/render/reencode-image.ts'
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
  const row = await desk.db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()
  campaign = row.id
})
afterAll(() => desk.close())

const url = (section: string) => `/desk/campaigns/${demo}/edit/${section}`
let campaign: string

const base = async (section: string, locale: string) =>
  (await listSections(desk.db, campaign)).find((each) => each.section === section && each.locale === locale)
    ?.revision ?? 0

const content = async (section: string, locale: string) =>
  (await listSections(desk.db, campaign)).find((each) => each.section === section && each.locale === locale)?.content

/** What a form sends with the button that puts a picture in. */
const send = async (
  section: string,
  locale: string,
  fields: Record<string, string>,
  file?: Hostile,
  browser = editor,
) => {
  const body = new FormData()
  const all = { locale, base: String(await base(section, locale)), move: 'picture', ...fields }
  for (const [name, value] of Object.entries(all)) body.append(name, value)
  if (file) {
    const bytes = new Uint8Array(file.bytes)
    body.append('file', new Blob([bytes], { type: file.type ?? 'image/jpeg' }), file.filename ?? 'picture.jpg')
  }
  const headers = { origin: desk.url, cookie: browser.cookie, accept: 'text/html', 'accept-language': 'en' }
  const response = await fetch(desk.url + url(section), { method: 'POST', body, headers, redirect: 'manual' })
  return { status: response.status, text: await response.text() }
}

const publish = async () => {
  const published = await publishCampaign(desk.db, {
    campaignId: campaign,
    account: editor.accountId,
    note: {},
    opens: null,
    closes: null,
    now: new Date(),
    newDataKey: () => desk.vault.newDataKey(),
  })
  return published.ok ? [] : published.problems.map(({ section, locale, field }) => `${section}/${locale}/${field}`)
}

const page = async (locale: string) => (await fetch(`${desk.url}/${locale}/campaigns/${demo}`)).text()

const photo = (background = '#a06030') =>
  sharp({ create: { width: 1600, height: 1000, channels: 3, background } })
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
    expect(picture.bytes.length).toBeLessThanOrEqual(16 * 1024)
  }
  expect(refused).toBeGreaterThan(35)
})

test('a busy photograph comes out at most 640 wide and 16 KB, upright, with nothing of where it was taken', async () => {
  const pixels = randomBytes(900 * 700 * 3)
  const busy = await sharp(pixels, { raw: { width: 900, height: 700, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Artist: marker } })
    .jpeg()
    .toBuffer()
  const made = await reencodeImage(busy)
  if (!made.ok) throw new Error(made.message)
  const { width, height, bytes } = made.picture
  expect([height > width, width <= 640, bytes.length <= 16 * 1024]).toEqual([true, true, true])
  expect(bytes.includes(marker)).toBe(false)
})

test('hostile uploads are refused by the page with words, and nothing of them is kept', async () => {
  const worst = all.filter(({ name }) => /65,000|more bytes|html called|svg called|name like|claims/.test(name))
  expect(worst.length).toBeGreaterThan(8)
  for (const file of worst) {
    const { status, text } = await send('body', 'en', { markdown: 'Kept words', picture_alt: '' }, file)
    expect([file.name, status]).toEqual([file.name, 422])
    expect(text).toContain('Kept words')
    expect(text).not.toContain(marker)
  }
  const kept = await desk.db.selectFrom('campaign_images').select(['bytes', 'small']).execute()
  for (const { bytes } of kept) expect(bytes.includes(marker)).toBe(false)
})

test('the picture at the top is drafted, described in both languages, and shown once it is published', async () => {
  expect((await send('cover', '', {})).text).toContain('Choose a picture')
  expect((await send('cover', '', {}, { name: 'photo', bytes: await photo() })).status).toBe(303)
  const { image } = (await content('cover', '')) as { image: string }
  expect((await editor.get(url('cover'))).text).toContain(`<option value="${image}" selected>`)
  expect(await publish()).toEqual(['cover/en/alt', 'cover/ru/alt'])

  for (const [locale, alt] of Object.entries({ en: 'A dog behind bars', ru: 'Собака за решёткой' })) {
    expect((await editor.post(url('cover'), { locale, base: '0', alt })).status).toBe(303)
  }
  expect(await page('en')).not.toContain('class="cover"')
  expect((await editor.get(`/desk/campaigns/${demo}/preview?locale=en`)).text).toContain('alt="A dog behind bars"')
  expect(await publish()).toEqual([])
  await expect.poll(() => page('ru'), { timeout: 5000 }).toContain('alt="Собака за решёткой"')

  const src = /class="cover" src="([^"]+)"/.exec(await page('en'))?.[1] ?? ''
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(desk.url + path, { headers })
    return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  const whole = await get(src)
  expect(whole.headers.get('content-type')).toBe('image/webp')
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
  expect(whole.headers.get('content-security-policy')).toContain('sandbox')
  expect(whole.bytes.length).toBeLessThanOrEqual(16 * 1024)
  const small = await get(src.replace('.webp', '.small.webp'))
  expect([(await sharp(small.bytes).metadata()).width, small.bytes.length <= 7 * 1024]).toEqual([320, true])
  expect((await get(src, { 'save-data': 'on' })).bytes).toEqual(small.bytes)
  expect((await fetch(`${desk.url}/images/${'0'.repeat(64)}.webp`)).status).toBe(404)

  await editor.post(url('cover'), { locale: '', base: String(await base('cover', '')), image: '' })
  expect(await page('en')).toContain('class="cover"')
  expect(await publish()).toEqual([])
  await expect.poll(() => page('en'), { timeout: 5000 }).not.toContain('class="cover"')
})

test('a picture goes into the text where the cursor was, with its words, and is shown in its shape', async () => {
  const markdown = 'First line\r\nof one.\r\n\r\nSecond.'
  const file = { name: 'photo', bytes: await photo() }
  const wordless = await send('body', 'ru', { markdown, picture_alt: '' }, file)
  expect(wordless.status).toBe(422)
  expect(wordless.text).toContain('Say what the picture shows')
  const kept = /<option value="([^"]+)" selected>/.exec(wordless.text.split('id="ru-picture_name"')[1] ?? '')?.[1] ?? ''

  const picture_alt = 'Труба "х" [у] <b>реки</b>'
  const fields = { markdown, picture_alt, picture_name: kept, at: '3' }
  expect((await send('body', 'ru', fields)).status).toBe(303)
  const placed = 'First line\nof one.\n\n![Труба "х" \\[у\\] \\<b>реки\\</b>](image:'
  expect(await content('body', 'ru')).toEqual({ markdown: `${placed}${kept})\n\nSecond.` })
  expect(await publish()).toEqual([])
  const shown =
    /<p><img src="\/images\/[0-9a-f]{64}\.webp" srcset="[^"]+ 640w" sizes="[^"]+" alt="([^"]*)" width="640" height="400" loading="lazy"/
  await expect
    .poll(async () => shown.exec(await page('ru'))?.[1], { timeout: 5000 })
    .toContain('Труба &quot;х&quot; [у]')
  expect(shown.exec(await page('ru'))?.[1]).toContain('&lt;b&gt;реки&lt;/b&gt;')

  const elsewhere = { locale: 'ru', base: String(await base('body', 'ru')), ready: 'yes' }
  const refused = await editor.post(url('body'), { ...elsewhere, markdown: '![x](https://x.example/x.png)' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('only the campaign’s own pictures')
  const strange = { ...elsewhere, base: String(await base('body', 'ru')), markdown: 'One\n\n![x](image:strange)' }
  expect((await editor.post(url('body'), strange)).text).toContain('no picture “strange”')
})

test('a picture that nothing shows is removed for good; one that is shown or written of stays', async () => {
  const names = async () => {
    const rows = await desk.db
      .selectFrom('campaign_images')
      .select('name')
      .where('campaign_id', '=', campaign)
      .execute()
    return rows.map(({ name }) => name)
  }
  const remove = (name: string, browser = editor) => browser.post(`${url('cover')}/removal`, { name })
  const { body } = await desk.db
    .selectFrom('campaign_texts')
    .select('body')
    .where('campaign_id', '=', campaign)
    .where('locale', '=', 'ru')
    .executeTakeFirstOrThrow()
  const inText = /image:([a-z0-9-]+)\)/.exec(body)?.[1] ?? '/'
  const before = await names()
  expect((await send('cover', '', {}, { name: 'other', bytes: await photo('#123456') })).status).toBe(303)
  const [fresh = ''] = (await names()).filter((name) => !before.includes(name))
  const shown = (await editor.get(url('cover'))).text
  expect(shown).not.toContain(`value="${inText}" aria-label`)
  await editor.post(url('cover'), { locale: '', base: String(await base('cover', '')), image: '' })
  const { digest } = await desk.db
    .selectFrom('campaign_images')
    .select('digest')
    .where('name', '=', fresh)
    .executeTakeFirstOrThrow()
  expect((await remove(fresh, await desk.as(['translator']))).status).toBe(403)
  for (const name of [inText, fresh, 'nothing']) expect((await remove(name)).status).toBe(303)
  expect(await names()).toContain(inText)
  expect(await names()).not.toContain(fresh)
  expect((await fetch(`${desk.url}/images/${digest}.webp`)).status).toBe(404)
  const acts = await desk.db.selectFrom('audit_log').select('details').where('act', '=', 'pictures-changed').execute()
  for (const removed of [{}, { removed: true }])
    expect(acts.map(({ details }) => details)).toContainEqual({ picture: fresh, ...removed })
})

test('a translator puts pictures into texts; the one at the top is for editors, and nobody else comes near', async () => {
  const translator = await desk.as(['translator'])
  const file = { name: 'photo', bytes: await photo() }
  const fields = { markdown: 'One.', picture_alt: 'A dog' }
  expect((await send('body', 'en', fields, file, translator)).status).toBe(303)
  expect((await send('cover', '', {}, file, translator)).status).toBe(404)
  expect((await send('body', 'en', fields, file, await desk.stranger())).status).toBe(404)
  const signedOut = await send('body', 'en', { ...fields, markdown: 'Nothing typed is lost.' }, file, desk.nobody)
  expect([signedOut.status, signedOut.text.includes('Nothing typed is lost.')]).toEqual([401, true])
})
