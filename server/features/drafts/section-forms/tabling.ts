import { translator } from '../../../i18n/index.ts'
import { fieldsReaderFirst } from '../../../web/reader-first.ts'
import { type FieldRule, fieldProblem, fieldView, readField, recordAt, textAt, valueAt } from './fields.ts'
import type { PartForm, SectionScreen } from './part.ts'

const coSignings = ['by-invitation', 'open'] as const

const line = (name: string, label: FieldRule['label'], max: number): FieldRule => ({
  name,
  kind: 'line',
  max,
  optional: true,
  label,
})

const fields: FieldRule[] = [
  {
    name: 'co_signing',
    kind: 'choice',
    max: 20,
    label: 'signatories.edit.tabling.coSigning',
    options: ({ ui }) =>
      coSignings.map((value) => ({ value, words: translator(ui)(`signatories.edit.tabling.who.${value}`) })),
  },
  line('number', 'signatories.edit.tabling.number', 40),
  line('document_en', 'signatories.edit.tabling.documentEn', 60),
  line('document_ru', 'signatories.edit.tabling.documentRu', 60),
  {
    name: 'tabled',
    kind: 'date',
    max: 10,
    optional: true,
    label: 'signatories.edit.tabling.tabled',
  },
  line('title_en', 'signatories.edit.tabling.titleEn', 100),
  line('title_ru', 'signatories.edit.tabling.titleRu', 100),
]

/** A text for both languages, or {en, ru}. */
const both = (value: unknown, locale: 'en' | 'ru') => (typeof value === 'object' ? textAt(value, locale) : value)

/** The content as its fields have it: the declaration is an object within it. */
const flat = (content: unknown): Record<string, unknown> => {
  const declaration = valueAt(content, 'declaration')
  const [document, title] = [valueAt(declaration, 'document'), valueAt(declaration, 'title')]
  return {
    co_signing: textAt(content, 'co_signing') || coSignings[0],
    number: textAt(declaration, 'number'),
    document_en: both(document, 'en'),
    document_ru: both(document, 'ru'),
    tabled: textAt(declaration, 'tabled'),
    title_en: both(title, 'en'),
    title_ru: both(title, 'ru'),
  }
}

/** What is worded in one language stands for both. */
const inBoth = (en: unknown, ru: unknown) => (en || ru ? { en: en || ru, ru: ru || en } : null)

const form: PartForm = {
  view: (content, about, errors) => {
    const values = flat(content)
    const shown = fieldsReaderFirst(about.ui, fields)
    return { fields: shown.map((rule) => fieldView(rule, values[rule.name], about, errors)), list: null }
  },
  read: (typed, previous) => {
    const { declaration: _, ...kept } = recordAt(previous)
    const read = Object.fromEntries(fields.map((rule) => [rule.name, readField(rule, typed[rule.name])]))
    const declaration = Object.fromEntries(
      Object.entries({
        title: inBoth(read.title_en, read.title_ru),
        number: read.number,
        document: inBoth(read.document_en, read.document_ru),
        tabled: read.tabled,
      }).filter(([, value]) => value),
    )
    const content = {
      ...kept,
      co_signing: read.co_signing || coSignings[0],
      ...(Object.keys(declaration).length > 0 && { declaration }),
    }
    return { content, row: '', errors: [] }
  },
  problems: (content, about) => {
    const values = flat(content)
    return fields.flatMap((rule) => fieldProblem(rule, values[rule.name], about))
  },
}

/** How a declaration was tabled, and whether organisations may sign unasked: what campaign.yaml has besides basics. */
export const tabling: SectionScreen = {
  name: 'other',
  title: 'signatories.edit.tabling.name',
  lead: 'signatories.edit.tabling.lead',
  shared: form,
  worded: null,
  inLetters: false,
  kinds: ['statement', 'declaration'],
}
