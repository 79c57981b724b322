import { z } from 'zod'
import * as field from '../../folders/fields.ts'
import { inlineOffice } from '../officials/index.ts'

const own = { key: field.key, demands: z.array(field.key).min(1).nullable().default(null) }

const inline = z.strictObject({ ...own, ...inlineOffice })
const reference = z.strictObject({ ...own, office: field.slug })

/** An addressee that spells out its office, or names one of the directory by its slug (`office: kz-president`). */
export const addressee = z.unknown().transform((value, context): z.output<typeof inline | typeof reference> => {
  const named = typeof value === 'object' && value !== null && 'office' in value && typeof value.office === 'string'
  const read = (named ? reference : inline).safeParse(value)
  if (read.success) return read.data
  context.issues.push(...(read.error.issues as typeof context.issues))
  return z.NEVER
})
