import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportCampaign } from '../../../server/features/campaigns/index.ts'
import { reencodeImage } from '../../../server/render/reencode-image.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { type Hostile, hostileImages, marker } from '../drafts/hostile-images.ts'

const statement = 'kazakhstan-january-2022'
const list = `/desk/campaigns/${statement}/signatories`
let site: TestDesk
let editor: DeskBrowser
let all: Hostile[]
let ahead = 0

beforeAll(async () => {
  site = await openDesk({ now: () => new Date(Date.now() + ahead) })
  editor = await site.ofCampaign(statement)
  all = await hostileImages()
})
afterAll(() => site.close())

const send = async (path: string, fields: Record<string, string>, file?: Omit<Hostile, 'name'>, cookie = '') => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (file) {
    const bytes = new Uint8Array(file.bytes)
    body.append('file', new Blob([bytes], { type: file.type ?? 'image/png' }), file.filename ?? 'logo.png')
  }
  const headers = { origin: site.url, cookie, accept: 'text/html' }
  const url = path.startsWith('/') ? site.url + path : path
  const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' })
  return { status: answer.status, text: await answer.text() }
}

/** A square of this colour on nothing. */
const mark = (background: string) =>
  sharp({ create: { width: 300, height: 120, channels: 4, background: '#0000' } })
    .composite([{ input: { create: { width: 110, height: 110, channels: 4, background } } }])
    .png()
    .withExif({ IFD0: { Artist: marker } })
    .toBuffer()

const asked = (name: string) => ({
  name_en: name,
  person: 'Ada Ivanova',
  email: `ada@${name.replace(' ', '-')}.example`,
})
const ask = (fields: Record<string, string>, file?: Omit<Hostile, 'name'>) =>
  send(`/en/campaigns/${statement}/signatories`, fields, file)

const rowOf = (name: string) =>
  site.db
    .selectFrom('signatories')
    .select(['id', 'key', 'state', 'logo', 'logo_digest', 'logo_light'])
    .where(sql<boolean>`facts -> 'name' ->> 'en' = ${name}`)
    .executeTakeFirst()

const page = async () => {
  ahead += 11_000
  return (await fetch(`${site.url}/en/campaigns/${statement}`)).text()
}
const status = async (path: string, browser?: DeskBrowser) =>
  browser ? (await browser.get(path)).status : (await fetch(site.url + path)).status

test('of the hostile files none becomes a logo but as pixels, and the open form refuses the worst with words', async () => {
  for (const { name, bytes } of all) {
    const made = await reencodeImage(bytes, 'logo')
    if (!made.ok) continue
    const { picture } = made
    expect([name, picture.bytes.includes(marker), picture.bytes.includes('<script')]).toEqual([name, false, false])
    expect(picture.bytes.length).toBe(picture.bytes.readUInt32LE(4) + 8)
    expect(picture.bytes.length).toBeLessThanOrEqual(5 * 1024)
  }
  const worst = all.filter(({ name }) =>
    /65,000|more bytes|html called|svg called|ZIP|PDF called|moving|16 bits/.test(name),
  )
  expect(worst.length).toBeGreaterThan(7)
  for (const file of worst) {
    const { status, text } = await ask(asked('Kept Words'), file)
    expect([file.name, status]).toEqual([file.name, 422])
    expect(text).toContain('value="Kept Words"')
    expect(text).toMatch(/<a href="#file">/)
  }
  expect(await rowOf('Kept Words')).toBeUndefined()
})

test('a logo waits in the form while the rest is corrected; it can be left out or replaced, and only ours is taken', async () => {
  const kept = (text: string) => /name="logo" value="([\w-]+)" checked/.exec(text)?.[1] ?? ''
  const rows = () => site.db.selectFrom('signatories').select('id').execute()
  const before = (await rows()).length
  const refused = await ask({ ...asked('Kept Mark'), email: 'no' }, { bytes: await mark('#a00') })
  const waiting = kept(refused.text)
  expect(refused.text).toContain('src="data:image/webp;base64,')
  expect(waiting.length).toBeLessThan(7_000)
  expect((await rows()).length).toBe(before)

  const again = await ask({ ...asked('Kept Mark'), email: 'no', logo: waiting })
  expect(kept(again.text)).toBe(waiting)
  expect((await ask({ ...asked('Kept Mark'), logo: waiting })).status).toBe(303)
  const same = await reencodeImage(await mark('#a00'), 'logo')
  expect((await rowOf('Kept Mark'))?.logo_digest).toBe(same.ok && same.picture.digest)

  expect((await ask(asked('No Mark'))).status).toBe(303)
  expect((await ask({ ...asked('New Mark'), logo: waiting }, { bytes: await mark('#00a') })).status).toBe(303)
  const forged = `${waiting.slice(0, -8)}AAAAAAAA`
  expect(kept((await ask({ ...asked('Forged Mark'), email: 'no', logo: forged })).text)).toBe('')
  expect((await ask({ ...asked('Forged Mark'), logo: forged })).status).toBe(303)
  const digests = await Promise.all(['No Mark', 'New Mark', 'Forged Mark'].map(rowOf))
  expect(digests.map((row) => row?.logo_digest?.length)).toEqual([undefined, 64, undefined])
  expect(digests[1]?.logo_digest).not.toBe((await rowOf('Kept Mark'))?.logo_digest)
})

