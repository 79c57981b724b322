import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locale } from '../../server/i18n/index.ts'
import { type OpenedBrowser, openBrowser } from '../browser.ts'
import { allSamples } from './samples.ts'
import { openSite } from './site.ts'

const { site, listen, show, close } = await openSite()

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

const known: Partial<Record<Locale, ReturnType<typeof allSamples>>> = {}
const samplesIn = (locale: Locale) => {
  known[locale] ??= allSamples(site, locale)
  return known[locale]
}

interface Wishes {
  sample: string
  locale: Locale
  hash?: string
  width?: number
  scripts?: boolean
}

/** Opens a sample as a reader would; skips the test where there is no browser. */
const visit = async (
  test: { skip(why: string): void },
  { sample, locale, hash = '', width = 390, scripts = true }: Wishes,
  use: (page: Page) => Promise<void>,
) => {
  if ('skipped' in opened) return test.skip(opened.skipped)
  const html = await (await samplesIn(locale))[sample]?.()
  if (!html) throw new Error(`There is no sample ${sample}`)
  const context = await opened.browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  await page.goto(`${origin}${show(`${sample}.${locale}`, html)}${hash}`)
  await use(page)
  await context.close()
}

const scrollTo = (page: Page, top: number) => page.evaluate(`scrollTo({ top: ${top}, behavior: 'instant' })`)

test('on a wide screen the button to sign is in the first window, and still there while the text is read', (context) =>
  visit(context, { sample: 'campaign', locale: 'ru', width: 1440 }, async (page) => {
    for (const top of [0, 3000]) {
      await scrollTo(page, top)
      const place = await page.locator('#sign form > button').boundingBox()
      expect(place?.y).toBeGreaterThan(0)
      expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(900)
    }
  }))

test('on a phone a bar leads to the form, and goes while the form is in view', (context) =>
  visit(context, { sample: 'campaign', locale: 'en' }, async (page) => {
    const reach = page.locator('.reach a')
    await scrollTo(page, 4000)
    await reach.click()
    await reach.waitFor({ state: 'hidden' })
    expect(page.url()).toMatch(/#sign$/)
    await scrollTo(page, 4000)
    await reach.waitFor({ state: 'visible' })
  }))

test('a form carries a key of its own, and is sent once however often it is pressed', (context) =>
  visit(context, { sample: 'campaign', locale: 'en' }, async (page) => {
    expect(await page.locator('input[name=key]').inputValue()).toMatch(/^[0-9a-f-]{36}$/)

    let sent = 0
    await page.route('**/signatures', async (route) => {
      sent++
      await new Promise((resolve) => setTimeout(resolve, 300))
      await route.fulfill({ status: 204 })
    })
    const button = page.locator('#sign form > button')
    await button.click({ noWaitAfter: true })
    await button.click({ noWaitAfter: true, force: true })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await page.waitForTimeout(500)
    expect(sent).toBe(1)

    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(await button.getAttribute('aria-disabled')).toBeNull()
  }))

test('a refused form moves the focus to what is wrong', (context) =>
  visit(context, { sample: 'campaign-refused', locale: 'ru' }, async (page) => {
    expect(await page.locator('.error-summary:focus').count()).toBe(1)
    await page.locator('.error-summary a[href="#email"]').click()
    expect(await page.locator('#email:focus').count()).toBe(1)
  }))

test('parts of a letter are copied by a button that says so', (context) =>
  visit(context, { sample: 'composer-ready', locale: 'ru', width: 1440 }, async (page) => {
    const button = page.locator('button[data-copy]').first()
    const field = page.locator((await button.getAttribute('data-copy')) ?? '')
    await button.click()
    await expect.poll(() => button.innerText()).toBe(await button.getAttribute('data-copied'))
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await field.inputValue())
    expect(await page.locator('[aria-live=polite]').innerText()).toBe(await button.innerText())
  }))

test('the other language opens at the same place', (context) =>
  visit(context, { sample: 'campaign', locale: 'en', hash: '#demands', width: 1440 }, async (page) => {
    await page.route('**/ru/**', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
    await page.locator('.bar a[hreflang=ru]').click()
    await page.waitForURL(/\/ru\/.*#demands$/)
  }))

test('without scripts nothing that needs them is offered, and what is closed still opens', (context) =>
  visit(context, { sample: 'campaign', locale: 'en', scripts: false }, async (page) => {
    expect(await page.locator('button[data-copy]').isVisible()).toBe(false)
    expect(await page.locator('.reach').isVisible()).toBe(true)
    const source = page.locator('.evidence-source').first()
    expect(await source.isVisible()).toBe(false)
    await page.locator('.evidence summary').first().click()
    expect(await source.isVisible()).toBe(true)
  }))
