import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkTemplate, factsOf } from '../../../server/features/letters/template.ts'
import { inProject } from '../../../server/paths.ts'

const demo = inProject('server/features/campaigns/demo')
const folders = readdirSync(demo)

const lettersOf = (folder: string) =>
  readdirSync(`${demo}/${folder}/letters`).map((file) => ({
    file,
    source: readFileSync(`${demo}/${folder}/letters/${file}`, 'utf8'),
  }))

test.each(folders)('%s: the letters in both languages quote the same facts', (folder) => {
  const letters = lettersOf(folder)
  const inEnglish = letters.filter(({ file }) => file.startsWith('en'))
  expect(inEnglish.length).toBeGreaterThan(0)

  for (const { file, source } of inEnglish) {
    const russian = letters.find((letter) => letter.file === file.replace(/^en/, 'ru'))
    expect(factsOf(russian?.source ?? '').sort()).toEqual(factsOf(source).sort())
    expect(factsOf(source).length).toBeGreaterThan(3)
  }
})

test.each(folders)('%s: no letter has a figure of its own beside the facts', (folder) => {
  for (const { source } of lettersOf(folder)) expect(source.replace(/\{\{.*?\}\}/g, '')).not.toMatch(/\d/)
})

test.each(folders)('%s: every letter keeps to the rules of templates', (folder) => {
  const { facts } = parse(readFileSync(`${demo}/${folder}/campaign.yaml`, 'utf8')) as { facts: object }

  for (const { source } of lettersOf(folder)) expect(checkTemplate(source, Object.keys(facts))).toEqual([])
})
