import type { MessageKey, Translate } from '../../i18n/index.ts'
import type { FieldError, FormState } from '../../web/form.ts'

/** A field of one line as its template shows it. */
export interface FieldView {
  id: string
  name: string
  type: string
  label: string
  hint: string
  error: string
  value: string
  autocomplete: string
  optional: boolean
}

/** A choice among several, or a tick. */
export interface ChoiceView {
  id: string
  name: string
  value: string
  label: string
  checked: boolean
}

export interface ChoicesView {
  id: string
  legend: string
  hint: string
  error: string
  choices: ChoiceView[]
}

export interface ErrorLink {
  field: string
  words: string
}

export interface FieldPlan {
  name: string
  label: MessageKey
  type?: 'text' | 'email' | 'password'
  hint?: MessageKey
  autocomplete?: string
  /** What stands in it at first. */
  value?: string
  optional?: boolean
}

/** The form that a field is of: its id begins those of its fields, and what came back where it was refused. */
export interface FormPlan {
  t: Translate
  id: string
  refused?: FormState | undefined
}

/** What is wrong with this field, in words; empty where nothing is. */
const errorOf = ({ t, refused }: FormPlan, name: string): string => {
  const error = refused?.errors.find(({ field }) => field === name)
  return error ? t(error.message, error.values) : ''
}

/** A field with what was typed; a password is never given back. */
export const fieldView = (plan: FormPlan, field: FieldPlan): FieldView => {
  const { name, type = 'text', hint, autocomplete = 'off', value = '', optional = false } = field
  const typed = plan.refused?.values[name]
  return {
    id: `${plan.id}-${name}`,
    name,
    type,
    label: plan.t(field.label),
    hint: hint ? plan.t(hint) : '',
    error: errorOf(plan, name),
    value: type === 'password' ? '' : plan.refused ? String(typed ?? '') : value,
    autocomplete,
    optional,
  }
}

interface ChoicesPlan {
  name: string
  legend: MessageKey
  hint?: MessageKey
  choices: { value: string; label: string }[]
  /** What is chosen at first. */
  chosen: readonly string[]
}

/** Choices under one legend; the first has the group's own id, so that a summary of errors can lead to it. */
export const choicesView = (plan: FormPlan, { name, legend, hint, choices, chosen }: ChoicesPlan): ChoicesView => {
  const id = `${plan.id}-${name}`
  const ticked = plan.refused ? [plan.refused.values[name] ?? []].flat() : chosen
  return {
    id,
    legend: plan.t(legend),
    hint: hint ? plan.t(hint) : '',
    error: errorOf(plan, name),
    choices: choices.map((choice, index) => ({
      ...choice,
      id: index === 0 ? id : `${id}-${choice.value}`,
      name,
      checked: ticked.includes(choice.value),
    })),
  }
}

/** What is wrong with a form, each error a link to its field. */
export const problemsOf = ({ t, id, refused }: FormPlan): ErrorLink[] =>
  (refused?.errors ?? []).map(({ field, message, values }) => ({ field: `${id}-${field}`, words: t(message, values) }))

/** A form that was read well and is refused for what only the database knows. */
export const refuse = (values: FormState['values'], ...errors: FieldError[]): FormState => ({ values, errors })
