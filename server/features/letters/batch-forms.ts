import { z } from 'zod'
import { locales } from '../../i18n/index.ts'
import { type FormResult, message, readForm, type TypedValues, typedValues } from '../../web/form.ts'
import { type LetterChoices, letterForm } from './forms.ts'

/** As many letters as one file holds: more than a stall gives out in a morning, and a second of printing. */
export const MAX_LETTERS = 60

/** What a batch offers: everything that any of its addressees is written in or about. */
export interface BatchChoices extends Omit<LetterChoices, 'country'> {
  addressees: string[]
}

/** Fields that become a line to fill in by hand where they are left out. */
const byHand = ['name', 'city', 'country', 'resident'] as const

const copies = z
  .string()
  .default('1')
  .refine((text) => /^\s*[1-9]\d{0,3}\s*$/.test(text), message('outputs.batch.errors.copies'))
  .transform(Number)

const batchForm = (choices: BatchChoices, typed: TypedValues) => {
  const { shape } = letterForm(choices)
  const leftOut = (field: (typeof byHand)[number]) => [typed[field] ?? ''].flat().join('').trim() === ''
  const nothing = z
    .string()
    .optional()
    .transform(() => null)
  return z.object({
    addressees: z
      .union([z.string(), z.array(z.string())])
      .default([])
      .transform((chosen) => choices.addressees.filter((key) => [chosen].flat().includes(key)))
      .refine((chosen) => chosen.length > 0, message('outputs.batch.errors.addressees')),
    language: z.enum(locales, message('letters.errors.language')),
    copies,
    undated: shape.enclose,
    enclose: shape.enclose,
    topics: shape.topics,
    name: leftOut('name') ? nothing : shape.name,
    name_genitive: shape.name_genitive,
    gender: shape.gender,
    city: leftOut('city') ? nothing : shape.city,
    country: leftOut('country') ? nothing : shape.country,
    resident: leftOut('resident') ? nothing : shape.resident,
    address: shape.address,
    phone: shape.phone,
    email: shape.email,
    own_words: shape.own_words,
  })
}

export type BatchForm = z.output<ReturnType<typeof batchForm>>

/** Reads the form of a batch: addressees and language are asked for, the writer may be left out. Never throws. */
export const readBatchForm = (choices: BatchChoices, body: unknown): FormResult<BatchForm> => {
  const typed = typedValues(body)
  const read = readForm(batchForm(choices, typed), typed)
  if (!read.ok || read.values.copies * read.values.addressees.length <= MAX_LETTERS) return read
  const error = { field: 'copies', message: 'outputs.batch.errors.tooMany', values: { max: MAX_LETTERS } } as const
  return { ok: false, state: { values: typed, errors: [error] } }
}
