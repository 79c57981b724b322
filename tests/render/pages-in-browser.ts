import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Locale } from '../../server/i18n/index.ts'
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
    resultTypes: ['violations'],
  },
  contrast: { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] }, resultTypes: ['violations'] },
} as const satisfies Record<string, Parameters<AxeBuilder['options']>[0]>

/** What axe finds, with 7:1 for text and every closed part opened. */
const findings = async (page: Page, by: keyof typeof rules) => {
  await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(rules[by]).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])
}

const lowActs = `[...document.querySelectorAll('.button, .share a, .share-links a, summary')]
  .filter((act) => act.checkVisibility() && act.getBoundingClientRect().height < 43.9)
  .map((act) => act.outerHTML)`

/** Opens a sample as a reader would; `refused` gathers what the browser refuses or cannot find. */
const visit = async (context: BrowserContext, origin: string, path: string) => {
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  page.on('pageerror', (error) => refused.push(error.message))
  page.on('request', (request) => request.url().startsWith(origin) || refused.push(request.url()))
  await page.goto(origin + path)
  return { page, refused }
}

/** Looks at every page in every state in one language; a file of its own for each, so that two can be looked at at once. */
export const lookAtPagesIn = async (locale: Locale) => {
  const { site, assets, listen, show, close } = await openSite()
  const samples = Object.entries(await allSamples(site, locale)).map(([name, render]) => ({ name, render }))
  let origin: string
  let opened: OpenedBrowser
  let context: BrowserContext

  beforeAll(async () => {
    origin = await listen()
    opened = await openBrowser()
    if ('browser' in opened) context = await opened.browser.newContext({ reducedMotion: 'reduce' })
  })
  afterAll(async () => {
    if ('browser' in opened) await opened.browser.close()
    await close()
  })

  const open = async (name: string, width: number) => {
    const sample = samples.find((each) => each.name === name)
    if (!sample) throw new Error(`No sample ${name}`)
    const { page, refused } = await visit(context, origin, show(`${name}-${width}`, await sample.render()))
    await page.setViewportSize({ width, height: 800 })
    return { page, refused }
  }

  describe.each(samples)(`$name in ${locale}`, ({ name }) => {
    test('axe finds nothing by day or night, nothing is refused, nothing sticks out at 320 pixels', async (test) => {
      if ('skipped' in opened) return test.skip(opened.skipped)
      const { page, refused } = await open(name, 360)
      expect(await findings(page, 'all')).toEqual([])
      expect(await page.evaluate(lowActs)).toEqual([])
      if (locale === 'ru') {
        await page.emulateMedia({ colorScheme: 'dark' })
        expect(await findings(page, 'contrast')).toEqual([])
      }
      await page.setViewportSize({ width: 320, height: 700 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      expect(refused).toEqual([])
      await page.close()
    })
  })

  test('all the faces that a campaign page loads weigh at most 100 KB', async (test) => {
    if ('skipped' in opened) return test.skip(opened.skipped)
    const { page } = await open('campaign', 1280)
    await page.evaluate('document.fonts.ready')
    const loaded = (await page.evaluate(
      "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)",
    )) as string[]
    const fonts = assets.all.filter(({ url }) => url.endsWith('.woff2') && loaded.includes(url))
    expect(fonts.length).toBeGreaterThan(3)
    expect(fonts.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(100 * 1024)
    await page.close()
  })
}
