import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { checkLetters } from '../../../server/features/letters/check-letters.ts'
import { factsOf } from '../../../server/features/letters/template.ts'
import { locales } from '../../../server/i18n/index.ts'
import { inProject } from '../../../server/paths.ts'

const demo = inProject('server/features/campaigns/demo')
const folders = readdirSync(demo)
/** Campaigns that word their letters in many ways. */
const varied = folders.filter((name) => readdirSync(`${demo}/${name}/letters`).some((file) => /fragments/.test(file)))

const readDemo = async (name: string) => {
  const read = await readCampaignFolder(`${demo}/${name}`, checkLetters)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.folder
}

test.each(folders)('%s: letters keep to the rules of templates and fragments', async (name) => {
  const { letters, fragments } = await readDemo(name)
  expect(letters.length).toBeGreaterThan(0)
  expect(fragments.length > 0).toBe(varied.includes(name))
})

test.each(varied)('%s: every variant of a fragment states the same facts, in both languages', async (name) => {
  const { fragments } = await readDemo(name)
  const factsBy = (locale: string) =>
    Object.fromEntries(
      fragments
        .filter((fragment) => fragment.locale === locale)
        .map(({ name, variants }) => {
          const facts = variants.map((variant) => factsOf(variant).sort().join(' '))
          expect([name, new Set(facts).size]).toEqual([name, 1])
          return [name, facts[0]]
        }),
    )
  expect(factsBy('ru')).toEqual(factsBy('en'))
  expect(new Set(Object.values(factsBy('en')).flatMap((facts) => facts?.split(' ') ?? [])).size).toBeGreaterThan(6)
})

test.each(varied)('%s: a variant stands beside its translation', async (name) => {
  const { fragments } = await readDemo(name)
  const counts = locales.map((locale) =>
    fragments.filter((fragment) => fragment.locale === locale).map(({ name, variants }) => [name, variants.length]),
  )
  expect(counts[0]).toEqual(counts[1])
  for (const [name, count] of counts[0] ?? []) {
    const least = /^(?:point|topic)/.test(String(name)) ? 3 : 4
    expect([name, Number(count) >= least]).toEqual([name, true])
  }
})

test.each(folders)('%s: no letter has a figure of its own beside the facts', (name) => {
  const files = readdirSync(`${demo}/${name}/letters`).map((file) =>
    readFileSync(`${demo}/${name}/letters/${file}`, 'utf8'),
  )
  for (const source of files) expect(source.replace(/\{\{.*?\}\}/g, '')).not.toMatch(/\d/)
})
