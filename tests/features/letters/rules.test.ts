import { expect, test } from 'vitest'
import type { LetterRule } from '../../../server/db/schema.ts'
import { composerView } from '../../../server/features/letters/composer-view.ts'
import { blankForm, exclusionFor, type LetterKit, letterFrom } from '../../../server/features/letters/letter-kit.ts'
import { chooseTemplate, closedToAll, type LetterCase } from '../../../server/features/letters/rules.ts'
import { compileTemplate } from '../../../server/features/letters/template.ts'
import { demoKit } from './demo-kit.ts'

const anything = { addressee: null, kind: null, country: null, language: null, resident: null, reason: {} }
const rule = (wanted: Partial<LetterRule>): LetterRule => ({ ...anything, template: 'common', ...wanted })
const rules = (...list: Partial<LetterRule>[]) => ({ locked: ['demands'], rules: list.map(rule) })

const letter: LetterCase = { addressee: 'mayor', language: 'ru', country: 'DE', resident: false, kind: 'email' }
const reason = { en: 'Not from abroad.', ru: 'Не из-за границы.' }

test('without rules an addressee’s own template stands, else the one for everyone', () => {
  expect(chooseTemplate(null, letter, ['', 'mayor'])).toEqual({ template: 'mayor' })
  expect(chooseTemplate(null, letter, [''])).toEqual({ template: '' })
  expect(chooseTemplate(rules(), letter, ['', 'mayor'])).toEqual({ template: 'mayor' })
})

test('the first rule that fits decides, over the addressee’s own template', () => {
  const list = rules(
    { country: ['FR'], template: 'french' },
    { resident: false, template: 'abroad' },
    { template: 'last' },
  )

  expect(chooseTemplate(list, letter, ['mayor'])).toEqual({ template: 'abroad' })
  expect(chooseTemplate(list, { ...letter, country: 'FR' }, [])).toEqual({ template: 'french' })
  expect(chooseTemplate(list, { ...letter, resident: true }, [])).toEqual({ template: 'last' })
  expect(chooseTemplate(rules({ template: 'common' }), letter, ['mayor'])).toEqual({ template: '' })
})

test.each<[keyof LetterCase, Partial<LetterRule>, Partial<LetterCase>]>([
  ['addressee', { addressee: ['mayor', 'other'] }, { addressee: 'minister' }],
  ['kind', { kind: ['email', 'post'] }, { kind: 'telephone' }],
  ['kind', { kind: ['email'] }, { kind: null }],
  ['country', { country: ['DE', 'AT'] }, { country: 'KZ' }],
  ['language', { language: ['ru'] }, { language: 'en' }],
  ['resident', { resident: false }, { resident: true }],
])('%s is a filter: every filter of a rule must fit', (_, wanted, other) => {
  const list = rules({ ...wanted, template: 'found' })

  expect(chooseTemplate(list, letter, [])).toEqual({ template: 'found' })
  expect(chooseTemplate(list, { ...letter, ...other }, [])).toEqual({ template: '' })
})

test('an exclusion is a template too, and the rules before it are exceptions from it', () => {
  const list = rules({ language: ['en'], template: 'english' }, { resident: false, template: 'none', reason })

  expect(chooseTemplate(list, letter, [])).toEqual({ excluded: reason })
  expect(chooseTemplate(list, { ...letter, language: 'en' }, [])).toEqual({ template: 'english' })
  expect(closedToAll(list, 'mayor')).toBeUndefined()
  expect(closedToAll(rules({ addressee: ['mayor'], template: 'none', reason }), 'mayor')).toEqual(reason)
  expect(closedToAll(rules({ addressee: ['other'], template: 'none', reason }), 'mayor')).toBeUndefined()
})

const now = new Date('2026-03-12T09:00:00Z')
const kit: LetterKit = { ...demoKit('president'), rules: rules({ resident: false, template: 'none', reason }) }
const form = { ...blankForm(kit, 'ru'), name: 'Анна Иванова', city: 'Берлин', country: 'DE' }

test('a writer who is excluded is told why, in the page’s language, and gets no letter and no output', () => {
  const page = composerView('en', kit, { form: { ...form, resident: false } }, now)

  expect(page).toMatchObject({ excluded: reason.en, sheet: null, letter: null, ready: false, channels: [] })
  expect(exclusionFor(kit, { ...form, resident: false })).toEqual(reason)
  expect(() => letterFrom(kit, { ...form, resident: false }, now)).toThrow()
  expect(composerView('ru', kit, { form: { ...form, resident: true } }, now).ready).toBe(true)
})

test('a blank page shows a letter that somebody may send, or says that nobody may', () => {
  const residents = { ...kit, rules: rules({ resident: true, template: 'none', reason }) }
  const nobody = { ...kit, rules: rules({ template: 'none', reason }) }

  expect(composerView('ru', kit, null, now).sheet).not.toBeNull()
  expect(composerView('ru', residents, null, now).sheet).not.toBeNull()
  expect(composerView('ru', nobody, null, now)).toMatchObject({ sheet: null, excluded: reason.ru })
})

test('the channel chosen may ask for a template of its own, and the campaign says which parts are locked', () => {
  const templates = new Map([
    ...(kit.templates.ru ?? []),
    ['short', compileTemplate('Коротко.\n\n{{list demands}}', 'ru')],
  ])
  const short = {
    ...kit,
    templates: { ...kit.templates, ru: templates },
    rules: { locked: ['text-1'], rules: [rule({ kind: ['public-comment'], template: 'short' })] },
  }
  const { parts } = letterFrom(short, { ...form, channel: 'public-comment' }, now)

  expect(parts.map(({ key, locked }) => [key, locked])).toEqual([
    ['text-1', true],
    ['demands', false],
  ])
  expect(letterFrom(short, form, now).parts.length).toBeGreaterThan(3)
})

test('demands that are not locked stay a numbered list when they are changed', () => {
  const open = { ...kit, rules: { locked: [], rules: [] } }
  const edits = { ru: { demands: { text: 'принять закон;\nввести мораторий.', was: 'x' } } }
  const part = letterFrom(open, { ...form, edits }, now).parts.find(({ key }) => key === 'demands')

  expect(part?.blocks).toEqual([
    {
      kind: 'list',
      items: [
        { marker: '1)', text: 'принять закон;' },
        { marker: '2)', text: 'ввести мораторий.' },
      ],
    },
  ])
})
