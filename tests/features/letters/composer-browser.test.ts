import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenedBrowser, openBrowser } from '../../browser.ts'
import { demo, openSite, type TestSite } from '../../site.ts'

let site: TestSite
let opened: OpenedBrowser
beforeAll(async () => {
  site = await openSite()
  opened = await openBrowser()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await site.close()
})

/** Opens the composer as a writer would; skips the test where there is no browser. */
const write = async (
  test: { skip(why: string): void },
  { scripts = true, width = 1280 }: { scripts?: boolean; width?: number },
  use: (page: Page) => Promise<void>,
) => {
  if ('skipped' in opened) return test.skip(opened.skipped)
  const context = await opened.browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  page.on('pageerror', (error) => refused.push(error.message))
  await page.goto(`${site.url}/ru/campaigns/${demo}/letters/president`)
  await use(page)
  expect(refused).toEqual([])
  await context.close()
}

const fill = async (page: Page) => {
  await page.fill('#name', 'Иванова Анна Петровна')
  await page.fill('#city', 'Алматы')
  await page.selectOption('#country', 'KZ')
  await page.check('#resident-yes')
  await page.check('#topics-pets')
}

const compose = async (page: Page) => {
  await fill(page)
  await page.click('.composer-form button[type=submit]')
  await page.waitForSelector('#part_ru_closing')
}

const keep = async (page: Page) => {
  await page.click('.composer-letter > .channel-acts button:not([name])')
  await page.waitForSelector('#part_ru_closing')
}

test.for([true, false])('a writer changes a part and puts it back, with scripts: %s', (scripts, context) =>
  write(context, { scripts, width: scripts ? 1280 : 390 }, async (page) => {
    await compose(page)
    const before = await page.inputValue('#part_ru_closing')
    await page.fill('#part_ru_closing', 'Жду ответа.')
    await keep(page)
    expect(await page.inputValue('#part_ru_closing')).toBe('Жду ответа.')
    await page.click('button[name=restore]')
    await page.waitForSelector('#part_ru_closing')
    expect(await page.inputValue('#part_ru_closing')).toBe(before)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }),
)

test('without scripts nothing is said to be kept; with them a draft is, here alone, until it is wiped', async (context) => {
  await write(context, { scripts: false }, async (page) => {
    expect(await page.locator('[data-draft]').isVisible()).toBe(false)
    expect(await page.locator('[data-draft-none]').isVisible()).toBe(true)
  })
  await write(context, {}, async (page) => {
    await compose(page)
    await page.fill('#part_ru_closing', 'Жду ответа.')
    await page.goto(`${site.url}/ru/campaigns/${demo}/letters/president`)
    expect(await page.inputValue('#name')).toBe('Иванова Анна Петровна')
    expect(await page.isChecked('#topics-pets')).toBe(true)
    expect(await page.locator('[data-draft-found]').isVisible()).toBe(true)
    await page.click('.composer-form button[type=submit]')
    await page.waitForSelector('#part_ru_closing')
    expect(await page.inputValue('#part_ru_closing')).toBe('Жду ответа.')

    await page.click('[data-draft-wipe]')
    await page.fill('#part_ru_closing', 'Уже не сохранится.')
    expect(await page.evaluate('localStorage.length')).toBe(0)
    await page.goto(`${site.url}/ru/campaigns/${demo}/letters/president`)
    expect(await page.inputValue('#name')).toBe('')
  })
})

test('the counter follows what is typed, and says the same as the server', (context) =>
  write(context, {}, async (page) => {
    await compose(page)
    await page.selectOption('#channel', 'online-reception')
    const counter = page.locator('[data-counter]')
    expect(await counter.innerText()).toMatch(/из.5\u202f000/u)
    await page.fill('#part_ru_closing', 'ы'.repeat(3_000))
    await expect.poll(() => counter.innerText()).toMatch(/Лишних/)
    const live = await counter.innerText()
    await keep(page)
    expect(await counter.innerText()).toBe(live)
  }))
