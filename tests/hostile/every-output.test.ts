import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { addressesOf } from './addresses-of-routes.ts'
import { listUnplanted, plantAddresses, plantBeside, plantTexts } from './desk-planting.ts'
import { allScripts, scripts } from './desk-strings.ts'
import { composeEveryKind } from './every-mail.ts'
import { openStockedSite, type StockedSite } from './hostile-site.ts'
import { openPages } from './open-pages.ts'
import type { Doorway } from './other-states.ts'
import { type Output, readOutput } from './output-readers.ts'
import { forEach, postForm } from './requests.ts'
import { submission } from './stocked-site.ts'
import { listPlaces, type Place } from './word-places.ts'

/** Pages that hold all strings in all their places are large. */
const PATIENCE = 300_000

const opened = await openBrowser()
if ('skipped' in opened) throw new Error(opened.skipped)
const { browser } = opened

let site: StockedSite
let places: Place[]

beforeAll(async () => {
  site = await openStockedSite(browser)
  const { desk, vault, stocked, campaigns } = site
  places = await listPlaces(desk.db)
  for (const id of campaigns) await plantBeside(desk, id)
  await plantTexts(desk.db, places, campaigns)
  for (const [at, id] of campaigns.entries())
    await plantAddresses(desk.db, id, stocked.campaigns[at]?.recommendation ?? 'not-of-any')
  vault.plant(allScripts)
}, PATIENCE)
afterAll(async () => {
  await browser.close()
  await site.desk.close()
})

test('whatever can hold words has been planted', async () => {
  expect(await listUnplanted(site.desk.db, places)).toEqual([])
})

/** What an address gives to whoever is let in: the owner, a reader, or somebody between password and code. */
const ask = async (path: string): Promise<Output | undefined> => {
  for (const cookie of path.startsWith('/desk') ? site.people : ['']) {
    const answer = await fetch(site.desk.url + path, { headers: { cookie }, redirect: 'manual' })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (answer.status >= 500) throw new Error(`${path}: ${answer.status}`)
    const type = answer.headers.get('content-type') ?? ''
    if (answer.status === 200) return { path, type, headers: answer.headers, bytes }
  }
  return undefined
}

/** What a form gives. */
const enter = async ({ path, fields }: Doorway): Promise<Output> => {
  const headers = { cookie: site.desk.owner.cookie, origin: site.desk.url }
  const answer = await postForm(site.desk.url + path, fields, headers)
  expect([path, fields.format, answer.status]).toEqual([path, fields.format, 200])
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { path, type: answer.headers.get('content-type') ?? '', headers: answer.headers, bytes }
}

test('the strings run where nothing escapes them, and are told', async () => {
  expect(new Set(scripts).size).toBe(scripts.length)
  expect(scripts.length).toBeGreaterThanOrEqual(300)
  for (const text of scripts.slice(0, 6))
    expect([text, (await site.view.open(`<p>${text}</p>`)).ran.length]).toEqual([text, 1])
  const field = scripts.find((text) => text.startsWith('</textarea><script>'))
  expect((await site.view.open(`<textarea>${field}</textarea>`)).ran).not.toEqual([])
  expect((await site.view.open('<script src=//evil.example/1></script>')).ran).toEqual([
    'request: http://evil.example/1',
  ])
  expect((await site.view.open('<a href="JaVaScRiPt:1">x</a><b onclick=1>')).made.length).toBe(2)
})

test(
  'a mail of every kind holds every string as text, with no line break in its subject',
  async () => {
    const { desk, subjects } = site
    const { mails, missing } = await composeEveryKind(desk, subjects)
    expect(missing).toEqual([])
    for (const { subject, to } of mails) expect(subject + to).not.toMatch(/[\r\n]/)
    const shown = await openPages(
      site.view,
      mails.map(({ subject, html }) => ({ path: subject, html })),
    )
    expect(shown.length).toBeGreaterThan(5)
    for (const mail of mails) await desk.mailbox.send(mail)
    const [kept] = await desk.mailbox.list(1)
    for (const named of site.stocked.campaigns) named.mail = kept?.id ?? ''
  },
  PATIENCE,
)

/** A route by its address in whichever language. */
const inAny = (url: string) => url.replace(/^\/(?:en|ru)\b/, '')

/** Routes that show nothing themselves: they lead on, or back to the form whose file they are. */
const leading = /^\/$|^\/desk\/teams\/:team$|\/:addressee\.|\/(?:reminder|complaint)\./

test(
  'every page and file that can be asked for is what it says that it is, and holds every string as text',
  async () => {
    const { desk, stocked, also, view } = site
    const routes = desk.app.routes.filter(({ method, url }) => method === 'GET' && !url.startsWith('/assets/'))
    const unread = new Set(routes.map(({ url }) => inAny(url)))
    const outputs: Output[] = []
    await forEach(routes, 2, async (route) => {
      const read = (await Promise.all(addressesOf(route, stocked).map(ask))).flatMap((output) => output ?? [])
      if (read.length > 0) unread.delete(inAny(route.url))
      outputs.push(...read)
    })
    expect([...unread].filter((url) => !leading.test(url))).toEqual([])
    for (const path of also.pages) outputs.push(...[(await ask(path)) ?? []].flat())
    for (const doorway of also.doorways) outputs.push(await enter(doorway))
    const pages: { path: string; html: string }[] = []
    for (const output of outputs)
      for (const html of await readOutput(view, output)) pages.push({ path: output.path, html })
    expect((await openPages(site.view, pages)).length).toBeGreaterThan(100)
  },
  PATIENCE,
)

test('what a page tells search engines is whole, and cannot end the script that it stands in', async () => {
  for (const locale of ['en', 'ru']) {
    const { text } = await site.desk.nobody.get(`/${locale}/campaigns/${submission}`)
    const data = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? ''
    expect(data).not.toMatch(/[<>]/)
    expect(JSON.parse(data).name).toMatch(/top\.pwned=\d/)
  }
})

test(
  'scripts of the desk’s own make nothing run either, and the policy never has to stop any',
  async () => {
    const base = `/desk/campaigns/${submission}`
    const paths = [
      `${base}/edit/heading`,
      `${base}/edit/brief`,
      `${base}/edit/evidence`,
      `${base}/moderation/comments`,
      `${base}/signatories`,
    ]
    for (const path of [...paths, `/en/campaigns/${submission}`]) {
      const { ran, made, shown } = await site.view.visit(path)
      expect({ path, ran, made, some: shown.length > 0 }).toEqual({ path, ran: [], made: [], some: true })
    }
  },
  PATIENCE,
)
