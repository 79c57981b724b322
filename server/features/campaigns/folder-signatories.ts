import { z } from 'zod'
import type { Honorific } from '../../db/schema.ts'
import * as field from '../../folders/fields.ts'
import { readShape } from '../../folders/yaml-shape.ts'
import { type Problem, readYaml, type YamlSource } from '../../folders/yaml-source.ts'

export const signatoriesFileName = 'signatories.yaml'

export const honorifics = [
  'mr',
  'ms',
  'mrs',
  'sir',
  'dame',
  'lord',
  'lady',
  'baron',
  'baroness',
  'dr',
  'prof',
] as const satisfies Honorific[]

/** A line in one language or in both. */
const inEither = (max: number) =>
  z
    .strictObject({ en: field.line(max).optional(), ru: field.line(max).optional() })
    .refine(({ en, ru }) => en !== undefined || ru !== undefined, 'must be in en, in ru or in both')
    .transform(({ en, ru }) => ({ ...(en === undefined ? {} : { en }), ...(ru === undefined ? {} : { ru }) }))

/** A line that is the same in both languages, or {en, ru}. */
export const sameOrBoth = (max: number) =>
  z.preprocess((value) => {
    const plain = typeof value === 'number' ? String(value) : value
    return typeof plain === 'string' ? { en: plain, ru: plain } : plain
  }, field.inBoth(max))

const country = field.line(2).regex(/^[A-Z]{2}$/, 'must be a country of two capital letters (ISO 3166-1)')

const organisation = z.strictObject({
  key: field.key,
  name: inEither(200),
  website: field.webAddress.nullable().default(null),
  country: country.nullable().default(null),
})

const officeHolder = z.strictObject({
  key: field.key,
  honorific: z.enum(honorifics).nullable().default(null),
  given: inEither(100),
  surname: inEither(100),
  country,
  group: field.key.nullable().default(null),
  capacity: inEither(200).or(z.strictObject({})).default({}),
  since: field.dateOrPart.nullable().default(null),
  until: field.dateOrPart.nullable().default(null),
})

/** signatories.yaml: who has signed as an organisation or in office, each in order, and the groups of office-holders. */
export const signatoriesFile = z.strictObject({
  groups: z
    .array(z.strictObject({ key: field.key, short: sameOrBoth(40), name: field.inBoth(200) }))
    .max(100)
    .default([]),
  organisations: z.array(organisation).max(2000).default([]),
  office_holders: z.array(officeHolder).max(2000).default([]),
})

export type SignatoriesFile = z.output<typeof signatoriesFile>

/** The file's signatories, or null where there is no such file: then those that the database has stay as they are. */
export const readSignatories = (files: Map<string, string>): { value: SignatoriesFile | null; problems: Problem[] } => {
  const text = files.get(signatoriesFileName)
  if (text === undefined) return { value: null, problems: [] }
  const source = readYaml(signatoriesFileName, text)
  const { value, problems } = readShape(source, signatoriesFile)
  return { value: value ?? null, problems: [...problems, ...(value ? crossChecks(source, value) : [])] }
}

const crossChecks = (source: YamlSource, file: SignatoriesFile) => {
  const groups = new Set(file.groups.map(({ key }) => key))
  const seen = new Set<string>()
  const twice = (list: 'groups' | 'organisations' | 'office_holders') => {
    const known = list === 'groups' ? new Set<string>() : seen
    return file[list].flatMap(({ key }, index) => {
      const again = known.has(key)
      known.add(key)
      return again ? [source.problemAt([list, index, 'key'], `${key} is given twice`)] : []
    })
  }
  const strangers = file.office_holders.flatMap(({ group }, index) =>
    group === null || groups.has(group)
      ? []
      : [source.problemAt(['office_holders', index, 'group'], `${group} is not among the groups`)],
  )
  return [...twice('groups'), ...twice('organisations'), ...twice('office_holders'), ...strangers]
}

/** As an editor writes it: without what is not said. */
export const plainSignatories = ({ groups, organisations, office_holders }: SignatoriesFile) => ({
  ...(groups.length > 0 && {
    groups: groups.map(({ key, short, name }) => ({ key, short: short.en === short.ru ? short.en : short, name })),
  }),
  ...(organisations.length > 0 && { organisations: organisations.map(said) }),
  ...(office_holders.length > 0 && { office_holders: office_holders.map(said) }),
})

const said = (entry: object) =>
  Object.fromEntries(
    Object.entries(entry)
      .filter(([, value]) => value !== null && !(typeof value === 'object' && Object.keys(value).length === 0))
      .map(([name, value]) => [name, typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : value]),
  )
