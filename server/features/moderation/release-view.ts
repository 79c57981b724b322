import { formatNumber, type Locale, translator } from '../../i18n/index.ts'
import type { HeldCount } from './release-held.ts'

/** What counting all held signatures would do, in figures. base: the address of the campaign's moderation. */
export const releaseView = (locale: Locale, base: string, counts: HeldCount[], until: Date) => {
  const t = translator(locale)
  const sum = (of: 'count' | 'confirmed') => counts.reduce((all, one) => all + one[of], 0)
  const [all, confirmed] = [sum('count'), sum('confirmed')]
  const figures = [
    ...counts.map(({ reason, count }) => ({
      words: t(reason ? `moderation.limits.${reason}` : 'moderation.release.noLimit'),
      count,
    })),
    { words: t('moderation.release.confirmed'), count: confirmed },
    { words: t('moderation.release.unconfirmed'), count: all - confirmed },
  ]
  return {
    words:
      all === 0 ? t('moderation.empty.held') : t('moderation.release.words', { count: all, number: formatNumber(all) }),
    figures: all === 0 ? [] : figures.map(({ words, count }) => ({ words, count: formatNumber(count) })),
    action: all === 0 ? '' : `${base}/held/release`,
    until: until.toISOString(),
    button: t('moderation.release.button', { count: all, number: formatNumber(all) }),
    backUrl: `${base}/held`,
  }
}
