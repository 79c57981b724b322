import { z } from 'zod'
import { inBoth, key, line, prose } from '../../folders/fields.ts'
import { isDay } from './days.ts'

/** What data/rules and data/calendars may hold; data/README.md says what each part means. */
const day = z.string().refine(isDay, 'must be a day, YYYY-MM-DD')

export const units = ['working-days', 'days', 'weeks', 'months'] as const

const length = z.strictObject({ count: z.number().int().min(1).max(400), unit: z.enum(units) })

const version = z.strictObject({
  version: line(20),
  since: day,
  until: day.optional(),
  law: inBoth(200),
  source: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  confirmed: z.boolean(),
  says: z.strictObject({ en: prose(1500), ru: prose(1500) }),
  calendar: key.optional(),
  registered_within: length.optional(),
  counted_from: z.enum(['registration', 'receipt', 'sending']),
  acknowledged_within: length.optional(),
  answered_within: length,
  extended_by_at_most: length.optional(),
  extension_told_within: length.optional(),
  forwarded_within: length.optional(),
  end_on_day_off: z.enum(['next-working-day', 'stays']),
  silence: z.enum(['refusal', 'nothing']),
  not_considered: z.array(z.enum(['email', 'online-reception', 'post', 'public-comment', 'telephone'])).default([]),
})

export const ruleShape = z.strictObject({
  key,
  binding: z.enum(['law', 'code', 'none']),
  versions: z.array(version).min(1),
})

const yearShape = z.strictObject({
  complete: z.boolean(),
  sources: z.array(line(200)).min(1),
  days_off: z.record(day, z.strictObject({ name: key, instead_of: day.optional() })),
  working_weekends: z.array(day).default([]),
})

export const calendarShape = z.strictObject({
  key,
  version: day,
  names: z.record(key, inBoth(60)),
  every_year: z.record(z.string().regex(/^[01][0-9]-[0-3][0-9]$/, 'must be a day, MM-DD'), key),
  years: z.record(z.string().regex(/^2[0-9]{3}$/, 'must be a year'), yearShape),
})

export type Length = z.infer<typeof length>
export type RuleVersion = z.infer<typeof version>
export type Rule = z.infer<typeof ruleShape>
export type CalendarData = z.infer<typeof calendarShape>
