import { type Locale, readerFirst } from '../i18n/index.ts'
import type { FormState } from './form.ts'

const LANGUAGE = /_(?:en|ru)$/

/** Fields of a form, and of those that ask for one text in each language the reader's own first. */
export const fieldsReaderFirst = <Field extends { name: string }>(reader: Locale, fields: Field[]): Field[] => {
  const stems = [...new Set(fields.map(({ name }) => name.replace(LANGUAGE, '')))]
  const [own] = readerFirst(reader)
  return stems.flatMap((stem) => {
    const those = fields.filter(({ name }) => name.replace(LANGUAGE, '') === stem)
    return those.sort((one, other) => Number(other.name.endsWith(`_${own}`)) - Number(one.name.endsWith(`_${own}`)))
  })
}

/**
 * A refused form for its reader: the error of a text that is there in neither language, told by the text's name alone,
 * stands at the field that the reader meets first.
 */
export const errorsReaderFirst = (reader: Locale, state: FormState, ...texts: string[]): FormState => ({
  ...state,
  errors: state.errors.map((error) =>
    texts.includes(error.field) ? { ...error, field: `${error.field}_${reader}` } : error,
  ),
})
