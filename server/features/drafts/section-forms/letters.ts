import { type Locale, locales, translator } from '../../../i18n/index.ts'
import type { FieldError, TypedValues } from '../../../web/form.ts'
import { type Problem, readFragments } from '../../campaigns/index.ts'
import { checkLetters } from '../../letters/index.ts'
import { addresseeName } from './addressees.ts'
import { recordAt, textAt } from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import { keysOf } from './listed.ts'
import type { About, PartForm, SectionScreen } from './part.ts'
import { recordPart } from './record-part.ts'

/** The template for everyone, where a key is needed for it: no template of a folder may bear this name. */
const COMMON = 'common'

const fileOf = (locale: Locale, key: string) => `${locale} letter ${key}`
const fragmentFile = (locale: Locale) => `${locale} fragments`

/** Every problem of the campaign's letters as they are saved, but for `own` in place of one part. */
const problemsOf = (about: About, section: 'letters' | 'fragments', own: unknown) => {
  const contentOf = (name: string, locale: Locale) =>
    name === section && locale === about.locale ? own : about.contentOf(name, locale)
  const templates = locales.flatMap((locale) =>
    Object.entries(recordAt(contentOf('letters', locale))).flatMap(([key, source]) =>
      typeof source === 'string' && source ? [{ file: fileOf(locale, key), locale, source }] : [],
    ),
  )
  const read = locales.flatMap((locale) => {
    const text = textAt(contentOf('fragments', locale), 'source')
    return text ? [{ file: fragmentFile(locale), locale, ...readFragments(fragmentFile(locale), text) }] : []
  })
  const facts = Object.keys(recordAt(about.contentOf('facts', '')))
  const fragments = read.map(({ problems: _, ...file }) => file)
  return [...read.flatMap(({ problems }) => problems), ...checkLetters({ facts, templates, fragments })]
}

const toError = ({ ui }: About, field: string, { line, message, said }: Problem): FieldError => {
  const fault = said ? translator(ui)(said.message, said.values) : message
  return { field, message: 'drafts.edit.atLine', values: { line, fault } }
}

const templates = listPart({
  legend: 'drafts.edit.letters.legend',
  hint: 'drafts.edit.letters.legendHint',
  empty: 'drafts.edit.letters.empty',
  add: 'drafts.edit.letters.add',
  max: 100,
  keyed: 'letter',
  fields: [{ name: 'source', kind: 'source', max: 20_000, rows: 16, label: 'drafts.edit.letters.source' }],
  title: (row, about) => {
    const key = textAt(row, 'key')
    return key === COMMON ? translator(about.ui)('drafts.edit.letters.common') : addresseeName(about, key)
  },
  note: (row) => (textAt(row, 'key') === COMMON ? '' : textAt(row, 'key')),
  addFields: [
    {
      name: 'template_name',
      kind: 'choice',
      max: 60,
      optional: true,
      label: 'drafts.edit.letters.template',
      hint: 'drafts.edit.letters.templateHint',
      options: (about) => keysOf(about, 'addressees').map((key) => ({ value: key, words: addresseeName(about, key) })),
    },
  ],
  make: (typed: TypedValues, _named, _about, rows) => {
    const key = String(typed.template_name ?? '')
    if (rows.some((row) => textAt(row, 'key') === key)) {
      return { errors: [{ field: 'template_name', message: 'drafts.edit.errors.letterTwice' }] }
    }
    return { row: { key } }
  },
})

const toRows = (content: unknown) => {
  const { '': common, ...others } = recordAt(content)
  const rows = Object.entries(others).map(([key, source]) => ({ key, source }))
  return [{ key: COMMON, source: common ?? '' }, ...rows]
}

const toContent = (rows: unknown) =>
  Object.fromEntries(
    rowsOf(rows).map((row) => [textAt(row, 'key') === COMMON ? '' : textAt(row, 'key'), textAt(row, 'source')]),
  )

const lettersForm: PartForm = {
  view: (content, about, errors, typed) => {
    const { fields, list } = templates.view(toRows(content), about, errors, typed)
    return { fields, list: list && { ...list, movable: false } }
  },
  read: (typed, previous, about) => {
    const read = templates.read(typed, toRows(previous), about)
    return { ...read, content: toContent(read.content) }
  },
  problems: (content, about) => {
    const { locale } = about
    if (locale === '') return []
    const found = problemsOf(about, 'letters', content)
    return [
      ...templates.problems(toRows(content), about),
      ...Object.keys(recordAt(content)).flatMap((key) =>
        found
          .filter(({ file }) => file === fileOf(locale, key))
          .slice(0, 1)
          .map((problem) => toError(about, `rows.${key || COMMON}.source`, problem)),
      ),
    ]
  },
}

/** The letter to everyone, and to those who get one of their own. */
export const letters: SectionScreen = {
  name: 'letters',
  title: 'drafts.edit.letters.name',
  lead: 'drafts.edit.letters.lead',
  shared: null,
  worded: { section: 'letters', form: lettersForm },
  inLetters: true,
}

const fragmentsForm = recordPart(
  [
    {
      name: 'source',
      kind: 'source',
      max: 200_000,
      rows: 28,
      optional: true,
      label: 'drafts.edit.fragments.source',
      hint: 'drafts.edit.fragments.sourceHint',
    },
  ],
  (content, about) => {
    const { locale } = about
    if (locale === '' || !textAt(content, 'source')) return []
    return problemsOf(about, 'fragments', content)
      .filter(({ file }) => file === fragmentFile(locale))
      .slice(0, 1)
      .map((problem) => toError(about, 'source', problem))
  },
)

/** Parts of letters in several wordings. */
export const fragments: SectionScreen = {
  name: 'fragments',
  title: 'drafts.edit.fragments.name',
  lead: 'drafts.edit.fragments.lead',
  shared: null,
  worded: { section: 'fragments', form: fragmentsForm },
  inLetters: true,
}
