import type { Locale } from '../../i18n/index.ts'
import type { TypedValues } from '../../web/form.ts'
import type { PartEdit } from './parts.ts'

/** What a writer has changed, by the letter's language and the part's key. */
export type PartEdits = Partial<Record<Locale, Record<string, PartEdit>>>

const MAX_PARTS = 120
const FIELD = /^part_(en|ru)_([a-z0-9][a-z0-9-]{0,180})$/

/** The name of a part's field, and of the one that marks which text its writer was shown. */
export const partField = (locale: Locale, key: string) => `part_${locale}_${key}`
export const markField = (locale: Locale, key: string) => `was_${locale}_${key}`

/** The fields of parts among what was typed. */
export const partFieldsIn = (typed: TypedValues) =>
  Object.keys(typed)
    .flatMap((field) => {
      const [, locale, key] = FIELD.exec(field) ?? []
      return locale && key ? [{ field, locale: locale as Locale, key }] : []
    })
    .slice(0, MAX_PARTS)

/** The parts that were typed, but for the one that its writer puts back as it was. */
export const editsIn = (typed: TypedValues): PartEdits => {
  const edits: PartEdits = {}
  for (const { field, locale, key } of partFieldsIn(typed)) {
    if (typed.restore === `${locale}_${key}`) continue
    const edit = { text: textOf(typed[field]), was: textOf(typed[markField(locale, key)]) }
    edits[locale] = { ...edits[locale], [key]: edit }
  }
  return edits
}

const textOf = (value: string | string[] | undefined) =>
  ([value ?? ''].flat()[0] ?? '').replace(/\r\n?/g, '\n').trim().normalize('NFC')
