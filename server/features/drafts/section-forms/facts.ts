import { translator } from '../../../i18n/index.ts'
import type { FieldError } from '../../../web/form.ts'
import { type FieldRule, recordAt, textAt } from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import type { PartForm, SectionScreen } from './part.ts'

const factKinds = ['text', 'number', 'each'] as const

const factFields: FieldRule[] = [
  {
    name: 'kind',
    kind: 'choice',
    max: 10,
    label: 'drafts.edit.facts.kind',
    options: ({ ui }) =>
      factKinds.map((value) => ({ value, words: translator(ui)(`drafts.edit.facts.kinds.${value}`) })),
  },
  { name: 'value', kind: 'line', max: 500, optional: true, label: 'drafts.edit.facts.value' },
  { name: 'en', kind: 'line', max: 500, optional: true, label: 'drafts.edit.facts.en' },
  { name: 'ru', kind: 'line', max: 500, optional: true, label: 'drafts.edit.facts.ru' },
]

const factRows = listPart({
  legend: 'drafts.edit.facts.legend',
  hint: 'drafts.edit.facts.legendHint',
  empty: 'drafts.edit.facts.empty',
  add: 'drafts.edit.facts.add',
  max: 100,
  keyed: 'fact',
  fields: factFields,
  title: (row) => `{{facts.${textAt(row, 'key')}}}`,
  addFields: [
    {
      name: 'fact_name',
      kind: 'line',
      max: 60,
      optional: true,
      label: 'drafts.edit.facts.fact',
      hint: 'drafts.edit.facts.factHint',
    },
  ],
  make: (typed, _named, _about, rows) => {
    const name = String(typed.fact_name ?? '')
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_')
    const refuse = (message: FieldError['message']) => ({ errors: [{ field: 'fact_name', message }] })
    if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) return refuse('drafts.edit.errors.factName')
    if (rows.some((row) => textAt(row, 'key') === name)) return refuse('drafts.edit.errors.factTwice')
    return { row: { key: name, kind: 'text' }, key: name }
  },
  check: (rows) =>
    rows.flatMap((row) => {
      const wanted = row.kind === 'each' ? ['en', 'ru'] : ['value']
      const field = (name: string) => `rows.${textAt(row, 'key')}.${name}`
      const missing = wanted
        .filter((name) => !row[name])
        .map((name): FieldError => ({ field: field(name), message: 'drafts.edit.errors.missing' }))
      const value = Number(String(row.value ?? '').replace(',', '.'))
      if (row.kind !== 'number' || missing.length > 0 || Number.isFinite(value)) return missing
      return [{ field: field('value'), message: 'drafts.edit.errors.anyNumber' }]
    }),
})

const toRows = (content: unknown) =>
  Object.entries(recordAt(content)).map(([key, fact]) => {
    if (typeof fact === 'object' && fact !== null) return { key, kind: 'each', value: null, ...recordAt(fact) }
    return { key, kind: typeof fact === 'number' ? 'number' : 'text', value: String(fact), en: null, ru: null }
  })

const toFacts = (rows: unknown) =>
  Object.fromEntries(
    rowsOf(rows).map((row) => {
      const [kind, value] = [textAt(row, 'kind'), textAt(row, 'value')]
      if (kind === 'each') return [textAt(row, 'key'), { en: textAt(row, 'en'), ru: textAt(row, 'ru') }]
      const number = Number(value.replace(',', '.'))
      return [textAt(row, 'key'), kind === 'number' && value !== '' && Number.isFinite(number) ? number : value]
    }),
  )

/** A form of rows over a content that is a map of facts by name. */
const factsForm: PartForm = {
  view: (content, about, errors, typed) => {
    const { list } = factRows.view(toRows(content), about, errors, typed)
    return { fields: [], list: list && { ...list, movable: false } }
  },
  read: (typed, previous, about) => {
    const read = factRows.read(typed, toRows(previous), about)
    return { ...read, content: toFacts(read.content) }
  },
  problems: (content, about) => factRows.problems(toRows(content), about),
}

/** Figures, dates and articles that letters quote, once. */
export const facts: SectionScreen = {
  name: 'facts',
  title: 'drafts.edit.facts.name',
  lead: 'drafts.edit.facts.lead',
  shared: factsForm,
  worded: null,
  inLetters: true,
}
