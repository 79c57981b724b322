import type { MessageKey, Translate } from '../../i18n/index.ts'
import type { FieldError, FormState } from '../../web/form.ts'
import type { ErrorLink, FieldView, FormView } from './pages.ts'

interface Choice {
  value: string
  label: string
}

/** A field of a form: what it is called in the form and in the messages, and what stands in it at first. */
export interface FieldPlan {
  name: string
  label: MessageKey
  kind?: FieldView['kind']
  type?: 'text' | 'email' | 'date' | 'tel'
  hint?: MessageKey
  value?: string
  optional?: boolean
  autocomplete?: string
  choices?: Choice[]
  /** The latest day that may be chosen. */
  max?: string
}

export interface FormPlan {
  /** Begins the ids of its fields, so that several forms can stand on a page. */
  id: string
  action: string
  button: MessageKey
  title?: MessageKey
  lead?: string
  fields?: FieldPlan[]
  /** Carries files. */
  multipart?: boolean
  /** Shown as something to unfold. */
  folded?: boolean
  danger?: boolean
  /** The idempotency key; empty for a form that creates nothing. */
  key?: string
  /** As it came back, where it was refused. */
  refused?: FormState | undefined
}

/** A form as its template shows it, with what was typed and each error beside its field. */
export const formView = (t: Translate, plan: FormPlan): FormView => {
  const errors = plan.refused?.errors ?? []
  return {
    id: plan.id,
    action: plan.action,
    title: plan.title ? t(plan.title) : '',
    lead: plan.lead ?? '',
    button: t(plan.button),
    fields: (plan.fields ?? []).map((field) => fieldView(t, plan, field)),
    multipart: plan.multipart ?? false,
    folded: plan.folded ?? false,
    open: errors.length > 0,
    danger: plan.danger ?? false,
    key: typed(plan.refused, 'key') ?? plan.key ?? '',
  }
}

/** What is wrong in a refused form, as links to its fields. */
export const problemsOf = (t: Translate, id: string, refused: FormState | undefined): ErrorLink[] =>
  (refused?.errors ?? []).map(({ field, message }) => ({ field: `${id}-${field}`, words: t(message) }))

const typed = (refused: FormState | undefined, name: string): string | undefined => {
  const value = refused?.values[name]
  return Array.isArray(value) ? value[0] : value
}

const fieldView = (t: Translate, { id, refused }: FormPlan, field: FieldPlan): FieldView => {
  const { name, kind = 'line', choices = [] } = field
  const error = errorAt(refused?.errors ?? [], name)
  const value = refused ? (typed(refused, name) ?? '') : (field.value ?? '')
  const fieldId = `${id}-${name}`
  return {
    id: fieldId,
    name,
    kind,
    type: field.type ?? 'text',
    label: t(field.label),
    hint: field.hint ? t(field.hint) : '',
    error: error ? t(error.message) : '',
    value,
    checked: value !== '',
    optional: field.optional ?? false,
    autocomplete: field.autocomplete ?? 'off',
    max: field.max ?? '',
    choices: choices.map((choice, index) => ({
      id: index === 0 ? fieldId : `${fieldId}-${choice.value}`,
      ...choice,
      checked: choice.value === value,
    })),
  }
}

const errorAt = (errors: FieldError[], name: string) => errors.find(({ field }) => field === name)
