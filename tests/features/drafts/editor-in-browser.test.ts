import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listSections } from '../../../server/features/drafts/index.ts'
import { type OpenedBrowser, openBrowser } from '../../browser.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

let desk: TestDesk
let opened: OpenedBrowser
let context: BrowserContext
let other: DeskBrowser
let campaign: string

beforeAll(async () => {
  desk = await openDesk()
  other = await desk.as(['editor'], { name: 'Otto Other' })
  const row = await desk.db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()
  campaign = row.id
  opened = await openBrowser()
  if ('browser' in opened) context = await opened.browser.newContext({ viewport: { width: 360, height: 740 } })
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await desk.close()
})

const signIn = () =>
  context.addCookies([{ name: 'desk', value: desk.owner.cookie.replace('desk=', ''), url: desk.url }])

const visit = async (
  test: { skip(why: string): void },
  section: string,
  use: (page: Page, refused: string[]) => Promise<void>,
) => {
  if ('skipped' in opened) return test.skip(opened.skipped)
  await signIn()
  const page = await context.newPage()
  const refused: string[] = []
  page.on('pageerror', (error) => refused.push(error.message))
  page.on('console', (message) => /Content Security|Refused/.test(message.text()) && refused.push(message.text()))
  await page.goto(`${desk.url}/desk/campaigns/${demo}/edit/${section}?lang=en`)
  await use(page, refused)
  expect(refused).toEqual([])
  await page.close({ runBeforeUnload: false })
}

const contentOf = async (section: string, locale = '') =>
  (await listSections(desk.db, campaign)).find((each) => each.section === section && each.locale === locale)?.content

const value = (page: Page, selector: string) => page.locator(selector).inputValue()

test('what is typed saves itself, and both languages and their states are kept apart', async (test) => {
  await visit(test, 'heading', async (page) => {
    await page.fill('#en-title', 'A title by itself')
    await page.waitForSelector('#form-en [data-status]:has-text("Saved at")')
    expect(await contentOf('heading', 'en')).toMatchObject({ title: 'A title by itself' })
    await page.waitForSelector('#form-en .mark.draft')
    await page.waitForSelector('#form-ru .mark.outdated')
    expect(await page.isChecked('#form-en [name=ready]')).toBe(false)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })
})

