import { z } from 'zod'
import { type FieldError, type FormResult, hiddenCharacters, message, readForm } from '../../web/form.ts'
import { answerKinds, type Days, day, type ShownAnswer } from '../sendings/index.ts'

const MAX_TEXT = 20_000

/** What is chosen where a letter went on to an office that the directory does not have. */
export const ELSEWHERE = '-'

/** What came with the form: its fields, and the file where one was chosen; type: told by its first bytes. */
export interface TypedAnswer {
  fields: Record<string, string>
  file: { bytes: Buffer; cut: boolean; type: string | undefined } | null
}

/** What the form is read by: the days that it may name, and the offices; null: the letter is followed at the next already. */
export interface Around {
  days: Days
  offices: string[] | null
}

const shownFields = z.object({
  text: z
    .string()
    .optional()
    .default('')
    .refine((text) => !hiddenCharacters.test(text), message('moderation.errors.hidden'))
    .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
    .refine((text) => text.length <= MAX_TEXT, message('moderation.errors.textLong')),
  kind: z.enum(answerKinds, message('moderation.errors.kind')),
})

const forwardedFields = (days: Days, offices: string[]) =>
  z.object({
    forwarded_to: z.enum([ELSEWHERE, ...offices], message('moderation.errors.forwardedTo')),
    forwarded_on: day(days, 'sendings.errors.beforeSending'),
  })

/**
 * An answer as it is to be shown. The file may be left out, or another put in its place; of a forwarded letter it has
 * to be said where it went and when, unless that is known.
 */
export const readAnswerForm = ({ fields, file }: TypedAnswer, { days, offices }: Around): FormResult<ShownAnswer> => {
  const shown = readForm(shownFields, fields)
  const next = offices && fields.kind === 'forwarded' ? readForm(forwardedFields(days, offices), fields) : undefined
  const errors: FieldError[] = [shown, next].flatMap((form) => (form && !form.ok ? form.state.errors : []))
  if (shown.ok && shown.values.text === '' && !file) errors.push({ field: 'text', message: 'moderation.errors.text' })
  if (file && (file.cut || !file.type)) errors.push({ field: 'file', message: 'moderation.errors.file' })
  if (!shown.ok || (next && !next.ok) || errors.length > 0) return { ok: false, state: { values: fields, errors } }
  return {
    ok: true,
    values: {
      ...shown.values,
      file: file?.type ? { bytes: file.bytes, type: file.type } : null,
      forwarded:
        next && next.values.forwarded_to !== ELSEWHERE
          ? { to: next.values.forwarded_to, on: next.values.forwarded_on }
          : null,
    },
  }
}
