import { type FieldRule, fieldProblem, fieldView, readField, recordAt, valueAt } from './fields.ts'
import type { About, PartForm } from './part.ts'

/** A form of plain fields over a content that is an object of them. */
export const recordPart = (
  fields: FieldRule[],
  check: (content: Record<string, unknown>, about: About) => ReturnType<PartForm['problems']> = () => [],
): PartForm => ({
  view: (content, about, errors) => ({
    fields: fields.map((rule) => fieldView(rule, valueAt(content, rule.name), about, errors)),
    list: null,
  }),
  read: (typed, previous) => ({
    content: {
      ...recordAt(previous),
      ...Object.fromEntries(fields.map((rule) => [rule.name, readField(rule, typed[rule.name])])),
    },
    row: '',
    errors: [],
  }),
  problems: (content, about) => [
    ...fields.flatMap((rule) => fieldProblem(rule, valueAt(content, rule.name), about)),
    ...check(recordAt(content), about),
  ],
})
