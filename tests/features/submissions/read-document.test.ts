import { expect, test } from 'vitest'
import { translator } from '../../../server/i18n/index.ts'
import { compareDocuments, numberAlike } from '../../../server/render/document/compare-documents.ts'
import { documentPdf } from '../../../server/render/document/document-pdf.ts'
import { casesNamed, plainText, recommendationsOf } from '../../../server/render/document/model.ts'
import { readDocument } from '../../../server/render/document/read-document.ts'
import { documentText } from './document-text.ts'

const problemsOf = (source: string) =>
  readDocument(source).problems.map(({ line, message, value }) => `${line}: ${translator('en')(message, { value })}`)

test('a document comes out as numbered topics with recommendations, references and footnotes', () => {
  const { document, problems } = readDocument(documentText)

  expect(problems).toEqual([])
  expect(document.preliminary.map(({ title }) => title)).toEqual(['Preliminary remarks'])
  expect(document.topics.map(({ number, key, title }) => [number, key, title])).toEqual([
    [1, 'torture', 'Torture'],
    [2, 'death-penalty', 'The death penalty'],
  ])
  expect(
    recommendationsOf(document).map(({ number, key, kind, spans }) => [number, key, kind, plainText(spans)]),
  ).toEqual([
    ['1.1', 'torture-law', 'general', 'Amend the law.'],
    ['1.2', 'torture-access', 'general', 'Let observers in.'],
    ['1.3', 'torture-agency', 'specific', 'Create an agency.'],
    ['2.1', 'death-abolish', 'general', 'Abolish it.'],
  ])
  expect(document.topics[0]?.references?.items.map(plainText)).toEqual([
    'Torture in Kazakhstan: https://reports.example/torture',
  ])
  expect(document.topics[0]?.blocks.map(({ kind }) => kind)).toEqual([
    'paragraph',
    'heading',
    'list',
    'example',
    'quote',
  ])
})

test('footnotes are numbered as the text first refers to them, and where it does', () => {
  const { footnotes } = readDocument(documentText).document

  expect(footnotes.map(({ number, references, spans }) => [number, references, plainText(spans)])).toEqual([
    [1, [1, 2], 'United Nations, page 7.'],
    [2, [1, 2], 'Court record. https://court.example/1'],
  ])
})

test('a document names its cases, in examples and in links', () => {
  expect(casesNamed(readDocument(documentText).document)).toEqual(['kozlov', 'zhanaozen'])
})

const topic = (rest: string) => `## Torture {#torture}\n\n${rest}`

test.each([
  ['nothing at all', '', ['1: there is no topic: a line “## Title {#key}” begins one']],
  ['a topic without a key', '## Torture', ['1: a topic needs a key, {#key} after its heading: Torture']],
  [
    'a recommendation without a key',
    topic('### Do {.general}\n\n- {#a} One\n- Two'),
    ['6: a recommendation needs a key, {#key} before its text: Two'],
  ],
  ['a key twice', topic('### Do {.general}\n\n- {#torture} One'), ['5: torture occurs twice']],
  [
    'no list',
    topic('### Do {.general}\n\nText'),
    ['1: there is no list under the heading “Do”', '5: only a list can stand under this heading'],
  ],
  [
    'two paragraphs in a recommendation',
    topic('### Do {.general}\n\n- {#a} One\n\n  Two'),
    ['5: each item here is a single paragraph'],
  ],
  [
    'a footnote that is not there',
    topic('Text[^1]'),
    ['3: there is no footnote 1: write [^1]: and its text on a separate line'],
  ],
  ['a footnote that nobody reads', topic('Text\n\n[^1]: Note'), ['5: nothing refers to footnote 1']],
  [
    'a link to a script',
    topic('[Text](javascript:alert)'),
    ['3: links can be only http, https, mailto and case: javascript:alert'],
  ],
  [
    'markup',
    topic('Text <b>bold</b>\n\n<script>x</script>'),
    [
      '3: HTML is not allowed in the text: <b>',
      '3: HTML is not allowed in the text: </b>',
      '5: HTML is not allowed in the text: <script>x</script>',
    ],
  ],
  ['an image', topic('![x](https://x.example/)'), ['3: images are not allowed in the text']],
  [
    'an unknown group',
    topic('### Do {.soon}'),
    ['3: .soon is not recognised here: ### headings in a topic are {.general}, {.specific} or {.references}'],
  ],
  [
    'an unreadable brace',
    topic('### Do {#a b}'),
    ['3: {#a b} is not recognised: write {#key}, {.general}, {.specific}, {.references} or {.example case=key}'],
  ],
  [
    'a part after the topics',
    topic('Text\n\n# More'),
    ['5: “# More” stands after the topics: headings with one # can only stand before them'],
  ],
])('%s is refused at its line', (_, source, problems) => {
  expect(problemsOf(source)).toEqual(problems)
})

