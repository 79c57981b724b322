/** Pictures of every page for people to look at: tsx tests/render/preview.ts [FOLDER] [NAME-PATTERN]. */
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { locales } from '../../server/i18n/index.ts'
import { openBrowser } from '../browser.ts'
import { allSamples } from './samples.ts'
import { openSite } from './site.ts'

const [folder = join(tmpdir(), 'preview'), pattern = ''] = process.argv.slice(2)
const looks = [
  { name: 'phone', width: 360, height: 740, scheme: 'light' },
  { name: 'desktop', width: 1440, height: 900, scheme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, scheme: 'dark' },
  { name: 'desktop-dark', width: 1440, height: 900, scheme: 'dark' },
] as const

await mkdir(folder, { recursive: true })
const { site, listen, show, close } = await openSite()
const origin = await listen()
const opened = await openBrowser()
for (const locale of locales) {
  for (const [name, render] of Object.entries(await allSamples(site, locale))) {
    if (!new RegExp(pattern).test(`${name}.${locale}`)) continue
    const html = await render()
    await writeFile(join(folder, `${name}.${locale}.html`), html)
    if (!('browser' in opened)) continue
    const path = show(`${name}.${locale}`, html)
    for (const { name: look, width, height, scheme } of looks) {
      const page = await opened.browser.newPage({ viewport: { width, height }, colorScheme: scheme })
      await page.goto(origin + path, { waitUntil: 'load' })
      await page.screenshot({ path: join(folder, `${name}.${locale}.${look}.png`), fullPage: true })
      await page.close()
    }
  }
}
if ('browser' in opened) await opened.browser.close()
else process.stderr.write(`${opened.skipped}\n`)
await close()
process.stdout.write(`${folder}\n`)
