import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFragments } from '../../../server/features/campaigns/index.ts'
import { checkLetters, compileTemplate, LetterError } from '../../../server/features/letters/index.ts'
import type { Said } from '../../../server/folders/said.ts'
import { locales, translator } from '../../../server/i18n/index.ts'

const template = (source: string) =>
  checkLetters({ facts: [], templates: [{ file: 'x', locale: 'en', source }], fragments: [] })

const wordings = (source: string, other = '') => {
  const read = (['en', 'ru'] as const).map((locale, at) => ({
    file: locale,
    locale,
    ...readFragments(locale, [source, other][at] ?? ''),
  }))
  const given = read.filter(({ locale }) => locale === 'en' || other !== '')
  return [
    ...given.flatMap(({ problems }) => problems),
    ...checkLetters({ facts: ['a'], templates: [], fragments: given }),
  ]
}

const rendered = (source: string, own_words = '') => {
  const fields = { own_words, topics: [], demands: [], point: '', facts: {}, evidence: false }
  try {
    compileTemplate(source, 'en').render({ ...fields, sender: { city: '', country: '', resident: true } }, 'woman')
    return []
  } catch (error) {
    return error instanceof LetterError ? error.problems : []
  }
}

/** What each fault is told of. */
const faulty: Record<string, { said?: Said | undefined }[]> = {
  long: template('a'.repeat(21_000)),
  syntax: template('{{#if point}}'),
  unmatched: template('{{#if point}}{{/each}}'),
  bracesAsText: template('\\{{point}}'),
  kind: template('{{> x}}'),
  figure: wordings('# x\n\nTwelve.'),
  notField: template('{{../point}}'),
  braces: template('{{{point}}}'),
  notHelper: template('{{point topics}}'),
  withinFragment: wordings('# x\n\n{{fragment "x"}}'),
  withinEach: template('{{#each topics}}{{point}}{{/each}}'),
  takesName: template('{{fragment point}}'),
  takesNames: template('{{any_order "x"}}'),
  unknownFragment: template('{{fragment "x"}}'),
  outsideEach: template('{{this}}'),
  list: template('{{topics}}'),
  notForFragments: wordings('# x\n\n{{point}}'),
  withinIf: wordings('# x\n\n{{#if sender.city}}{{facts.a}}{{/if}}'),
  yesOrNo: template('{{sender.resident}}'),
  unknownField: template('{{x}}'),
  unknownFact: template('{{facts.x}}'),
  takesOne: template('{{list}}'),
  takesOther: template('{{list point}}'),
  agree: template('{{agree woman="a"}}'),
  blockParams: template('{{#each topics as |x|}}{{/each}}'),
  deep: template('{{#if point}}'.repeat(6) + '{{/if}}'.repeat(6)),
  unknownBlock: template('{{#with x}}{{/with}}'),
  otherFacts: wordings('# x\n\nA.\n\n---\n\n{{facts.a}}'),
  factsAbroad: wordings('# x\n\nA.', '# x\n\n{{facts.a}}'),
  unplaced: wordings('# x\n\nA.'),
  beforeFragment: wordings('A.\n\n# x\n\nA.'),
  emptyVariant: wordings('# x\n\nA.\n\n---\n'),
  fragmentName: wordings('# Bad name\n\nA.'),
  twice: wordings('# x\n\nA.\n\n# x\n\nB.'),
  manyVariants: wordings(`# x\n\n${Array.from({ length: 41 }, () => 'A.').join('\n\n---\n\n')}`),
  manyFragments: wordings(Array.from({ length: 201 }, (_, at) => `# x-${at}\n\nA.`).join('\n\n')),
  noFragment: wordings(' '),
  notThere: rendered('{{facts.x}}'),
  longLetter: rendered('{{own_words}}', 'a'.repeat(41_000)),
}

const names = Object.keys(JSON.parse(readFileSync('locales/en/letters.json', 'utf8')).faults)

test.each(names)('the fault “%s” is told in the words of each language', (name) => {
  // A letter that rules ask for and a language lacks is met in a whole campaign alone: see the checks of drafts.
  if (name === 'noTemplate') return
  const said = faulty[name]?.map((problem) => problem.said).find((each) => each?.message === `letters.faults.${name}`)
  if (!said) throw new Error(`Nothing is told as ${name}`)
  const [english, russian] = locales.map((locale) => translator(locale)(said.message, said.values))
  expect(english).not.toMatch(/[а-яё]|undefined/iu)
  expect(russian).toMatch(/[а-яё]/iu)
  for (const value of Object.values(said.values)) expect(russian).toContain(String(value))
})
