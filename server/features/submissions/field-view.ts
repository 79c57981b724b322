import type { Locale, MessageKey, Translate } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'

/** A field of the desk's forms as its template shows it. */
export interface DeskField {
  id: string
  name: string
  label: string
  hint: string
  error: string
  value: string
  lang: Locale | ''
  optional: boolean
  /** Lines of a text area; 0 for one line. */
  rows: number
  options: { value: string; words: string; chosen: boolean }[]
}

export interface FieldWish {
  name: string
  label: MessageKey
  hint?: MessageKey
  lang?: Locale
  optional?: boolean
  rows?: number
  options?: { value: string; words: string }[]
}

/** What stands in a form: as it was typed, or as it is kept. */
export const fieldOf =
  (t: Translate, { values, errors }: FormState) =>
  ({ name, label, hint, lang, optional = false, rows = 0, options = [] }: FieldWish): DeskField => {
    const typed = values[name]
    const value = typeof typed === 'string' ? typed : (typed?.[0] ?? '')
    const error = errors.find(({ field }) => field === name)
    return {
      id: name,
      name,
      label: t(label),
      hint: hint ? t(hint) : '',
      error: error ? t(error.message, error.values) : '',
      value,
      lang: lang ?? '',
      optional,
      rows,
      options: options.map((option) => ({ ...option, chosen: option.value === value })),
    }
  }

export const problemsIn = (t: Translate, { errors }: FormState) =>
  errors.map(({ field, message, values }) => ({ field, words: t(message, values) }))
