import { formatMoment, formatNumber, type Locale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { isPersonal, purposes } from './forms.ts'
import type { ErrorLink, exportsPage } from './pages.ts'
import type { listExports } from './queries.ts'

type ExportsModel = NonNullable<(typeof exportsPage)['model']>

interface Options {
  timeZone: string
  campaign: string
  /** Whether this person may take names and addresses out. */
  owner: boolean
  past: Awaited<ReturnType<typeof listExports>>
  refused: FormState | undefined
}

export const problemLinks = (locale: Locale, errors: FormState['errors']): ErrorLink[] =>
  errors.map(({ field, message, values }) => ({ field, words: translator(locale)(message, values) }))

export const errorIn = (locale: Locale, state: FormState | undefined, field: string) => {
  const found = state?.errors.find((one) => one.field === field)
  return found ? translator(locale)(found.message, found.values) : ''
}

export const typedIn = (state: FormState | undefined, field: string) => {
  const value = state?.values[field]
  return typeof value === 'string' ? value : ''
}

/** The form by which a file leaves, with what has left before. */
export const exportsView = (locale: Locale, { timeZone, campaign, owner, past, refused }: Options): ExportsModel => {
  const t = translator(locale)
  const format = typedIn(refused, 'format') || 'csv'
  return {
    action: `/desk/campaigns/${campaign}/exports`,
    problems: problemLinks(locale, refused?.errors ?? []),
    purposes: purposes
      .filter((purpose) => owner || !isPersonal(purpose))
      .map((purpose) => ({
        id: `purpose-${purpose}`,
        value: purpose,
        words: t(`exchange.purposes.${purpose}.words`),
        hint: t(`exchange.purposes.${purpose}.hint`),
        chosen: purpose === typedIn(refused, 'purpose'),
      })),
    purposeError: errorIn(locale, refused, 'purpose'),
    formats: (['csv', 'xlsx'] as const).map((value) => ({
      id: `format-${value}`,
      value,
      words: t(`exchange.formats.${value}`),
      hint: '',
      chosen: value === format,
    })),
    reason: typedIn(refused, 'reason'),
    reasonError: errorIn(locale, refused, 'reason'),
    past: past.map(({ purpose, format: kind, reason, rows, created_at, finished_at }) => ({
      day: formatMoment(locale, created_at, timeZone),
      what: `${t(`exchange.purposes.${purpose}.words`)}, ${t(`exchange.formats.${kind}`)}`,
      rows: formatNumber(rows),
      reason,
      unfinished: finished_at === null,
    })),
  }
}
