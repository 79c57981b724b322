import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { openBrowser } from '../../browser.ts'
import { openDesk } from '../../desk.ts'

test('look', { timeout: 200_000 }, async () => {
  const [out, ...specs] = readFileSync('/tmp/d/specs', 'utf8').trim().split(/\s+/)
  const desk = await openDesk()
  const opened = await openBrowser()
  if (!('browser' in opened)) throw new Error('no browser')
  const path = '/desk/campaigns/stray-animals-kazakhstan/edit'
  for (const spec of specs) {
    const [section = '', width, lang, full] = spec.split(':')
    const ctx = await opened.browser.newContext({
      viewport: { width: Number(width), height: 900 },
      colorScheme: full === 'dark' ? 'dark' : 'light',
    })
    await ctx.addCookies([{ name: 'desk', value: desk.owner.cookie.replace('desk=', ''), url: desk.url }])
    const page = await ctx.newPage()
    page.on('console', (m) => m.type() === 'error' && console.log(section, m.text()))
    page.on('pageerror', (e) => console.log(section, e.message))
    const answer = await page.goto(`${desk.url}${path}${section === '-' ? '' : `/${section}`}?lang=${lang}`, {
      waitUntil: 'load',
    })
    console.log(
      spec,
      answer?.status(),
      JSON.stringify(
        await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]'),
      ),
    )
    await page.waitForTimeout(300)
    await page.screenshot({ path: `${out}/${section}-${width}-${lang}.png`, fullPage: full !== 'top' })
    await ctx.close()
  }
  await opened.browser.close()
  await desk.close()
})
