import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { demo, openSite, type TestSite } from '../site.ts'

let site: TestSite
let opened: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  site = await openSite()
  opened = await openBrowser()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await site.close()
})

const asReader = async (browser: Browser, javaScriptEnabled: boolean) => {
  const context = await browser.newContext({
    javaScriptEnabled,
    locale: 'ru-RU',
    viewport: { width: 390, height: 844 },
  })
  context.setDefaultTimeout(8000)
  const outside: string[] = []
  await context.route('**', (route) => {
    if (route.request().url().startsWith(site.url)) return route.continue()
    outside.push(route.request().url())
    return route.abort()
  })
  const errors: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { context, page: await context.newPage(), outside, errors }
}

const countOn = async (page: Page) => Number((await page.locator('#sign .count').innerText()).replace(/\D/g, ''))

/** Reads the count again and again: the page may be a second old. */
const expectCount = (page: Page, count: number) =>
  expect
    .poll(
      async () => {
        await page.goto(`${site.url}/ru/campaigns/${demo}`)
        return countOn(page)
      },
      { timeout: 10_000, interval: 300 },
    )
    .toBe(count)

test.for([
  { scripts: true, words: 'with scripts' },
  { scripts: false, words: 'without scripts' },
])(
  'a reader signs in Russian, confirms from the mailbox, is counted and holds a letter, $words',
  async ({ scripts }, test) => {
    if ('skipped' in opened) return test.skip(opened.skipped)
    const { context, page, outside, errors } = await asReader(opened.browser, scripts)
    const address = `anna${scripts ? '' : '-plain'}@example.org`

    await page.goto(site.url)
    expect(page.url()).toBe(`${site.url}/ru/`)
    await page.getByRole('link', { name: /закон о\s+защите животных/i }).click()
    await expect.poll(() => page.locator('h1').innerText()).toMatch(/животных/)
    const before = await countOn(page)

    await page.getByRole('button', { name: 'Подписать' }).click()
    await page.waitForURL(/\/signatures$/)
    expect(await page.title()).toMatch(/^Ошибка:/)
    expect(await page.getByRole('alert').innerText()).toContain('Укажите имя')
    if (scripts) await expect.poll(() => page.locator('.error-summary:focus').count()).toBe(1)

    await page.getByLabel('Имя и фамилия', { exact: true }).fill('Анна Иванова')
    await page.getByLabel('Электронная почта').fill(address)
    await page.getByLabel('Страна').selectOption({ label: 'Казахстан' })
    await page.getByRole('button', { name: 'Подписать' }).click()
    await page.waitForURL(/check-your-mail$/)
    await expectCount(page, before)

    await site.mailSent()
    await page.goto(`${site.url}/dev/mail`)
    await page.locator('li', { hasText: address }).first().getByRole('link').click()
    await page.locator('a[href*="/confirmations/"]').click()
    expect(await page.locator('main').innerText()).toContain('Анна Иванова')
    await page.getByRole('button', { name: 'Подтвердить подпись' }).click()
    await expect.poll(() => page.locator('h1').innerText()).toMatch(/Спасибо/)
    await expectCount(page, before + 1)
    expect(await page.locator('.new').innerText()).toMatch(/Анна\sИ\., Казахстан/)

    await page.goto(`${site.url}/ru/campaigns/${demo}`)
    await page
      .locator('.to', { hasText: 'Генеральный прокурор' })
      .getByRole('link', { name: /Написать/ })
      .click()
    await page.waitForURL(/\/letters\/prosecutor$/)
    await page.locator('input[name="name"]').fill('Иванова Анна Петровна')
    await page.locator('input[name="resident"][value="yes"]').check()
    await page.locator('select[name="country"]').selectOption('KZ')
    await page.locator('input[name="city"]').fill('Алматы')
    await page.locator('textarea[name="own_words"]').fill('Мою собаку поймали в марте и не вернули.')
    await page.getByRole('button', { name: 'Показать письмо' }).click()
    await expect.poll(() => page.locator('.sheet').first().innerText()).toContain('от Ивановой Анны Петровны')
    const onPaper = await page.locator('.on-paper .sheet').textContent()
    expect(onPaper?.replace(/\s+/g, ' ')).toContain('Мою собаку поймали в марте и не вернули.')

    const download = page.waitForEvent('download')
    await page.locator('button[formaction*=".pdf"]').first().click()
    const pdf = await readFile(await (await download).path())
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
    const plain = text.replace(/\s+/g, ' ')
    expect(plain).toContain('Генеральному прокурору Республики Казахстан')
    expect(plain).toContain('Нурдаулетову Г. Д.')
    expect(plain).toContain('от Ивановой Анны Петровны')
    expect(plain).toContain('Мою собаку поймали в марте и не вернули.')
    expect(plain).toContain('А. П. Иванова')

    expect(outside).toEqual([])
    expect(errors.filter((text) => !/422/.test(text))).toEqual([])
    expect(await context.cookies()).toEqual([])
    await context.close()
  },
)
