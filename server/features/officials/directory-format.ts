import { z } from 'zod'
import * as field from '../../folders/fields.ts'
import { answerRules } from '../clocks/index.ts'
import type { Institution, Term } from './office.ts'
import { type ChannelEntry, channelList, gender, type InlineOffice, officeName } from './office-shape.ts'

/** A directory as its folder holds it (see DIRECTORY.md), with every default and every suggested form filled in. */
export interface DirectoryFolder {
  files: DirectoryFile[]
}

export interface DirectoryFile {
  /** The file's name without its ending. */
  name: string
  institutions: InstitutionEntry[]
}

export interface InstitutionEntry extends Institution {
  /** The slug of the institution that it is a part of; null where it stands by itself. */
  partOf: string | null
  offices: OfficeEntry[]
}

export type OfficeEntry = InlineOffice['office'] & {
  /** In the order of listOrder: who holds the office now, then those before, the latest first. */
  officials: Term[]
  channels: ChannelEntry[]
}

/** In bytes. */
export const maxFileSize = 512 * 1024

const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const hours = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/

/** What an institution's answers go by. Null says that there is none, where the file's head has one. */
const setting = {
  country: field
    .line(60)
    .regex(/^[A-Z]{2}$/, 'must be a country of two capital letters (ISO 3166-1)')
    .nullable()
    .optional(),
  time_zone: field
    .line(60)
    .refine(isTimeZone, 'must be a time zone of the IANA list, such as Asia/Almaty')
    .nullable()
    .optional(),
  working_hours: field
    .line(60)
    .regex(hours, { error: 'must be working hours, such as "09:00-18:30"', abort: true })
    .refine((value) => value.slice(0, 5) < value.slice(6), 'must begin before they end')
    .nullable()
    .optional(),
  answer_rule: z
    .lazy(() => z.enum(answerRules() as [string, ...string[]]))
    .nullable()
    .optional(),
}

const official = z
  .strictObject({
    gender,
    name: z.strictObject({
      en: field.line(200),
      ru: z.strictObject({
        nominative: field.line(200),
        genitive: field.line(200).nullable().default(null),
        dative: field.line(200).nullable().default(null),
      }),
    }),
    salutation: field.inBoth(200).nullable().default(null),
    since: field.date.nullable().default(null),
    until: field.date.nullable().default(null),
  })
  .refine(({ since, until }) => !since || !until || since <= until, {
    path: ['until'],
    error: 'is before since',
  })

export type OfficialShape = z.output<typeof official>

const office = z.strictObject({
  slug: field.slug,
  name: officeName,
  salutation: field.inBoth(200),
  officials: z
    .array(official)
    .max(50)
    .default([])
    .refine((terms) => terms.filter(({ until }) => until === null).length < 2, 'has two who hold the office now'),
  channels: channelList,
})

const institution = z.strictObject({
  slug: field.slug,
  name: field.inBoth(300),
  part_of: field.slug.nullable().default(null),
  ...setting,
  offices: z.array(office).max(200).default([]),
})

/** One file of a directory. */
export const directoryFile = z.strictObject({ ...setting, institutions: z.array(institution).min(1).max(500) })

export type DirectoryFileShape = z.output<typeof directoryFile>

/** Who holds the office now first, then the latest to leave; of those who left at one time, the latest to come. */
export const listOrder = (a: Term, b: Term) =>
  before(b.until ?? '9999', a.until ?? '9999') || before(b.since ?? '', a.since ?? '') || before(a.name.en, b.name.en)

const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
