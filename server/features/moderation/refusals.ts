import { formatNumber, type Locale, translator } from '../../i18n/index.ts'
import { atLeast } from '../sendings/index.ts'
import { reasonOf } from './reasons.ts'

/**
 * What was refused, by reason, as the public sees it: rounded down to tens, and nothing of fewer than ten, so that
 * nobody can find their own comment in it.
 */
export const refusalParts = (locale: Locale, counts: { kind: string; reason: string; count: number }[]) => {
  const t = translator(locale)
  return (['comment', 'held'] as const).map((kind) => {
    const rows = counts
      .filter((row) => row.kind === kind)
      .sort((a, b) => b.count - a.count)
      .flatMap(({ reason, count }) => {
        const known = reasonOf(kind, reason)
        const shown = atLeast(count)
        if (!known || shown === null) return []
        return [{ words: t(`moderation.reasons.${known}`), count: `${formatNumber(shown)}+` }]
      })
    return {
      title: t(`moderation.public.parts.${kind}`),
      rows,
      few: rows.length > 0 ? '' : t('moderation.public.few'),
    }
  })
}
