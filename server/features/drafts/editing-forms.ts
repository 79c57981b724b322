import { z } from 'zod'
import { isLocale } from '../../i18n/index.ts'
import type { TypedValues } from '../../web/form.ts'
import type { PartLocale } from './section-forms/part.ts'

export const sectionParams = z.object({ campaign: z.string(), section: z.string().max(60) })

/** What a script sends: the form's fields in their order, with the part and the revision that they began with. */
export const autosaved = z.object({
  locale: z.enum(['', 'en', 'ru']),
  base: z.int().min(0),
  fields: z.array(z.tuple([z.string().max(200), z.string()])).max(5000),
})

/** The language of the part that was sent: none for what both share; undefined for anything else. */
export const localeIn = ({ locale }: TypedValues): PartLocale | undefined =>
  locale === '' || isLocale(locale) ? locale : undefined

/** Fields as a form would have sent them: one that stands several times is a list. */
export const gathered = (fields: [string, string][]): TypedValues => {
  const typed = new Map<string, string | string[]>()
  for (const [name, value] of fields) {
    const before = typed.get(name)
    typed.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(typed)
}
