import * as shape from '../../../folders/fields.ts'
import { isMailAddress, isWebAddress } from '../../../folders/fields.ts'
import { type MessageKey, translator } from '../../../i18n/index.ts'
import type { FieldError, TypedValues } from '../../../web/form.ts'
import type { About, FieldKind, FieldView, OptionView } from './part.ts'

/** One field of a form by what may stand in it. */
export interface FieldRule {
  name: string
  kind: FieldKind
  label: MessageKey
  hint?: MessageKey
  /** In characters; for a number its greatest value. */
  max: number
  optional?: true
  rows?: number
  /** For a choice or picks; a choice that is optional begins with none. */
  options?: (about: About) => { value: string; words: string }[]
  /** What is picked stands in an order of its own. */
  ordered?: true
  /** A date may be known in part: a year, a month. */
  partial?: true
}

/** Control characters, and those that nobody sees: pasted along, never meant. Line separators become lines. */
const unseen = /(?![\t\n])[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** What was typed in a field, as it is kept: lines end in \n, and nothing is in it that a reader cannot see. */
export const cleanText = (typed: unknown): string =>
  typeof typed === 'string'
    ? typed
        .replace(/\r\n?|\u2028|\u2029/g, '\n')
        .replace(unseen, '')
        .trim()
    : ''

/** A text at a name of any content, or none. */
export const textAt = (content: unknown, name: string): string => {
  const value = valueAt(content, name)
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export const valueAt = (content: unknown, name: string): unknown =>
  typeof content === 'object' && content !== null && Object.hasOwn(content, name)
    ? Reflect.get(content, name)
    : undefined

export const listAt = (content: unknown): unknown[] => (Array.isArray(content) ? content : [])

export const recordAt = (content: unknown): Record<string, unknown> =>
  typeof content === 'object' && content !== null && !Array.isArray(content) ? { ...content } : {}

export const textsAt = (value: unknown): string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string')

/** Content's value from what was typed. What is no number stays a text, so that it can be shown again and mended. */
export const readField = (rule: FieldRule, typed: TypedValues[string] | undefined): unknown => {
  if (rule.kind === 'picks') return textsAt(typed)
  const text = cleanText(Array.isArray(typed) ? typed[0] : typed)
  const one = rule.kind === 'line' || rule.kind === 'url' ? text.replace(/\s*\n\s*/g, ' ') : text
  if (rule.kind === 'number') {
    const digits = one.replace(/[\s\u00a0\u202f]/g, '')
    return /^\d{1,12}$/.test(digits) ? Number(digits) : one === '' ? null : one
  }
  return one === '' && rule.optional ? null : one
}

/** An id that is a field's alone on a page of several forms. */
export const idOf = (about: About, name: string) => `${about.locale || 'both'}-${name.replaceAll('.', '-')}`

/** The field as the page shows it. `value` comes from content; `name` is the field's own within its form. */
export const fieldView = (
  rule: FieldRule,
  value: unknown,
  about: About,
  errors: ReadonlyMap<string, string>,
  name = rule.name,
): FieldView => {
  const t = translator(about.ui)
  const options = optionsOf(rule, value, about)
  const text = rule.kind === 'picks' ? pickedOf(options, about) : textOf(value)
  return {
    id: idOf(about, name),
    name,
    kind: rule.kind,
    label: t(rule.label),
    hint: rule.hint ? t(rule.hint) : '',
    value: text,
    error: errors.get(name) ?? '',
    optional: rule.optional ?? false,
    max: rule.max,
    rows: rule.rows ?? (rule.kind === 'markdown' || rule.kind === 'source' ? 18 : 3),
    options,
    orderedIn: rule.ordered ? (/^rows\.([^.]+)\./.exec(name)?.[1] ?? '') : '',
    lang: about.locale,
  }
}

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const pickedOf = (options: OptionView[], { ui }: About) =>
  translator(ui)('drafts.edit.picked', {
    number: options.filter(({ chosen }) => chosen).length,
    all: options.length,
  })

/** Picks stand in the order in which they were picked, and what was not picked after them. */
const optionsOf = (rule: FieldRule, value: unknown, about: About): OptionView[] => {
  const options = rule.options?.(about) ?? []
  if (rule.kind !== 'picks') return options.map((option) => ({ ...option, chosen: option.value === value }))
  const picked = textsAt(value)
  const first = picked.flatMap((key) => options.filter((option) => option.value === key))
  return [
    ...first.map((option) => ({ ...option, chosen: true })),
    ...options.filter((option) => !first.includes(option)).map((option) => ({ ...option, chosen: false })),
  ]
}

/** What is wrong with a field's value; nothing where it may stand. */
export const fieldProblem = (rule: FieldRule, value: unknown, about: About, name = rule.name): FieldError[] => {
  const say = (message: MessageKey, values = {}): FieldError[] => [{ field: name, message, values }]
  if (rule.kind === 'picks') return []
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (text === '') return rule.optional ? [] : say('drafts.edit.errors.missing')
  if (rule.kind === 'number') {
    const whole = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= rule.max
    return whole ? [] : say('drafts.edit.errors.number', { max: rule.max })
  }
  if (rule.kind === 'choice') {
    return rule.options?.(about).some((option) => option.value === text) ? [] : say('drafts.edit.errors.choice')
  }
  if (text.length > rule.max) return say('drafts.edit.errors.long', { max: rule.max, over: text.length - rule.max })
  if (rule.kind === 'url') return isWebAddress(text) ? [] : say('drafts.edit.errors.url')
  if (rule.kind === 'email') return isMailAddress(text) ? [] : say('drafts.edit.errors.email')
  if (rule.kind !== 'date') return []
  const read = (rule.partial ? shape.dateOrPart : shape.date).safeParse(text)
  return read.success ? [] : say(rule.partial ? 'drafts.edit.errors.datePart' : 'drafts.edit.errors.date')
}