test('a logo is seen by the editor, by readers once it is confirmed, beside the name and on a ground that fits', async () => {
  expect((await ask(asked('Dark Mark'), { bytes: await mark('#223') })).status).toBe(303)
  expect((await ask(asked('Light Mark'), { bytes: await mark('#fff') })).status).toBe(303)
  const [dark, light] = [await rowOf('Dark Mark'), await rowOf('Light Mark')]
  expect([dark?.logo_light, light?.logo_light, dark?.logo?.includes(marker)]).toEqual([false, true, false])
  expect((await sharp(dark?.logo ?? Buffer.alloc(0)).metadata()).hasAlpha).toBe(true)

  const image = `/images/${dark?.logo_digest}.webp`
  expect(await status(image)).toBe(404)
  expect(await status(`${list}/${dark?.id}/logo`, editor)).toBe(200)
  expect(await status(`${list}/${dark?.id}/logo`, await site.stranger())).toBe(404)
  expect((await editor.get(`${list}/${dark?.id}`)).text).toContain('alt="Logo"')

  for (const row of [dark, light]) {
    await site.db
      .updateTable('signatories')
      .set({ state: 'waiting' })
      .where('id', '=', row?.id ?? '')
      .execute()
    await editor.post(`${list}/${row?.id}/state`, { to: 'confirmed' })
  }
  const shown = await page()
  expect(shown).toMatch(new RegExp(`<img class="logo" src="${image}" alt="" width="\\d+" height="96"[^>]*> Dark Mark`))
  expect(shown).toMatch(/<img class="logo on-dark"[^>]*> Light Mark/)
  expect(await status(image)).toBe(200)

  const folder = await exportCampaign(site.db, statement)
  expect(folder?.logos.map(({ name }) => name)).toEqual([dark?.key, light?.key].sort())
  expect(JSON.stringify(folder?.signatories)).not.toContain('logo')

  await editor.post(`${list}/${dark?.id}/logo`, {})
  expect(await page()).not.toContain(image)
  expect(await status(image)).toBe(404)
  expect(await status(`${list}/${dark?.id}/logo`, editor)).toBe(404)
})

test('an invited organisation adds its logo, which an editor looks at; withdrawing takes it away', async () => {
  const fields = { name_en: 'Invited Mark', email: 'bo@invited.example' }
  const added = await send(`${list}/new?kind=organisation`, fields, { bytes: await mark('#060') }, editor.cookie)
  expect(added.status).toBe(303)
  const row = await rowOf('Invited Mark')
  expect(row?.logo_digest).toMatch(/^[0-9a-f]{64}$/)
  const saved = await send(`${list}/${row?.id}`, fields, { bytes: await mark('#600') }, editor.cookie)
  expect([saved.status, (await rowOf('Invited Mark'))?.logo_digest === row?.logo_digest]).toEqual([303, false])

  await editor.post(`${list}/${row?.id}/invitation`, { how: 'link', locale: 'en' })
  const link =
    /value="(http[^"]+\/invitations-to-sign\/[^"]+)"/.exec((await editor.get(`${list}/${row?.id}`)).text)?.[1] ?? ''
  const accept = { name_en: 'Invited Mark', answer: 'accept' }
  expect((await send(link, accept, { bytes: Buffer.from('<svg/>'.padEnd(99)) })).status).toBe(422)
  expect((await send(link, accept, { bytes: await mark('#006') })).status).toBe(303)
  const waiting = await rowOf('Invited Mark')
  expect(waiting?.state).toBe('waiting')
  await editor.post(`${list}/${row?.id}/state`, { to: 'confirmed' })
  const image = `/images/${waiting?.logo_digest}.webp`
  expect(await page()).toContain(image)

  const person = { given_en: 'Jo', surname_en: 'DOE', country: 'DE' }
  await send(`${list}/new?kind=office-holder`, person, { bytes: await mark('#006') }, editor.cookie)
  const holders = await site.db.selectFrom('signatories').select('logo').where('kind', '=', 'office-holder').execute()
  expect(holders.every(({ logo }) => logo === null)).toBe(true)

  await fetch(`${link}/withdrawal`, { method: 'POST', headers: { origin: site.url }, redirect: 'manual' })
  expect(await rowOf('Invited Mark')).toMatchObject({ state: 'withdrawn', logo: null, logo_digest: null })
  expect(await status(image)).toBe(404)
})