test('a translation may lack keys, not have its own, and is numbered as the fuller one', () => {
  const { document } = readDocument(documentText)
  const shorter = readDocument(
    '## Смертная казнь {#death-penalty}\n\n### Рекомендации {.general}\n\n- {#death-abolish} Отменить.',
  )
  const another = readDocument(
    '## Смертная казнь {#death-penalty}\n\n### Рекомендации {.specific}\n\n- {#death-abolish} Да.\n- {#own} Нет.',
  )

  expect(compareDocuments(shorter.document, document)).toEqual([])
  expect(compareDocuments(document, shorter.document)).toEqual([])
  expect(compareDocuments(another.document, document).map(({ line, value }) => [line, value])).toEqual([
    [5, 'death-abolish'],
    [6, 'own'],
  ])
  expect(recommendationsOf(numberAlike(shorter.document, document)).map(({ number }) => number)).toEqual(['2.1'])
})

test('a hostile text of 40 KB is read in no time', () => {
  for (const piece of ['[^', '{#', '> ', '[a](case:', '- {#a} ', '*a', '[^1]: x\n', '](']) {
    const began = performance.now()
    readDocument(`${piece.repeat(Math.floor(40_000 / piece.length))}`)
    expect(performance.now() - began, piece).toBeLessThan(3000)
  }
})

const noted = Array.from({ length: 1001 }, (_, at) => `x[^${at}]`).join(' ')
const notes = Array.from({ length: 1001 }, (_, at) => `[^${at}]: y`).join('\n')

test.each([
  ['a heading without end', `## ${'word '.repeat(61)}{#t}\n\nText`, '1: a heading can have 300 characters at most'],
  ['a text without end', topic('word '.repeat(53_000)), '1: the document is longer than 256 thousand characters'],
  ['a list too deep', topic(`${'> '.repeat(8)}x`), '3: lists and quotations can stand in one another 6 times at most'],
  [
    'too many topics',
    Array.from({ length: 101 }, (_, at) => `## T {#t${at}}\n\nx`).join('\n\n'),
    '401: a document can have 100 topics at most',
  ],
  ['too many footnotes', topic(`${noted}\n\n${notes}`), '1: a document can have 1000 footnotes at most'],
])('%s is refused, and only that', (_, source, problem) => {
  expect(problemsOf(source)).toEqual([problem])
})

test.each([
  ['a title of 40 KB on every page', '', 'word '.repeat(8_000)],
  ['one word of 40 KB', 'w'.repeat(40_000), 'T'],
  ['quotations in quotations', `${'> '.repeat(90)}${'word '.repeat(8_000)}`, 'T'],
])('the print of %s is made in no time', async (_, text, title) => {
  const { document } = readDocument(topic(`${text}\n\n${'A line of it. '.repeat(2_000)}`))
  const words = { contents: 'C', example: 'E', withheldName: 'N', withheldExample: 'X', cases: 'K' }
  const body = { document, words, mayName: () => true, stateOf: () => '', cases: [] }
  const about = { lang: 'en', title, kicker: '', summary: '', imprint: [], day: '2026-01-01' } as const
  const began = performance.now()
  await documentPdf({ ...body, ...about, imprint: [], running: { left: title, right: '' } })
  expect(performance.now() - began).toBeLessThan(10_000)
})
