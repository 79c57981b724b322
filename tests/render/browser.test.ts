import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locales } from '../../server/i18n/index.ts'
import { type OpenedBrowser, openBrowser } from '../browser.ts'
import { allSamples } from './samples.ts'
import { openSite } from './site.ts'

const { site, assets, listen, show, close } = await openSite()
const samples = await Promise.all(
  locales.map(async (locale) =>
    Object.entries(await allSamples(site, locale)).map(([name, render]) => ({ locale, name, render })),
  ),
)
const pages = samples.flat()

/** Every page is opened in both languages; where it shows a refused form, in one or the other: a browser takes seconds. */
const names = [...new Set(pages.map(({ name }) => name))]
const isFurtherState = (name: string) => names.some((other) => name.startsWith(`${other}-`))
const opening = pages.filter(
  ({ name, locale }) =>
    !isFurtherState(name) || (name.endsWith('refused') && locale === locales[names.indexOf(name) % locales.length]),
)

let origin: string
let opened: OpenedBrowser

beforeAll(async () => {
  origin = await listen()
  opened = await openBrowser()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await close()
})

/** Opens a sample as a reader would; `refused` gathers what the browser refuses or cannot find. */
const visit = async (browser: Browser, name: string, html: string, width = 360) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  page.on('pageerror', (error) => refused.push(error.message))
  page.on('request', (request) => request.url().startsWith(origin) || refused.push(request.url()))
  await page.goto(origin + show(name, html))
  return { page, refused, done: () => context.close() }
}

const rules = {
  all: {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  },
  contrast: { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } },
} as const satisfies Record<string, Parameters<AxeBuilder['options']>[0]>

/** What axe finds, with 7:1 for text and every closed part opened. */
const findings = async (page: Page, by: keyof typeof rules) => {
  await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
  const { violations } = await new AxeBuilder({ page }).options(rules[by]).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])
}

const lowActs = `[...document.querySelectorAll('.button, .share a, .share-links a, summary')]
  .filter((act) => act.checkVisibility() && act.getBoundingClientRect().height < 43.9)
  .map((act) => act.outerHTML)`

describe.each(opening)('$name in $locale', ({ locale, name, render }) => {
  test('axe finds nothing by day or night, nothing is refused, nothing sticks out at 320 pixels', async (test) => {
    if ('skipped' in opened) return test.skip(opened.skipped)
    const { page, refused, done } = await visit(opened.browser, `${name}-${locale}`, await render())
    expect(await findings(page, 'all')).toEqual([])
    expect(await page.evaluate(lowActs)).toEqual([])
    if (locale === 'ru' || isFurtherState(name)) {
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await findings(page, 'contrast')).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    expect(refused).toEqual([])
    await done()
  })
})

const find = (name: string, locale: string) => {
  const found = pages.find((sample) => sample.name === name && sample.locale === locale)
  if (!found) throw new Error(`No sample ${name} in ${locale}`)
  return found.render()
}

test.for([...locales])('all the faces that a campaign page of %s loads weigh at most 100 KB', async (locale, test) => {
  if ('skipped' in opened) return test.skip(opened.skipped)
  const { page, done } = await visit(opened.browser, `fonts-${locale}`, await find('campaign', locale), 1280)
  await page.evaluate('document.fonts.ready')
  const loaded = (await page.evaluate(
    "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)",
  )) as string[]
  const fonts = assets.all.filter(({ url }) => url.endsWith('.woff2') && loaded.includes(url))
  expect(fonts.length).toBeGreaterThan(3)
  expect(fonts.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(100 * 1024)
  await done()
})
