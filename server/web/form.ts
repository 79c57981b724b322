import type { z } from 'zod'
import { isMessageKey, type MessageKey, type MessageValues } from '../i18n/index.ts'

/** What was typed, by field; a field sent several times is a list. */
export type TypedValues = Record<string, string | string[]>

export interface FieldError {
  field: string
  message: MessageKey
  /** What the message names of what was typed. */
  values?: MessageValues
}

/** A refused form: what was typed, kept as it was, and at most one error a field, in the order of the form. */
export interface FormState {
  values: TypedValues
  errors: FieldError[]
}

export type FormResult<Values> = { ok: true; values: Values } | { ok: false; state: FormState }

/** Names a message as a rule's error, so that a misspelt key does not compile. */
export const message = (key: MessageKey) => ({ error: key })

/** Reads a submitted body by the form's rules, whose errors are message keys. Never throws on what was sent. */
export const readForm = <Schema extends z.ZodType>(schema: Schema, body: unknown): FormResult<z.output<Schema>> => {
  const fields = typeof body === 'object' && body !== null ? body : {}
  const read = schema.safeParse(fields)
  if (read.success) return { ok: true, values: read.data }

  const errors = new Map<string, FieldError>()
  for (const { path, message } of read.error.issues) {
    const field = String(path[0] ?? '')
    if (!errors.has(field)) errors.set(field, { field, message: isMessageKey(message) ? message : 'web.badValue' })
  }
  return { ok: false, state: { values: typedValues(body), errors: [...errors.values()] } }
}

/** What was typed, out of any body: fields that are text or lists of text. */
export const typedValues = (body: unknown): TypedValues =>
  Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
      ([, value]) =>
        typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string')),
    ),
  )

/** Control characters and those that turn the direction of text: no honest name or sentence needs them. */
export const hiddenCharacters = /[[\p{Cc}\p{Bidi_Control}\u{feff}\u{fffd}]--[\t\n\r]]/v
