import { beforeAll, expect, test } from 'vitest'
import { assembleFolder } from '../../../server/features/drafts/assemble-folder.ts'
import { type Draft, type DraftProblem, sectionsOf } from '../../../server/features/drafts/index.ts'
import { locales, translator } from '../../../server/i18n/index.ts'
import { demoFolder, readGood } from '../campaigns/folders.ts'

let sections: Draft['sections']

const head = {
  id: '01900000-0000-7000-8000-000000000001',
  teamId: '01900000-0000-7000-8000-000000000002',
  slug: 'stray-animals-kazakhstan',
  kind: 'petition' as const,
  state: 'open' as const,
  edition: 1,
  version: 1,
  organiser: { slug: 'team', name: { en: 'Team', ru: 'Команда' }, email: 'team@team.example' },
  outcome: null,
  opens: null,
  closes: null,
  note: {},
}

beforeAll(async () => {
  const folder = await readGood(demoFolder)
  const kept = { ready: true, seenOther: 1, savedBy: null, savedAt: new Date(), revision: 1 }
  sections = sectionsOf(folder).map((section) => ({ ...section, ...kept }))
})

type Change = (content: never) => unknown

const problemsAfter = (section: string, locale: string, change: Change): DraftProblem[] => {
  const changed = sections.map((each) =>
    each.section === section && each.locale === locale
      ? { ...each, content: change(structuredClone(each.content) as never) }
      : each,
  )
  const assembled = assembleFolder({ campaign: head, images: [], sections: changed })
  return assembled.ok ? [] : assembled.problems
}

const merged = (more: object) => (content: object) => ({ ...content, ...more })
const replaced = (content: unknown) => () => content
const body = (markdown: string): [string, string, Change] => ['body', 'en', replaced({ markdown })]
const letter = (source: string): [string, string, Change] => ['letters', 'en', merged({ '': source })]
const fragment = (added: string): [string, string, Change] => [
  'fragments',
  'en',
  ({ source }: { source: string }) => ({ source: `${source}\n${added}` }),
]

