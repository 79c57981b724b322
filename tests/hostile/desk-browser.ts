import type { Browser, Page } from 'playwright-core'

/** What a page did that no page of ours does; nothing where it only showed texts. */
export interface Watched {
  /** Scripts that ran, dialogs, and requests to elsewhere. */
  ran: string[]
  /** Elements and attributes that no template of ours makes. */
  made: string[]
  /** Which of the numbered strings stand in its text, values and attributes. */
  shown: number[]
}

export interface Watch {
  /** Opens HTML as if it came from this site, without the policy that would keep scripts from running. */
  open(html: string): Promise<Watched>
  /** Opens an address of the site as it is, with its own scripts and policy. */
  visit(path: string): Promise<Watched>
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
  let html: string | undefined
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
    if (html === undefined) return route.continue()
    const isPage = route.request().isNavigationRequest() && route.request().frame() === page.mainFrame()
    return isPage ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }) : route.abort()
  })

  const look = async (): Promise<Watched> => {
    const { pwned, made, shown } = await page.evaluate<{ pwned: string; made: string[]; shown: number[] }>(inspect)
    const found = { ran: [...ran.splice(0), ...(pwned ? [`script: ${pwned}`] : [])], made, shown }
    return found
  }
  return {
    readXml: (xml, selector) =>
      page.evaluate<string[]>(`(${xmlTexts})(${JSON.stringify(xml)}, ${JSON.stringify(selector)})`),
    async open(body) {
      html = body
      await page.goto(`${site}/opened`, { waitUntil: 'load' })
      return look()
    },
    async visit(path) {
      html = undefined
      await onPolicy(page, ran)
      await page.goto(site + path, { waitUntil: 'load' })
      return look()
    },
  }
}

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
  return { pwned: String(window.pwned ?? ''), made, shown: [...new Set([...words.join('\n').matchAll(/top\.pwned=(\d+)/g)].map((found) => Number(found[1])))] }
})()`
