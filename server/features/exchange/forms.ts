import { z } from 'zod'
import type { ExportPurpose } from '../../db/exchange-tables.ts'
import { hiddenCharacters, message } from '../../web/form.ts'

const slug = z
  .string()
  .max(80)
  .regex(/^[a-z\d-]+$/)

export const campaignParams = z.object({ campaign: slug })
export const importParams = z.object({ campaign: slug, id: z.uuid() })

export const purposes = ['addressee', 'news', 'statistics', 'folder'] as const satisfies ExportPurpose[]

/** Whether the file holds names or addresses: for owners alone. */
export const isPersonal = (purpose: ExportPurpose) => purpose === 'addressee' || purpose === 'news'

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
