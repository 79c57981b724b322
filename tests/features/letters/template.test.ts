import { expect, test } from 'vitest'
import { LetterError } from '../../../server/features/letters/faults.ts'
import {
  checkTemplate,
  compileTemplate,
  factsOf,
  type TemplateFields,
} from '../../../server/features/letters/template.ts'
import { hostileTemplates } from './hostile-templates.ts'

const fields: TemplateFields = {
  own_words: 'Я видела это сама.',
  topics: ['Животных не кормят.', 'Их не лечат.'],
  demands: ['принять закон', 'ввести мораторий.', 'провести проверку;'],
  point: '',
  sender: { city: 'Алматы', country: 'Казахстан', resident: true },
  facts: { keeping_days: '60' },
  evidence: true,
}

const render = (source: string, more: Partial<TemplateFields> = {}, locale: 'en' | 'ru' = 'ru') =>
  compileTemplate(source, locale).render({ ...fields, ...more }, 'woman')

test('fields stand as they are, nothing is escaped for HTML', () => {
  expect(render('{{own_words}} {{sender.city}}, {{facts.keeping_days}} дней', { own_words: '“A & B” <c>' })).toBe(
    '“A & B” <c> Алматы, 60 дней',
  )
})

test('a list is numbered in the manner of its language and ends in one full stop', () => {
  expect(render('прошу Вас:\n{{list demands}}\n\nКонец')).toBe(
    'прошу Вас:\n1) принять закон;\n2) ввести мораторий;\n3) провести проверку.\n\nКонец',
  )
  expect(render('{{list demands}}', { demands: ['pass a law', 'stop'] }, 'en')).toBe('1. pass a law;\n2. stop.')
})

test('each counts from one, and has another side for an empty list', () => {
  const source = '{{#each topics}}{{@number}}. {{this}} {{else}}нет{{/each}}'

  expect(render(source)).toBe('1. Животных не кормят. 2. Их не лечат. ')
  expect(render(source, { topics: [] })).toBe('нет')
})

test('agree takes the form of the sender', () => {
  const template = compileTemplate('{{agree woman="обеспокоена" man="обеспокоен" neutral="меня беспокоит"}}', 'ru')

  expect(template.render(fields, 'woman')).toBe('обеспокоена')
  expect(template.render(fields, 'man')).toBe('обеспокоен')
  expect(template.render(fields, 'neutral')).toBe('меня беспокоит')
})

test('conditions look at texts, lists and facts', () => {
  const source =
    '{{#if point}}{{point}}{{else if topics}}темы{{/if}}{{#unless own_words}}!{{/unless}}{{#if facts.keeping_days}}+{{/if}}'

  expect(render(source)).toBe('темы+')
  expect(render(source, { point: 'п', own_words: '' })).toBe('п!+')
})

test('what a sender writes is data: braces in it are printed', () => {
  expect(render('{{own_words}}', { own_words: '{{list demands}}{{#if x}}{{> a}}' })).toBe(
    '{{list demands}}{{#if x}}{{> a}}',
  )
})

test('a missing fact is fatal, also where it is only asked for', () => {
  expect(() => render('начало {{facts.keeping_days}}', { facts: {} })).toThrow('facts.keeping_days')
  expect(() => render('{{#if facts.keeping_days}}x{{/if}}', { facts: {} })).toThrow('facts.keeping_days')
})

test('an unknown field or fact is refused by name and line', () => {
  expect(checkTemplate('Здравствуйте\n\n{{facts.no_such}} {{name}}', ['keeping_days'])).toEqual([
    { line: 3, said: { message: 'letters.faults.unknownFact', values: { what: 'facts.no_such' } } },
    { line: 3, said: { message: 'letters.faults.unknownField', values: { what: 'name' } } },
  ])
})

test('a template that keeps to the rules has no problems', () => {
  const source =
    'О.\n\n{{! a note }}{{own_words}}\n\n{{#each topics}}{{this}}\n\n{{/each}}{{#if sender.resident}}{{point}}{{/if}}\n' +
    '{{agree woman="a" man="b" neutral="c"}} {{facts.keeping_days}}\n{{list demands}}'

  expect(checkTemplate(source, ['keeping_days'])).toEqual([])
  expect(factsOf(source)).toEqual(['keeping_days'])
})

test.each(hostileTemplates)('refused: %s', (source) => {
  const problems = checkTemplate(source, ['keeping_days'])

  expect(problems).not.toEqual([])
  expect(problems[0]?.line).toBeGreaterThan(0)
  expect(() => render(source)).toThrow()
})

test('at least sixty hostile templates are tried', () => {
  expect(hostileTemplates.length).toBeGreaterThanOrEqual(60)
})

test('an unreadable template is refused with its line', () => {
  expect(checkTemplate('a\n\n{{#if own_words}}', [])[0]).toMatchObject({ line: 3 })
  expect(() => compileTemplate('{{#if}}', 'en')).toThrow(LetterError)
})
