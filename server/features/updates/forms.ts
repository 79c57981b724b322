import { z } from 'zod'
import { hiddenCharacters, message } from '../../web/form.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/

const isDay = (text: string) => {
  const day = new Date(`${text}T00:00:00Z`)
  return DATE.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

const visible = (text: string) => !hiddenCharacters.test(text)

const title = z
  .string()
  .optional()
  .default('')
  .refine(visible, message('updates.errors.hiddenCharacters'))
  .transform((text) => text.trim().replace(/\s+/g, ' ').normalize('NFC'))
  .refine((text) => text.length <= 150, message('updates.errors.titleLong'))

const body = z
  .string()
  .optional()
  .default('')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
  .refine(visible, message('updates.errors.hiddenCharacters'))
  .refine((text) => text.length <= 20_000, message('updates.errors.bodyLong'))

/** Both languages of an update; one may be empty, and none may have a title without its text. */
export const updateForm = z
  .object({
    happened_on: z.string().optional().default('').refine(isDay, message('updates.errors.date')),
    base: z.coerce.number().int().min(0).max(1_000_000).catch(0),
    title_en: title,
    body_en: body,
    title_ru: title,
    body_ru: body,
  })
  .superRefine((form, context) => {
    const wrong = (field: keyof typeof form | 'title', { error }: { error: string }) =>
      context.addIssue({ code: 'custom', path: [field], message: error })
    for (const locale of ['en', 'ru'] as const) {
      const [named, written] = [form[`title_${locale}`] !== '', form[`body_${locale}`] !== '']
      if (written && !named) wrong(`title_${locale}`, message('updates.errors.titleMissing'))
      if (named && !written) wrong(`body_${locale}`, message('updates.errors.bodyMissing'))
    }
    if (!form.title_en && !form.title_ru && !form.body_en && !form.body_ru) {
      wrong('title', message('updates.errors.empty'))
    }
  })

export type UpdateForm = z.output<typeof updateForm>

export const campaignParams = z.object({
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z\d-]+$/),
})

export const tokenParams = z.object({ token: z.string().max(100) })

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

export const updateParams = z.object({ campaign: z.string().max(80), id: z.string().regex(uuid) })

/** A new update's form carries the id that it will have. */
export const newUpdateKey = z.object({ key: z.string().regex(uuid) })

/** Whether the tick is there by which somebody says that the test was read. */
export const agreed = (body: unknown): boolean => z.object({ agree: z.literal('yes') }).safeParse(body).success
