import { z } from 'zod'
import { isCountry, readLocalTime } from '../../i18n/index.ts'
import { type LocalizedText, locales } from '../../i18n/locale.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import type { LanguageChoices } from './languages.ts'

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ')

const optional = (max: number) =>
  z
    .string()
    .optional()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => !hiddenCharacters.test(text), message('publishing.errors.hidden'))
    .refine((text) => text.length <= max, message('publishing.errors.long'))

const title = optional(150).transform(oneLine)

const slug = z
  .string()
  .optional()
  .default('')
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => /^[a-z0-9-]{0,80}$/.test(text) && !text.startsWith('-'), message('publishing.errors.slug'))

/** The address of a campaign that has not been public yet. */
export const slugForm = z.object({ slug: slug.refine((text) => text !== '', message('publishing.errors.slug')) })

/** A campaign that is begun: a working title in either language, and an address that may be left to the title. */
export const newCampaignForm = z
  .object({
    kind: z.enum(['petition', 'statement', 'declaration', 'submission'], message('publishing.errors.kind')),
    title_en: title,
    title_ru: title,
    slug,
    country: z.string(message('publishing.errors.country')).refine(isCountry, message('publishing.errors.country')),
  })
  .superRefine(({ title_en, title_ru }, context) => {
    const said = message('publishing.errors.title')
    if (!title_en && !title_ru) context.addIssue({ code: 'custom', path: ['title'], message: said.error })
  })

/** What organisers say in either language; nothing where they say nothing. */
const note = z
  .object({ note_en: optional(2000), note_ru: optional(2000) })
  .transform(
    ({ note_en, note_ru }): LocalizedText => ({ ...(note_en && { en: note_en }), ...(note_ru && { ru: note_ru }) }),
  )

/** Of a field for date and time, typed as the zone's clocks show it, in UTC; null where it is left empty. */
const moment = (timeZone: string) =>
  z
    .string()
    .optional()
    .default('')
    .refine((text) => text === '' || isMoment(text), message('publishing.errors.moment'))
    .transform((text) => (text === '' ? null : `${readLocalTime(timeZone, text).toISOString().slice(0, 19)}Z`))

const isMoment = (text: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) && !Number.isNaN(Date.parse(`${text.slice(0, 16)}Z`))

const choice = z.enum(['publish', 'keep', 'leave']).optional().catch(undefined)

/** What publishing does with each language, of those that the form asked about: `in_en`, `in_ru`. */
export const languageChoices = z
  .object({ in_en: choice, in_ru: choice })
  .transform(({ in_en, in_ru }): LanguageChoices => ({ ...(in_en && { en: in_en }), ...(in_ru && { ru: in_ru }) }))

export const publishForm = (timeZone: string) =>
  z
    .object({ opens: moment(timeZone), closes: moment(timeZone) })
    .and(languageChoices.transform((languages) => ({ languages })))
    .and(note.transform((note) => ({ note })))
    .superRefine(({ opens, closes, languages }, context) => {
      const said = message('publishing.errors.closes')
      if (opens && closes && closes <= opens)
        context.addIssue({ code: 'custom', path: ['closes'], message: said.error })
      const none = message('publishing.errors.languages')
      if (locales.every((locale) => languages[locale] === 'leave'))
        context.addIssue({ code: 'custom', path: ['languages'], message: none.error })
    })

export const lifeForm = (timeZone: string) =>
  z
    .object({
      to: z.enum(['draft', 'review', 'open', 'closed', 'delivered', 'answered', 'archived']),
      outcome: z
        .enum(['won', 'partly', 'lost', ''])
        .optional()
        .transform((outcome) => outcome || null),
      closes: moment(timeZone),
    })
    .and(note.transform((note) => ({ note })))
    .superRefine(({ to, outcome }, context) => {
      const said = message('publishing.errors.outcome')
      if (to === 'answered' && !outcome) context.addIssue({ code: 'custom', path: ['outcome'], message: said.error })
    })

export const restoreForm = z.object({
  locale: z.enum(['', 'en', 'ru']),
  revision: z.coerce.number().int().min(1),
  base: z.coerce.number().int().min(0),
})

/** `?page=` of a list, from 1; anything else is the first. */
export const pageNumber = z
  .object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) })
  .catch({ page: 1 })
  .transform(({ page }) => page)
