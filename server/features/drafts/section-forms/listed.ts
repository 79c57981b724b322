import { otherLocale } from '../../../i18n/index.ts'
import type { FieldError } from '../../../web/form.ts'
import { textAt, valueAt } from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import { mapPart } from './map-part.ts'
import type { About, SectionScreen } from './part.ts'

/** What a key is called: its words in the language of the page, else in the other, else the key itself. */
export const wordsOf = (about: About, section: string, key: string, field: string): string => {
  const said = (locale: About['ui']) => textAt(valueAt(about.contentOf(section, locale), key), field)
  return said(about.ui) || said(otherLocale(about.ui)) || key
}

/** The keys that a section lists for both languages, in order. */
export const keysOf = (about: About, section: string): string[] =>
  rowsOf(about.contentOf(section, '')).map((row) => textAt(row, 'key'))

/** The same text in the language beside this one, to word it by. */
const beside = (about: About, section: string, key: string, field: string) =>
  about.locale ? textAt(valueAt(about.contentOf(section, otherLocale(about.locale)), key), field) : ''

const keysIn = (section: 'demands' | 'topics', field: string) => (about: About) =>
  keysOf(about, section).map((key, index) => ({
    key,
    title: `${index + 1}. ${beside(about, section, key, field) || wordsOf(about, section, key, field)}`,
    note: key,
  }))

const atLeastOne = (field: string, rows: unknown[]): FieldError[] =>
  rows.length > 0 ? [] : [{ field, message: 'drafts.edit.errors.oneNeeded' }]

/** What is asked for. */
export const demands: SectionScreen = {
  name: 'demands',
  title: 'drafts.edit.demands.name',
  lead: 'drafts.edit.demands.lead',
  shared: listPart({
    legend: 'drafts.edit.demands.legend',
    hint: 'drafts.edit.demands.legendHint',
    empty: 'drafts.edit.demands.empty',
    add: 'drafts.edit.demands.add',
    max: 50,
    keyed: 'demand',
    fields: [],
    title: (row, about, index) => `${index + 1}. ${wordsOf(about, 'demands', textAt(row, 'key'), 'text')}`,
    check: (rows) => atLeastOne('add', rows),
  }),
  worded: {
    section: 'demands',
    form: mapPart({
      legend: 'drafts.edit.demands.worded',
      empty: 'drafts.edit.demands.emptyWorded',
      keys: keysIn('demands', 'text'),
      fields: [
        { name: 'text', kind: 'prose', max: 600, rows: 2, label: 'drafts.edit.demands.text' },
        {
          name: 'letter',
          kind: 'prose',
          max: 1000,
          rows: 3,
          label: 'drafts.edit.demands.letter',
          hint: 'drafts.edit.demands.letterHint',
        },
      ],
    }),
  },
  inLetters: true,
}

/** What a letter may tell of. */
export const topics: SectionScreen = {
  name: 'topics',
  title: 'drafts.edit.topics.name',
  lead: 'drafts.edit.topics.lead',
  shared: listPart({
    legend: 'drafts.edit.topics.legend',
    empty: 'drafts.edit.topics.empty',
    add: 'drafts.edit.topics.add',
    max: 50,
    keyed: 'topic',
    fields: [],
    title: (row, about, index) => `${index + 1}. ${wordsOf(about, 'topics', textAt(row, 'key'), 'label')}`,
  }),
  worded: {
    section: 'topics',
    form: mapPart({
      legend: 'drafts.edit.topics.worded',
      empty: 'drafts.edit.topics.emptyWorded',
      keys: keysIn('topics', 'label'),
      fields: [
        { name: 'label', kind: 'line', max: 200, label: 'drafts.edit.topics.label' },
        {
          name: 'letter',
          kind: 'prose',
          max: 3000,
          rows: 5,
          label: 'drafts.edit.topics.letter',
          hint: 'drafts.edit.topics.letterHint',
        },
      ],
    }),
  },
  inLetters: true,
}
