import { type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { OfficeRecord } from './office.ts'
import { channelKinds } from './office-shape.ts'
import type { Choice, CorrectionView } from './pages.ts'

/** The form for a correction, as it was typed where it was refused. */
export const correctionView = (
  locale: Locale,
  office: OfficeRecord,
  refused: FormState | null,
  full: boolean,
): CorrectionView => {
  const t = translator(locale)
  const typed = (field: string) => [refused?.values[field] ?? ''].flat()[0] ?? ''
  const errorOf = (field: string) => {
    const error = refused?.errors.find((each) => each.field === field)
    return error ? t(error.message) : ''
  }
  return {
    action: `/${locale}/offices/${office.slug}/corrections#correction`,
    about: typed('about'),
    channels: choices(t, locale, office, typed('channel')),
    address: typed('address'),
    source: typed('source_url'),
    errors: {
      about: errorOf('about'),
      channel: errorOf('channel'),
      address: errorOf('address'),
      source_url: errorOf('source_url'),
    },
    errorList: (refused?.errors ?? []).map(({ field, message }) => ({ field, words: t(message) })),
    full,
  }
}

const choices = (t: Translate, locale: Locale, { channels }: OfficeRecord, chosen: string): Choice[] =>
  [
    ['', t('officials.correction.channelNone')] as const,
    ...channels.map(({ id, kind, address }) => [id, `${t(`letters.channel.${kind}`)}: ${address[locale]}`] as const),
    ...channelKinds.map(
      (kind) => [`new-${kind}`, t('officials.correction.channelNew', { kind: t(`letters.channel.${kind}`) })] as const,
    ),
  ].map(([value, label]) => ({ value, label, checked: value === chosen }))