test('sending one language takes along what was just typed in the other', async (test) => {
  await visit(test, 'heading', async (page) => {
    await page.fill('#ru-title', 'Только что набрано')
    await page.fill('#en-title', 'Sent at once')
    await page.press('#en-title', 'Enter')
    await page.waitForURL(/#form-en$/)
    await expect.poll(() => contentOf('heading', 'ru')).toMatchObject({ title: 'Только что набрано' })
    expect(await contentOf('heading', 'en')).toMatchObject({ title: 'Sent at once' })
  })
})

test('two editors at once: the later is told whose change it is, sees both, and overwrites nothing', async (test) => {
  await visit(test, 'body', async (page) => {
    const base = Number(await value(page, '#form-en [name=base]'))
    const theirs = { locale: 'en', base, fields: [['markdown', '## Theirs']] }
    expect((await other.json(`/desk/campaigns/${demo}/edit/body`, theirs, 'PUT')).status).toBe(200)
    await page.fill('#en-markdown', '## Mine')
    await page.waitForSelector('#form-en [data-status]:has-text("Otto Other")')
    expect(await contentOf('body', 'en')).toEqual({ markdown: '## Theirs' })

    await page.click('#form-en [data-status] button')
    await page.waitForSelector('.theirs')
    expect(await page.textContent('.theirs')).toContain('## Theirs')
    expect(await value(page, '#en-markdown')).toBe('## Mine')
    await page.click('#form-en .edit-acts button')
    await page.waitForSelector('.theirs', { state: 'detached' })
    expect(await contentOf('body', 'en')).toEqual({ markdown: '## Mine' })
  })
})

test('a session that ends in the middle loses nothing: kept in the browser, said so, and saved after signing in', async (test) => {
  await visit(test, 'heading', async (page) => {
    await context.clearCookies()
    await page.fill('#ru-call_to_action', 'Набрано без входа')
    await page.waitForSelector('#form-ru [data-status] a[href="/desk/sign-in"]')
    await signIn()
    page.on('dialog', (dialog) => dialog.accept())
    await page.reload()
    expect(await value(page, '#ru-call_to_action')).toBe('Набрано без входа')
    const saved = () => contentOf('heading', 'ru')
    await expect.poll(saved, { timeout: 5000 }).toMatchObject({ call_to_action: 'Набрано без входа' })
    await expect.poll(() => page.evaluate('localStorage.length'), { timeout: 5000 }).toBe(0)
  })
})

test('what is saved while the page is left stands in the next one, which the server wrote before', async (test) => {
  await visit(test, 'heading', async (page) => {
    page.on('dialog', (dialog) => dialog.accept())
    const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
    let written = () => {}
    const nextPage = new Promise<void>((resolve) => {
      written = resolve
    })
    await page.route(
      (url) => url.pathname.endsWith('/edit/heading'),
      async (route) => {
        if (route.request().method() === 'PUT') return nextPage.then(() => route.continue())
        const earlier = await route.fetch()
        written()
        await saved
        await route.fulfill({ response: earlier })
      },
    )
    await page.fill('#ru-call_to_action', 'Набрано перед уходом')
    await page.reload()
    expect(await value(page, '#ru-call_to_action')).toBe('Набрано перед уходом')
    const kept = () => page.evaluate('localStorage.length')
    await expect.poll(kept, { timeout: 10_000 }).toBe(0)
    expect(await contentOf('heading', 'ru')).toMatchObject({ call_to_action: 'Набрано перед уходом' })
  })
})

test('rows move by the keyboard alone, aloud, and by drag', async (test) => {
  await visit(test, 'demands', async (page) => {
    const keys = async () => ((await contentOf('demands')) as { key: string }[]).map(({ key }) => key)
    await page.focus('#both-row-law .move')
    await page.keyboard.press('Alt+ArrowDown')
    expect(await page.textContent('[data-announce]')).toMatch(/Now 2 of 7/)
    await expect.poll(keys, { timeout: 5000 }).toMatchObject({ 0: 'killing', 1: 'law' })
    expect(await page.locator('.languages .rows').first().locator('.row').nth(1).getAttribute('data-row')).toBe('law')

    const handle = page.locator('#both-row-moratorium [data-handle]')
    await handle.scrollIntoViewIfNeeded()
    const from = await handle.boundingBox()
    const to = await page.locator('#both-row-killing').boundingBox()
    if (!from || !to) throw new Error('the rows are not in view')
    await page.mouse.move(from.x + 8, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(to.x + 100, to.y + 4, { steps: 6 })
    await page.mouse.up()
    await expect.poll(keys, { timeout: 5000 }).toMatchObject({ 0: 'moratorium' })
  })
})

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head><body>
<h1 style="mso-style-name:x">Heading</h1><p class=MsoNormal>Plain <b>bold</b> and <span style="font-style:italic">soft</span><o:p></o:p>
<a href="https://river.example/a">link</a> <a href="javascript:alert(1)">bad</a></p>
<p class=MsoListParagraph><span style="mso-list:Ignore">·&nbsp;</span>First</p><p class=MsoListParagraph><span style="mso-list:Ignore">·&nbsp;</span>Second</p>
<script>window.hacked = 1</script><img src="https://evil.example/x.png" onerror="window.hacked = 2"><ol><li>One<ul><li>Deep</li></ul></li></ol></body></html>`

test('what is pasted from Word comes in as clean Markdown, and the toolbar works by keyboard', async (test) => {
  await visit(test, 'body', async (page) => {
    await page.fill('#ru-markdown', '')
    await page.focus('#ru-markdown')
    await page.evaluate(`{
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', ${JSON.stringify(word)})
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.activeElement.dispatchEvent(paste)
    }`)
    expect(await value(page, '#ru-markdown')).toBe(
      '## Heading\n\nPlain **bold** and *soft* [link](https://river.example/a) bad\n\n- First\n- Second\n\n1. One\n   - Deep',
    )
    expect(await page.evaluate('window.hacked')).toBeUndefined()

    await page.fill('#ru-markdown', 'слово')
    await page.press('#ru-markdown', 'Control+a')
    await page.press('#ru-markdown', 'Control+b')
    expect(await value(page, '#ru-markdown')).toBe('**слово**')
    await page.press('#ru-markdown', 'Control+b')
    expect(await value(page, '#ru-markdown')).toBe('слово')
    await page.focus('#form-ru .tool')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await value(page, '#ru-markdown')).toBe('## слово')
    await page.waitForSelector('#form-ru [data-status]:has-text("Saved at")')
    await expect.poll(() => page.locator('#form-ru .rendered h2').textContent(), { timeout: 5000 }).toBe('слово')
  })
})

test('the sample letter follows what is typed', async (test) => {
  await visit(test, 'demands', async (page) => {
    await page.fill('#en-rows-law-letter', 'have a law that was typed just now')
    await page.waitForSelector('.sample-sheets:has-text("typed just now")')
    await page.selectOption('#sample-in', 'ru')
    await page.waitForSelector('.sample-sheets:has-text("ОБРАЩЕНИЕ")')
  })
})

test('the whole page is shown beside the editor, in a frame where nothing runs, and follows what is saved', async (test) => {
  await visit(test, 'heading', async (page) => {
    await page.focus('#ru-title')
    await page.click('[data-frame-width="360"]')
    const frame = page.frameLocator('[data-frame] iframe')
    await page.fill('#ru-title', 'Видно во всей странице')
    await expect.poll(() => frame.locator('h1').textContent(), { timeout: 8000 }).toBe('Видно во всей странице')
    expect(await page.locator('[data-frame] iframe').getAttribute('sandbox')).toBe('allow-same-origin')
    await page.click('[data-frame-close]')
    expect(await page.locator('[data-frame] iframe').count()).toBe(0)
  })
})

test('a picture goes into the text at the cursor by a tool, and what is typed in the other language goes along', async (test) => {
  const create = { width: 400, height: 300, channels: 3, background: '#486' } as const
  const buffer = await sharp({ create }).png().toBuffer()
  await visit(test, 'body', async (page) => {
    await page.fill('#ru-markdown', 'Только что.')
    await page.fill('#en-markdown', 'First.\n\nSecond.')
    await page.evaluate("document.querySelector('#en-markdown').setSelectionRange(3, 3)")
    await page.click('#form-en [data-tool=picture]')
    expect(await page.evaluate('document.activeElement.id')).toBe('en-picture')
    await page.setInputFiles('#en-picture', { name: 'green.png', mimeType: 'image/png', buffer })
    await page.fill('#en-picture_alt', 'A green field')
    await page.click('#form-en [value=picture]')
    await page.waitForURL(/#form-en$/)
    const placed = 'First.\n\n![A green field](image:a-green-field)\n\nSecond.'
    expect(await contentOf('body', 'en')).toEqual({ markdown: placed })
    expect(await value(page, '#en-markdown')).toBe(placed)
    expect(await contentOf('body', 'ru')).toEqual({ markdown: 'Только что.' })
    await page.click('#form-en .rendered summary')
    await expect.poll(() => page.evaluate("document.querySelector('.rendered img').naturalWidth")).toBeGreaterThan(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })
})
