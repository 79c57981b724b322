import { type MessageKey, translator } from '../../../i18n/index.ts'
import type { FieldError, TypedValues } from '../../../web/form.ts'
import { fieldsReaderFirst } from '../../../web/reader-first.ts'
import {
  type FieldRule,
  fieldProblem,
  fieldView,
  idOf,
  listAt,
  readField,
  recordAt,
  textAt,
  valueAt,
} from './fields.ts'
import type { About, ListView, PartForm } from './part.ts'
import { freeKey, type Move, moved, readMove, rowField, typedRows } from './rows.ts'

type Row = Record<string, unknown>

export interface ListRules {
  legend: MessageKey
  hint?: MessageKey
  empty: MessageKey
  add: MessageKey
  fields: FieldRule[]
  max: number
  /** Rows have a key, made once: its word where nothing better is known. */
  keyed?: string
  /** What a row is called above its fields and aloud. */
  title: (row: Row, about: About, index: number) => string
  /** A line under it. */
  note?: (row: Row, about: About) => string
  /** Asked for beside the button that adds a row. */
  addFields?: FieldRule[]
  /** A new row from what was asked for; errors where it cannot be made. */
  make?: (asked: TypedValues, named: string, about: About, rows: Row[]) => { row: Row } | { errors: FieldError[] }
  /** What a search brought, to choose from. */
  found?: (asked: TypedValues, about: About) => { value: string; words: string }[]
  check?: (rows: Row[], about: About) => FieldError[]
}

/** A form over a content that is a list of objects: rows to be moved, removed and added, each with its fields. */
export const listPart = (rules: ListRules): PartForm => ({
  view: (content, about, errors, typed) => ({
    fields: [],
    list: listView(rules, rowsOf(content), about, errors, typed),
  }),
  read: (typed, previous, about) => readList(rules, typed, previous, about),
  problems: (content, about) => {
    const rows = rowsOf(content)
    const within = rows.flatMap((row, index) => {
      const id = rowId(rules, row, index)
      return rules.fields.flatMap((rule) => fieldProblem(rule, valueAt(row, rule.name), about, rowField(id, rule.name)))
    })
    return [...within, ...(rules.check?.(rows, about) ?? [])]
  },
})

export const rowsOf = (content: unknown): Row[] => listAt(content).map(recordAt)

const rowId = ({ keyed }: ListRules, row: Row, index: number) => (keyed ? textAt(row, 'key') : `n${index + 1}`)

const listView = (
  rules: ListRules,
  rows: Row[],
  about: About,
  errors: ReadonlyMap<string, string>,
  typed: TypedValues,
): ListView => {
  const t = translator(about.ui)
  return {
    legend: t(rules.legend),
    hint: rules.hint ? t(rules.hint) : '',
    rows: rows.map((row, index) => {
      const id = rowId(rules, row, index)
      return {
        id,
        anchor: idOf(about, `row.${id}`),
        title: rules.title(row, about, index),
        note: rules.note?.(row, about) ?? '',
        fields: fieldsReaderFirst(about.ui, rules.fields).map((rule) =>
          fieldView(rule, valueAt(row, rule.name), about, errors, rowField(id, rule.name)),
        ),
      }
    }),
    movable: true,
    removable: true,
    add: rows.length < rules.max ? t(rules.add) : '',
    addFields: (rules.addFields ?? []).map((rule) => fieldView(rule, typed[rule.name], about, errors)),
    found: rules.found?.(typed, about) ?? [],
    empty: rows.length === 0 ? t(rules.empty) : '',
  }
}

const readList = (rules: ListRules, typed: TypedValues, previous: unknown, about: About) => {
  const known = new Map(rowsOf(previous).map((row, index) => [rowId(rules, row, index), row]))
  const rows = typedRows(typed).flatMap(({ id, values }) => {
    const own = rules.keyed ? (known.get(id) ?? { key: id }) : {}
    const read = Object.fromEntries(rules.fields.map((rule) => [rule.name, readField(rule, values[rule.name])]))
    const blank = !rules.keyed && Object.values(read).every((value) => value === null || value === '')
    return blank ? [] : [{ id, row: { ...own, ...read } as Row }]
  })
  const move = readMove(typed) ?? askedFor(rules, typed)
  if (!move) return { content: rows.map(({ row }) => row), row: '', errors: [] }
  if (move.act === 'add') return added(rules, typed, rows, move, about)
  const after = move.within
    ? rows.map((each) => (each.id === move.row ? { ...each, row: movedWithin(rules, each.row, move) } : each))
    : moved(rows, ({ id }) => id === move.row, move.act)
  const at = after.findIndex(({ id }) => id === move.row)
  return { content: after.map(({ row }) => row), row: at < 0 ? '' : rules.keyed ? move.row : `n${at + 1}`, errors: [] }
}

/** The Enter key in the field beside the button that adds a row means that button. */
const askedFor = ({ addFields = [] }: ListRules, typed: TypedValues): Move | undefined =>
  addFields.some(({ kind, name }) => kind === 'line' && typed[name]) ? { act: 'add', row: '', within: '' } : undefined

/** What was picked in a row moves among its own. */
const movedWithin = (rules: ListRules, row: Row, { act, within }: Move): Row => {
  const picks = rules.fields.find(({ kind }) => kind === 'picks')
  if (!picks) return row
  const picked = valueAt(row, picks.name)
  return { ...row, [picks.name]: Array.isArray(picked) ? moved(picked, (key) => key === within, act) : picked }
}

const added = (rules: ListRules, typed: TypedValues, rows: { row: Row }[], { row: named }: Move, about: About) => {
  const before = rows.map(({ row }) => row)
  if (before.length >= rules.max) return { content: before, row: '', errors: [] }
  const made = rules.make?.(typed, named, about, before) ?? { row: {} }
  if ('errors' in made) return { content: before, row: '', errors: made.errors }
  const keys = before.map((row) => textAt(row, 'key'))
  const row = rules.keyed
    ? { key: freeKey(textAt(made.row, 'key') || rules.keyed, keys), ...emptyRow(rules) }
    : emptyRow(rules)
  const whole: Row = { ...row, ...made.row, ...(rules.keyed && { key: textAt(row, 'key') }) }
  return { content: [...before, whole], row: rules.keyed ? textAt(whole, 'key') : `n${before.length + 1}`, errors: [] }
}

const emptyRow = ({ fields }: ListRules): Row =>
  Object.fromEntries(fields.map((rule) => [rule.name, rule.kind === 'picks' ? [] : rule.optional ? null : '']))
