import { z } from 'zod'
import { date as calendarDate, dateOrPart } from '../../folders/fields.ts'
import type { LocalizedText } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import { caseKinds, recommendationStates } from '../campaigns/index.ts'

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)

export const deskParams = z.object({ campaign: name })
export const recommendationParams = z.object({ campaign: name, recommendation: name })
export const stateParams = z.object({ campaign: name, recommendation: name, state: z.uuid() })
export const deskCaseParams = z.object({ campaign: name, case: name })

const text = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .refine((text) => text.length <= max, message('submissions.errors.long'))
    .refine((text) => !hiddenCharacters.test(text), message('submissions.errors.hidden'))

const line = (max: number) => text(max).default('')

/** Both languages as they are kept: none that says nothing. */
export const both = (en: string, ru: string): LocalizedText => ({ ...(en && { en }), ...(ru && { ru }) })

const day = line(10).refine((value) => calendarDate.safeParse(value).success, message('submissions.errors.date'))

/** A state as it is typed into one form. */
export const stateForm = z
  .object({
    state: z.enum(recommendationStates, message('submissions.errors.state')),
    who_en: line(300),
    who_ru: line(300),
    on: day,
    source: line(2000).refine((text) => text !== '', message('submissions.errors.source')),
    note_en: line(2000),
    note_ru: line(2000),
  })
  .superRefine(({ who_en, who_ru }, context) => {
    if (who_en === '' && who_ru === '')
      context.addIssue({ code: 'custom', path: ['who'], ...messageOf('submissions.errors.who') })
  })

const messageOf = (key: Parameters<typeof message>[0]) => ({ message: key })

const lines = (max: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat())
    .pipe(z.array(text(max)).max(200))

/** A case as it is typed: its history in four lists of the same length. */
export const caseForm = z
  .object({
    kind: z.enum(caseKinds, message('submissions.errors.kind')),
    basis: z.enum(['consent', 'public-source'], message('submissions.errors.basis')),
    source: line(2000),
    name_en: line(200),
    name_ru: line(200),
    status_en: line(1000),
    status_ru: line(1000),
    date: lines(10),
    text_en: lines(2000),
    text_ru: lines(2000),
    from: lines(2000),
  })
  .transform(({ date, text_en, text_ru, from, ...rest }) => ({
    ...rest,
    history: date
      .map((value, index) => ({
        date: value,
        text: both(text_en[index] ?? '', text_ru[index] ?? ''),
        source: from[index] || null,
      }))
      .filter(({ date, text, source }) => date !== '' || source !== null || Object.keys(text).length > 0),
  }))
  .superRefine(({ basis, source, name_en, name_ru, history }, context) => {
    const refuse = (path: string, key: Parameters<typeof message>[0]) =>
      context.addIssue({ code: 'custom', path: [path], message: key })
    if (name_en === '' && name_ru === '') refuse('name', 'submissions.errors.name')
    if (basis === 'public-source' && source === '') refuse('source', 'submissions.errors.publicSource')
    if (history.some(({ date }) => !dateOrPart.safeParse(date).success)) refuse('date', 'submissions.errors.history')
    if (history.some(({ text }) => Object.keys(text).length === 0)) refuse('date', 'submissions.errors.historyText')
  })

export const keyForm = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, message('submissions.errors.key')),
})

export const severalForm = z.object({
  several: z.string().max(200_000).default(''),
  language: z.enum(['en', 'ru']).catch('en'),
})
