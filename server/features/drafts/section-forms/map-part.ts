import { type MessageKey, translator } from '../../../i18n/index.ts'
import { type FieldRule, fieldProblem, fieldView, idOf, readField, recordAt, valueAt } from './fields.ts'
import type { About, PartForm } from './part.ts'
import { rowField, typedRows } from './rows.ts'

export interface MapRules {
  legend: MessageKey
  hint?: MessageKey
  /** Said where there is nothing to word yet. */
  empty: MessageKey
  fields: FieldRule[]
  /** The keys that are worded, in order, and what each is called. */
  keys: (about: About) => { key: string; title: string; note: string }[]
  /** Content is the text of the only field, and not an object. */
  plain?: true
}

/** A form over a content that words keys, which the part for both languages lists: `{law: {text, letter}}`. */
export const mapPart = (rules: MapRules): PartForm => ({
  view: (content, about, errors) => {
    const t = translator(about.ui)
    const keys = rules.keys(about)
    return {
      fields: [],
      list: {
        legend: t(rules.legend),
        hint: rules.hint ? t(rules.hint) : '',
        rows: keys.map(({ key, title, note }) => ({
          id: key,
          anchor: idOf(about, `row.${key}`),
          title,
          note,
          fields: rules.fields.map((rule) =>
            fieldView(rule, valueIn(rules, content, key, rule), about, errors, rowField(key, rule.name)),
          ),
        })),
        movable: false,
        removable: false,
        add: '',
        addFields: [],
        found: [],
        empty: keys.length === 0 ? t(rules.empty) : '',
      },
    }
  },
  read: (typed, previous, about) => {
    const known = new Set(rules.keys(about).map(({ key }) => key))
    const kept = Object.entries(recordAt(previous)).filter(([key]) => known.has(key))
    const read = typedRows(typed)
      .filter(({ id }) => known.has(id))
      .map(
        ({ id, values }) =>
          [id, rules.fields.map((rule) => [rule.name, readField(rule, values[rule.name])] as const)] as const,
      )
    const said = read.map(([key, values]) => [key, rules.plain ? (values[0]?.[1] ?? '') : Object.fromEntries(values)])
    const content = Object.fromEntries([...kept, ...said])
    return { content: withoutEmpty(content), row: '', errors: [] }
  },
  problems: (content, about) =>
    rules
      .keys(about)
      .flatMap(({ key }) =>
        rules.fields.flatMap((rule) =>
          fieldProblem(rule, valueIn(rules, content, key, rule), about, rowField(key, rule.name)),
        ),
      ),
})

const valueIn = ({ plain }: MapRules, content: unknown, key: string, { name }: FieldRule) =>
  plain ? valueAt(content, key) : valueAt(valueAt(content, key), name)

const withoutEmpty = (content: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(content).filter(([, said]) =>
      typeof said === 'object' && said !== null ? Object.values(said).some((value) => value) : said,
    ),
  )
