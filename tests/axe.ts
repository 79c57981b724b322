import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Sets axe to work in a page. By hand: the package made for it does so anew, with a page of its own, at each look. */
export const bringAxe = (page: Page) => page.evaluate(source)

/** Has axe at hand in every page that this one will show. */
export const keepAxe = (page: Page) => page.addInitScript(source)

/** What axe finds: each rule that is broken, with the first elements that break it. */
export const findViolations = (page: Page, options: RunOptions): Promise<[string, string[]][]> =>
  page.evaluate(
    `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'], preload: false })}).then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]))`,
  )
