import type { Browser, Frame, Page } from 'playwright-core'

/** What a page did that no page of ours does; nothing where it only showed texts. */
export interface Watched {
  /** Scripts that ran, dialogs, and requests to elsewhere. */
  ran: string[]
  /** Elements and attributes that no template of ours makes. */
  made: string[]
  /** Which of the numbered strings stand in its text, values and attributes. */
  shown: number[]
}

/** A form as a browser finds it in a page. */
export interface PageForm {
  method: 'GET' | 'POST'
  action: string
  multipart: boolean
  fields: { name: string; type: string; value: string; checked: boolean }[]
  /** Where its buttons send it instead. */
  buttons: string[]
}

export interface Watch {
  /** Opens HTML as if it came from this site, without the policy that would keep scripts from running. */
  open(html: string): Promise<Watched>
  /** The same for many at once, each in a frame that is not laid out; whatever ran is told with the first. */
  openAll(pages: string[]): Promise<Watched[]>
  /** Opens an address of the site as it is, with its own scripts and policy. */
  visit(path: string): Promise<Watched>
  /** The forms of pages. */
  readForms(pages: string[]): Promise<PageForm[]>
  /** The elements of an XML document that a selector names, as text; a document that is not well-formed throws. */
  readXml(xml: string, selector: string): Promise<string[]>
}

/** A browser that runs whatever a page makes it run, and tells. Requests to elsewhere are told and not made. */
export const watch = async (browser: Browser, site: string, cookie: string): Promise<Watch> => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: site }])
  const page = await context.newPage()
  const ran: string[] = []
  let pages: string[] | undefined
  page.on('dialog', async (dialog) => {
    ran.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  context.on('page', (other) => ran.push(`window: ${other.url()}`))
  await context.route('**', async (route) => {
    const url = route.request().url()
    if (!url.startsWith(`${site}/`)) {
      if (!url.startsWith('data:') && !url.startsWith('about:')) ran.push(`request: ${url}`)
      return route.abort()
    }
    if (pages === undefined) return route.continue()
    const body = route.request().isNavigationRequest() && pages[Number(/opened\/(\d+)$/.exec(url)?.[1])]
    return typeof body === 'string' ? route.fulfill({ contentType: 'text/html; charset=utf-8', body }) : route.abort()
  })

  const look = async (frame: Frame): Promise<Watched> => {
    const { pwned, made, shown } = await frame.evaluate<{ pwned: string; made: string[]; shown: number[] }>(inspect)
    return { ran: [...ran.splice(0), ...(pwned ? [`script: ${pwned}`] : [])], made, shown }
  }
  const open = async (opened: string[], start: number) => {
    pages = opened
    await page.goto(`${site}/opened/${start}`, { waitUntil: 'load' })
  }
  return {
    readXml: (xml, selector) =>
      page.evaluate<string[]>(`(${xmlTexts})(${JSON.stringify(xml)}, ${JSON.stringify(selector)})`),
    readForms: (bodies) => page.evaluate<PageForm[]>(`(${formsOf})(${JSON.stringify(bodies)})`),
    async open(html) {
      await open([html], 0)
      return look(page.mainFrame())
    },
    async openAll(bodies) {
      const frames = bodies.map((_, at) => `<iframe hidden src="/opened/${at}"></iframe>`)
      await open([...bodies.map(withoutAssets), `<!doctype html>${frames.join('')}`], bodies.length)
      const opened = page.mainFrame().childFrames().slice(0, bodies.length)
      return Promise.all(opened.map(look))
    },
    async visit(path) {
      pages = undefined
      await onPolicy(page, ran)
      await page.goto(site + path, { waitUntil: 'load' })
      return look(page.mainFrame())
    },
  }
}

/** Styles and scripts of our own are not loaded here, so a page need not ask for them. */
const withoutAssets = (html: string) =>
  html.replace(/<link\b[^<>]*"\/assets\/[^<>]*>|<script\b[^<>]*"\/assets\/[^<>]*><\/script>/g, '')

/** The policy stopping something means that the escaping had not. */
const onPolicy = async (page: Page, ran: string[]) => {
  page.removeAllListeners('console')
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) ran.push(`policy: ${message.text().slice(0, 200)}`)
  })
}

const xmlTexts = `(xml, selector) => {
  const read = new DOMParser().parseFromString(xml, 'application/xml')
  if (read.querySelector('parsererror')) throw new Error(read.querySelector('parsererror').textContent)
  return [...read.querySelectorAll(selector)].map((element) => element.textContent)
}`

const formsOf = `(pages) => pages.flatMap((page) => {
  const { forms } = new DOMParser().parseFromString(page, 'text/html')
  return [...forms].map((form) => ({
    method: (form.getAttribute('method') ?? 'get').toUpperCase(),
    action: form.getAttribute('action') ?? '',
    multipart: form.getAttribute('enctype') === 'multipart/form-data',
    fields: [...form.elements].filter(({ name, localName }) => name && localName !== 'button').map((field) =>
      ({ name: field.name, type: field.type, value: field.value, checked: field.checked === true })),
    buttons: [...form.elements].flatMap((field) => field.getAttribute('formaction') ?? []),
  }))
})`

/** Runs in the page; in words, since these files know of no document. */
const inspect = String.raw`(() => {
  const strange =
    'script:not([src^="/assets/"]):not([type="application/ld+json"]), iframe[srcdoc], object, embed, base[href], math, ' +
    'marquee, video, meta[http-equiv="refresh"], style, link[href^="//"], img[src="x"]'
  const made = [...document.querySelectorAll(strange)].map((element) => element.outerHTML.slice(0, 120))
  const words = [document.documentElement.textContent]
  const links = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href']
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      words.push(value)
      const address = links.includes(name) ? value.replace(/[\0- ]/g, '').toLowerCase() : ''
      if (/^on/.test(name) || /^(?:javascript|vbscript|data:(?!image)|blob|feed|view-source)/.test(address))
        made.push('<' + element.localName + ' ' + name + '="' + value.slice(0, 100) + '">')
    }
  }
  return { pwned: String(top.pwned ?? ''), made, shown: [...new Set([...words.join('\n').matchAll(/top\.pwned=(\d+)/g)].map((found) => Number(found[1])))] }
})()`
