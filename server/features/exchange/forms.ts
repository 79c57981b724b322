import { z } from 'zod'
import { isCountry, type MessageKey } from '../../i18n/index.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import { importFields } from './import-rows.ts'

const slug = z
  .string()
  .max(80)
  .regex(/^[a-z\d-]+$/)

export const campaignParams = z.object({ campaign: slug })
export const importParams = z.object({ campaign: slug, id: z.uuid() })

export const purposes = ['addressee', 'news', 'statistics', 'folder'] as const

/** Whether the file holds names or addresses: for owners alone. */
export const isPersonal = (purpose: (typeof purposes)[number]) => purpose === 'addressee' || purpose === 'news'

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ').normalize('NFC')

/** Why a file leaves: in words, since somebody will ask. */
export const exportForm = z.object({
  purpose: z.enum(purposes, message('exchange.errors.purpose')),
  format: z.enum(['csv', 'xlsx']).catch('csv'),
  reason: z
    .string(message('exchange.errors.reason'))
    .refine((text) => !hiddenCharacters.test(text), message('exchange.errors.hidden'))
    .transform(oneLine)
    .refine((text) => text.length >= 3, message('exchange.errors.reason'))
    .refine((text) => text.length <= 300, message('exchange.errors.reasonLong')),
})

/** What makes a link in a mail program; where somebody signed is told in a mail to people whom we do not know. */
const LINK = /[@<>]|https?:|www\.|\p{L}{2}\.\p{L}{2}/iu

const ticked = z
  .string()
  .optional()
  .transform((value) => value === 'on')

export const startForm = z.object({
  source: z
    .string(message('exchange.errors.source'))
    .refine((text) => !hiddenCharacters.test(text), message('exchange.errors.hidden'))
    .transform(oneLine)
    .transform((text) => text.replace(/[.\s]+$/, ''))
    .refine((text) => text.length >= 3 && text.length <= 200 && !LINK.test(text), message('exchange.errors.source')),
  leave_out: ticked,
  agreed: ticked.refine((agreed) => agreed, message('exchange.errors.agreed')),
  /** Which check's result stood above the form. */
  check: z.string().catch(''),
})

const MAX_COLUMNS = 60

/** Which column is what: fields column_0, column_1 and so on. */
export const columnsForm = (count: number) =>
  z
    .object({
      ...Object.fromEntries(
        Array.from({ length: Math.min(count, MAX_COLUMNS) }, (_, at) => [
          `column_${at}`,
          z.enum(['', ...importFields]).catch(''),
        ]),
      ),
      header: ticked,
      country: z.string(message('exchange.errors.country')).refine(isCountry, message('exchange.errors.country')),
      locale: z.enum(['en', 'ru'], message('exchange.errors.language')),
    })
    .transform((form, context) => {
      const typed: Record<string, unknown> = form
      const columns = Array.from({ length: Math.min(count, MAX_COLUMNS) }, (_, at) => {
        const field = importFields.find((one) => one === typed[`column_${at}`])
        return field ?? null
      })
      const named = columns.filter((field) => field !== null)
      const add = (error: MessageKey) => context.addIssue({ code: 'custom', path: ['column_0'], message: error })
      if (new Set(named).size < named.length) add('exchange.errors.columnTwice')
      else if (!named.includes('name')) add('exchange.errors.columnName')
      else if (!named.includes('email')) add('exchange.errors.columnEmail')
      return { columns, header: form.header, country: form.country, locale: form.locale }
    })
