import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { locales, translator } from '../../server/i18n/index.ts'
import { bounds } from '../../server/render/picture-bounds.ts'
import { sourcesIn } from '../conventions/sources.ts'
import { allSamples } from './samples.ts'
import { openSite } from './site.ts'

const { site, assets, rendered, close } = await openSite()
afterAll(close)

const samples = await Promise.all(
  locales.map(async (locale) => {
    const all = Object.entries(await allSamples(site, locale))
    return all.map(([name, render]) => ({ locale, name, render }))
  }),
)
const pages = samples.flat()

const KB = 1024
const gzipped = (bytes: string | Buffer) => gzipSync(bytes).length
const assetOf = (ending: string) => assets.all.filter(({ url }) => url.endsWith(ending))

test('every page template has a sample', async () => {
  for (const { render } of pages) await render()
  const templates = sourcesIn('views', '.hbs')
    .map(({ path }) => path.replace(/^views\/|\.hbs$/g, ''))
    .filter((name) => /^(?!components|mail\/)\w+\/[a-z]/.test(name))
  expect(templates.length).toBeGreaterThan(8)
  expect([...rendered].sort()).toEqual(templates.sort())
})

describe.each(pages)('$name in $locale', ({ locale, render }) => {
  test('is whole: its language, one heading of the first level, every word and link in its place', async () => {
    const html = await render()
    expect(html).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${locale}">`))
    expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
    expect(html).not.toMatch(/\{\{|undefined|\[object|NaN|href=""|src=""/)
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const within = [...html.matchAll(/\s(?:href="#|for="|aria-labelledby="|aria-describedby=")([^"]+)"/g)]
    for (const id of within.flatMap(([, list = '']) => list.trim().split(/\s+/))) expect(ids).toContain(id)
  })

  test('runs and wears nothing inline, and loads nothing from elsewhere', async () => {
    const html = await render()
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/i)
    for (const [, attributes = ''] of html.matchAll(/<script([^>]*)>/g)) {
      expect(attributes).toMatch(/src="\/assets\/|type="application\/ld\+json"/)
    }
    for (const [, source = ''] of html.matchAll(/\ssrc="([^"]*)"/g))
      expect(source).toMatch(/^(?:\/assets\/|\/images\/[0-9a-f]{64}\.webp$|data:image\/(?:svg\+xml|webp);base64,)/)
    for (const [link] of html.matchAll(/<link[^>]*rel="(?:stylesheet|icon)"[^>]*>/g)) {
      expect(link).toContain('href="/assets/')
    }
  })

  test('stays under 50 KB with its styles and scripts, a campaign’s with the largest picture at its top too', async () => {
    const html = await render()
    const picture = html.includes('id="sign"') ? bounds.picture.bytes : 0
    const linked = [...assetOf('.css'), ...assetOf('.js')].filter(({ url }) => html.includes(`"${url}"`))
    expect(linked.length).toBeGreaterThan(1)
    expect(linked.reduce((sum, { bytes }) => sum + gzipped(bytes), gzipped(html))).toBeLessThan(50 * KB - picture)
  })
})

test('what a campaign says reaches its page: facts, demands, addressees, evidence, signers, comments', async () => {
  for (const { locale, name, render } of pages.filter(({ name }) => name === 'campaign')) {
    const html = await render()
    const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0
    expect([name, locale, count(/<cite>/g)]).toEqual([name, locale, locale === 'ru' ? 7 : 8])
    expect(count(/\/letters\/[a-z-]+"/g)).toBe(8)
    expect(count(/<details class="evidence"/g)).toBeGreaterThanOrEqual(13)
    expect(count(/class="who"/g)).toBe(5)
    expect(count(/<blockquote>/g)).toBe(2)
    expect(count(/<input type="radio" name="visibility"/g)).toBe(3)
  }
})

test('a refused form says so in its title, in a summary and beside each field, and keeps what was typed', async () => {
  for (const { locale, render } of pages.filter(({ name }) => name === 'campaign-refused')) {
    const html = await render()
    const words = translator(locale)('signatures.errors.emailShape')
    expect(html).toContain(`<title>${translator(locale)('site.errorPrefix')} `)
    expect(html).toContain(`<a href="#email">${words}</a>`)
    expect(html).toMatch(/id="email"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*email-error"/)
    expect(html).toContain('value="aigul@"')
    expect(html).toContain('<option value="" selected>')
    expect(html).toMatch(/value="full" checked/)
    expect(html).toContain('novalidate')
  }
})

test('a campaign without a text in the reader’s language says so and names the language of the other', async () => {
  for (const { locale, render } of pages.filter(({ name }) => name === 'campaign-foreign')) {
    const html = await render()
    expect(html).toContain(translator(locale)('campaigns.missingText'))
    expect(html).toMatch(new RegExp(`lang="${locale === 'en' ? 'ru' : 'en'}">\\s*<h1>`))
  }
})

test('a closed campaign takes no signatures and says so', async () => {
  for (const { locale, render } of pages.filter(({ name }) => name === 'campaign-closed')) {
    const html = await render()
    expect(html).toContain(translator(locale)('campaigns.closed.long'))
    expect(html).not.toContain('<form')
  }
})

test('data for search engines cannot end its element', async () => {
  const campaign = pages.find(({ name }) => name === 'campaign')
  const html = (await campaign?.render()) ?? ''
  const data = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html)?.[1] ?? ''
  expect(JSON.parse(data).interactionStatistic.userInteractionCount).toBe(812)
})
