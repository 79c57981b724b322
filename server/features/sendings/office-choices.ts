import type { Locale } from '../../i18n/index.ts'
import { officeName } from './board-view.ts'
import type { listOffices } from './queries.ts'

/** The directory's offices to choose from, by the name that the reader sees, in the order of their alphabet. */
export const officeChoices = (locale: Locale, offices: Awaited<ReturnType<typeof listOffices>>) => {
  const collator = new Intl.Collator(locale)
  return offices
    .map(({ slug, name }) => ({ value: slug, label: officeName(locale, name) }))
    .sort((one, other) => collator.compare(one.label, other.label))
}
