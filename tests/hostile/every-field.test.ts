import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { addressesOf } from './addresses-of-routes.ts'
import { allScripts, scripts } from './desk-strings.ts'
import { type Filled, fillEach } from './fill-forms.ts'
import { openStockedSite, type StockedSite } from './hostile-site.ts'
import { type Opened, openPages } from './open-pages.ts'
import { type Output, readOutput } from './output-readers.ts'
import { encoded, forEach } from './requests.ts'

/** Hundreds of forms are sent, each with all strings. */
const PATIENCE = 300_000

const opened = await openBrowser()
if ('skipped' in opened) throw new Error(opened.skipped)
const { browser } = opened

let site: StockedSite
beforeAll(async () => {
  site = await openStockedSite(browser)
}, PATIENCE)
afterAll(async () => {
  await browser.close()
  await site.desk.close()
})

/** Who is let in at an address of the desk; anybody at others. */
const cookiesAt = (path: string) => (path.startsWith('/desk') ? site.people : [''])

const listPages = async (): Promise<string[]> => {
  const pages: string[] = []
  const { desk, also, stocked } = site
  const routes = desk.app.routes.filter(({ method, url }) => method === 'GET' && !/^\/(?:assets|ru)\//.test(url))
  await forEach([...routes.map((route) => addressesOf(route, stocked)), also.pages], 4, async (paths) => {
    for (const path of paths)
      for (const cookie of cookiesAt(path)) {
        const answer = await fetch(desk.url + path, { headers: { cookie }, redirect: 'manual' })
        const text = await answer.text()
        if (answer.status !== 200) continue
        if (answer.headers.get('content-type')?.startsWith('text/html')) pages.push(text)
        if (!path.endsWith('/second-factor')) break
      }
  })
  for (const { path, fields } of also.doorways) {
    const { text, headers } = await desk.owner.post(path, fields)
    if (headers.get('content-type')?.startsWith('text/html')) pages.push(text)
  }
  return pages
}

const bodyOf = ({ values, multipart }: Filled) => {
  if (!multipart) return encoded(values)
  const body = new FormData()
  for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one)
  return body
}

/** A form as a browser sends it: in the address, which has room for half of the words, or in the body. */
const send = async (form: Filled): Promise<Output[]> => {
  const { route, path } = form
  const [cookie = ''] = cookiesAt(path)
  const headers = { cookie, origin: site.desk.url }
  const ask = async (at: string, init: RequestInit): Promise<Output & { status: number }> => {
    const answer = await fetch(site.desk.url + at, { redirect: 'manual', ...init })
    const type = answer.headers.get('content-type') ?? ''
    const bytes = Buffer.from(await answer.arrayBuffer())
    return {
      path: `${route.method} ${route.url} ${form.hostile}`,
      type,
      headers: answer.headers,
      bytes,
      status: answer.status,
    }
  }
  const halves = [scripts.slice(0, scripts.length / 2), scripts.slice(scripts.length / 2)]
  const answers =
    route.method === 'GET'
      ? halves.map((half) => {
          const own = Object.fromEntries(form.hostile.map((name) => [name, half.join('\n\n')]))
          return ask(`${path.split('?')[0]}?${encoded({ ...form.values, ...own })}`, { headers })
        })
      : [ask(path, { method: 'POST', headers, body: bodyOf(form) })]
  const all = await Promise.all(answers)
  for (const { status, path } of all) expect([path, status < 500 && status !== 413]).toEqual([path, true])
  return all.filter(({ type }) => type !== '')
}

/** What ends a thing or a session comes after what is done with it. */
const ending = /erasure|deletion|withdrawal|removal|revocation|cancel|sign-out|password|recovery|\/off$|second-factor/

/** Where only scripts of our own send something, and that JSON. */
const byScript = ['POST /desk/me/passkeys', 'POST /desk/me/passkeys/options', 'POST /desk/passkeys/options']

test(
  'every field of every form, filled with every string, is refused or taken, and shown as text',
  async () => {
    const { desk, view } = site
    const routes = desk.app.routes.filter(({ method }) => method !== 'HEAD')
    const { filled, reached, fields } = fillEach(await view.readForms(await listPages()), routes, allScripts)
    const posted = routes.filter(({ method, url }) => method === 'POST' && !/^\/(?:ru|api)\//.test(url))
    const unreached = posted
      .map(({ url }) => `POST ${url.replace(/^\/en\b/, '')}`)
      .filter((route) => !reached.has(route))
    expect(unreached.sort()).toEqual(byScript)
    const pages: Opened[] = []
    const inOrder = [
      ...filled.filter(({ route }) => !ending.test(route.url)),
      ...filled.filter(({ route }) => ending.test(route.url)),
    ]
    await forEach(inOrder, 4, async (form) => {
      for (const output of await send(form))
        for (const html of await readOutput(view, output)) pages.push({ path: output.path, html })
    })
    const shown = await openPages(view, pages)
    expect(fields).toBeGreaterThan(500)
    expect(shown.length).toBeGreaterThan(100)
  },
  PATIENCE,
)