/** What is changed, and where which problem is then. */
const faults: [string, [string, string, Change], Partial<DraftProblem>][] = [
  ['no title', ['heading', 'en', merged({ title: '' })], { field: 'title', message: 'publishing.problems.missing' }],
  ['a long title', ['heading', 'ru', merged({ title: 'а'.repeat(151) })], { message: 'publishing.problems.tooLong' }],
  ['a title of lines', ['heading', 'en', merged({ title: 'a\nb' })], { message: 'publishing.problems.oneLine' }],
  ['an unseen sign', ['heading', 'en', merged({ title: 'a\u200bb' })], { message: 'publishing.problems.forbidden' }],
  ['no text', body(' '), { section: 'body', field: 'markdown', message: 'publishing.problems.missing' }],
  ['HTML', body('One\n\n<b>Two</b>'), { line: 3, message: 'publishing.problems.html' }],
  ['an unseen sign in the text', body('One\n\nT\u200bwo'), { line: 3, message: 'publishing.problems.forbidden' }],
  ['a picture of elsewhere', body('![x](https://x.example/x.png)'), { message: 'publishing.problems.images' }],
  ['a picture without words', body('![ ](image:dog)'), { message: 'publishing.problems.imageWords' }],
  ['a picture that is not there', body('One\n\n![x](image:dog)'), { line: 3, message: 'publishing.problems.noImage' }],
  ['a table', body('| a |\n|---|\n| b |'), { message: 'publishing.problems.tables' }],
  ['a first heading', body('# One'), { message: 'publishing.problems.headings' }],
  ['a script as a link', body('[x](javascript:x)'), { message: 'publishing.problems.links' }],
  ['no goal', ['basics', '', merged({ goal: '' })], { field: 'goal', message: 'publishing.problems.missing' }],
  ['a goal of none', ['basics', '', merged({ goal: 0 })], { message: 'publishing.problems.tooSmall' }],
  ['a goal beyond all', ['basics', '', merged({ goal: 1e9 })], { message: 'publishing.problems.tooBig' }],
  ['a kind that is none', ['basics', '', merged({ kind: 'x' })], { message: 'publishing.problems.oneOf' }],
  ['a date that is none', ['basics', '', merged({ opened: '2026-02-30' })], { message: 'publishing.problems.date' }],
  ['a country in words', ['basics', '', merged({ country: 'Kz' })], { message: 'publishing.problems.country' }],
  ['an odd dispatch', ['basics', '', merged({ dispatch: 'x' })], { message: 'publishing.problems.dispatch' }],
  ['an odd fact', ['facts', '', merged({ odd: [1] })], { field: 'odd', message: 'publishing.problems.fact' }],
  ['an odd name of a fact', ['facts', '', merged({ 'Odd-1': 1 })], { message: 'publishing.problems.key' }],
  ['no demand', ['demands', '', replaced([])], { section: 'demands', message: 'publishing.problems.missing' }],
  [
    'a demand twice',
    ['demands', '', replaced([{ key: 'law' }, { key: 'law' }])],
    { message: 'publishing.problems.twice' },
  ],
  ['a demand not worded', ['demands', 'ru', replaced({})], { field: 'law', message: 'publishing.problems.missing' }],
  [
    'a demand too many',
    ['demands', 'en', merged({ gone: { text: 'x', letter: 'x' } })],
    { message: 'publishing.problems.undeclared' },
  ],
  [
    'an office twice',
    ['addressees', '', (list: object[]) => [...list, { ...list[0], key: 'again' }]],
    { message: 'publishing.problems.officeTwice' },
  ],
  [
    'the name of a page',
    ['addressees', '', (list: object[]) => [{ ...list[0], key: 'batch' }]],
    { message: 'publishing.problems.pageName' },
  ],
  [
    'an odd address',
    ['evidence', '', replaced([{ key: 'x', kind: 'post', url: 'x' }])],
    { field: '0.url', message: 'publishing.problems.webAddress' },
  ],
  [
    'a caption of nothing',
    ['evidence', 'en', replaced([{ key: 'x', caption: 'x' }])],
    { message: 'publishing.problems.undeclared' },
  ],
  ['no letter', ['letters', 'en', replaced({})], { section: 'letters', message: 'publishing.problems.noLetterTo' }],
  [
    'a field that is none',
    letter('{{nothing}}'),
    { section: 'letters', line: 1, message: 'letters.faults.unknownField' },
  ],
  ['a fact that is none', letter('{{facts.nothing}}'), { message: 'letters.faults.unknownFact' }],
  ['a fragment that is none', letter('{{fragment "nothing"}}'), { message: 'letters.faults.unknownFragment' }],
  ['a list alone', letter('{{demands}}'), { message: 'letters.faults.list' }],
  ['half an agreement', letter('{{agree woman="a"}}'), { message: 'letters.faults.agree' }],
  ['half a brace', letter('{{#if point}}'), { message: 'letters.faults.syntax' }],
  ['a helper that is none', letter('{{> x}}'), { section: 'letters' }],
  ['a letter too long', letter('a'.repeat(21_000)), { message: 'publishing.problems.tooLarge' }],
  ['a letter of nobody', ['letters', 'en', merged({ nobody: 'x' })], { message: 'publishing.problems.undeclared' }],
  [
    'a fragment unplaced',
    fragment('# nowhere\n\nWords.'),
    { section: 'fragments', message: 'letters.faults.unplaced' },
  ],
  ['a fragment of an odd name', fragment('# Odd Name\n\nWords.'), { message: 'letters.faults.fragmentName' }],
  ['an empty wording', fragment('---\n---\n'), { message: 'letters.faults.emptyVariant' }],
  ['a figure in a wording', fragment('---\n\nTwelve dogs in 2021.'), { message: 'letters.faults.figure' }],
  [
    'a rule for nothing',
    ['letter-rules', '', replaced({ rules: [{ template: 'nothing' }] })],
    { section: 'letter-rules', message: 'publishing.problems.noTemplate' },
  ],
  [
    'a rule without reason',
    ['letter-rules', '', replaced({ rules: [{ template: 'none' }] })],
    { message: 'publishing.problems.noReason' },
  ],
]

test.each(faults)(
  '%s is told at its section and field, in both languages',
  (_, [section, locale, change], expected) => {
    const problems = problemsAfter(section, locale, change)
    expect(problems).toContainEqual(expect.objectContaining({ locale, ...expected }))
    for (const { message, values } of problems) {
      expect(message).not.toBe('publishing.problems.other')
      for (const each of locales) expect(translator(each)(message, values)).not.toContain('{{')
    }
  },
)

test('a draft in order has no problem, and one language is enough', () => {
  expect(problemsAfter('facts', '', (facts) => facts)).toEqual([])
  const russian = sections.filter(({ locale }) => locale !== 'en')
  expect(assembleFolder({ campaign: head, images: [], sections: russian }).ok).toBe(true)
  const nothing = assembleFolder({ campaign: head, images: [], sections: [] })
  expect(nothing.ok ? [] : nothing.problems).toContainEqual(
    expect.objectContaining({ section: 'heading', message: 'publishing.problems.noText' }),
  )
})

test('what is wrong in a document is told by its line and its key', () => {
  const kept = { revision: 1, ready: true, seenOther: 1, savedBy: null, savedAt: new Date() }
  const document = { section: 'document', locale: 'ru' as const, content: { source: 'Words.' }, ...kept }
  const assembled = assembleFolder({ campaign: head, images: [], sections: [...sections, document] })
  const problems = assembled.ok ? [] : assembled.problems
  const expected = { section: 'document', locale: 'ru', message: 'submissions.faults.noTopics' }
  expect(problems).toContainEqual(expect.objectContaining(expected))
})
