import { formatDate, type Locale, translator } from '../../i18n/index.ts'
import type { Campaign, EditionLine } from './campaign.ts'
import type { EditionView } from './pages.ts'

/** «Редакция 2 от 5 марта 2026 г.» */
export const editionWords = (locale: Locale, { number, publishedAt }: Pick<EditionLine, 'number' | 'publishedAt'>) =>
  translator(locale)('campaigns.editions.line', { number, date: formatDate(locale, new Date(publishedAt)) })

/** Which text people sign now, and what changed in it; null where there has been one only. */
export const editionLine = ({ slug, editions }: Campaign, locale: Locale): EditionView | null => {
  const last = editions.at(-1)
  if (!last || editions.length < 2) return null
  return {
    words: editionWords(locale, last),
    note: last.note[locale] ?? Object.values(last.note)[0] ?? '',
    url: `/${locale}/campaigns/${slug}/editions`,
  }
}
