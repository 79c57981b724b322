import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Locale } from '../../server/i18n/index.ts'
import { findViolations, keepAxe } from '../axe.ts'
import { type OpenedBrowser, openBrowser } from '../browser.ts'
import { allSamples } from './samples.ts'
import { openSite } from './site.ts'

const rules = {
  all: {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    // What has a contrast of 7:1 has one of 4.5:1 as well.
    rules: {
      'color-contrast': { enabled: false },
      'color-contrast-enhanced': { enabled: true },
      'target-size': { enabled: true },
    },
  },
  contrast: { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } },
} satisfies Record<string, RunOptions>

const openDetails = "document.querySelectorAll('details').forEach((details) => { details.open = true })"

const lowActs = `[...document.querySelectorAll('.button, .share a, .share-links a, summary')]
  .filter((act) => act.checkVisibility() && act.getBoundingClientRect().height < 43.9)
  .map((act) => act.outerHTML)`

/** Looks at every page in every state in one language; a file of its own for each, so that two can be looked at at once. */
export const lookAtPagesIn = async (locale: Locale) => {
  const { site, assets, listen, show, close } = await openSite()
  const samples = Object.entries(await allSamples(site, locale)).map(([name, render]) => ({ name, render }))
  let origin: string
  let opened: OpenedBrowser
  let page: Page
  /** What the browser refuses or cannot find. */
  let refused: string[] = []

  beforeAll(async () => {
    origin = await listen()
    opened = await openBrowser()
    if ('skipped' in opened) return
    page = await opened.browser.newPage({ reducedMotion: 'reduce' })
    await keepAxe(page)
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    page.on('pageerror', (error) => refused.push(error.message))
    page.on('request', (request) => request.url().startsWith(origin) || refused.push(request.url()))
  })
  afterAll(async () => {
    if ('browser' in opened) await opened.browser.close()
    await close()
  })

  /** Opens a sample; a page that has shown others already has their faces at hand. */
  const open = async (name: string, width: number, on = page) => {
    const sample = samples.find((each) => each.name === name)
    if (!sample) throw new Error(`No sample ${name}`)
    refused = []
    await on.emulateMedia({ colorScheme: 'light' })
    await on.setViewportSize({ width, height: 800 })
    await on.goto(origin + show(`${name}-${width}`, await sample.render()))
  }

  describe.each(samples)(`$name in ${locale}`, ({ name }) => {
    test('axe finds nothing by day or night, nothing is refused, nothing sticks out at 320 pixels', async (test) => {
      if ('skipped' in opened) return test.skip(opened.skipped)
      await open(name, 360)
      await page.evaluate(openDetails)
      expect(await findViolations(page, rules.all)).toEqual([])
      expect(await page.evaluate(lowActs)).toEqual([])
      if (locale === 'ru') {
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await findViolations(page, rules.contrast)).toEqual([])
      }
      await page.setViewportSize({ width: 320, height: 700 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      expect(refused).toEqual([])
    })
  })

  test('all the faces that a campaign page loads weigh at most 100 KB', async (test) => {
    if ('skipped' in opened) return test.skip(opened.skipped)
    const fresh = await opened.browser.newPage()
    await open('campaign', 1280, fresh)
    await fresh.evaluate('document.fonts.ready')
    const loaded = (await fresh.evaluate(
      "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)",
    )) as string[]
    const fonts = assets.all.filter(({ url }) => url.endsWith('.woff2') && loaded.includes(url))
    expect(fonts.length).toBeGreaterThan(3)
    expect(fonts.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(100 * 1024)
  })
}
