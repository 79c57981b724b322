import { countryName, type Locale, translator } from '../../i18n/index.ts'
import { officeName, personName } from './office-view.ts'
import type { InstitutionView } from './pages.ts'
import type { listOffices } from './queries.ts'

type Row = Awaited<ReturnType<typeof listOffices>>[number]

/** The directory by its files, each under its country or as international, and within them by institution. */
export const officesView = (locale: Locale, rows: Row[]) => {
  const t = translator(locale)
  const files = [...new Set(rows.map(({ directory }) => directory))]
  const groups = files.map((file) => {
    const own = rows.filter(({ directory }) => directory === file)
    const country = own.find((row) => row.country !== null)?.country
    const title = country ? countryName(locale, country) : topName(locale, own)
    return {
      title,
      id: `directory-${file}`,
      institutions: institutionsOf(locale, own, t('officials.index.unreachable')),
    }
  })
  return { groups: groups.toSorted((a, b) => a.title.localeCompare(b.title, locale)) }
}

/** What is not of a country is called by the one institution at its top, or else international. */
const topName = (locale: Locale, rows: Row[]) => {
  const slugs = new Set(rows.map((row) => row.institutionSlug))
  const tops = new Map(
    rows
      .filter(({ parentSlug }) => parentSlug === null || !slugs.has(parentSlug))
      .map((row) => [row.parentSlug ?? row.institutionSlug, (row.parentName ?? row.institutionName)[locale]]),
  )
  const [first] = tops.values()
  return tops.size === 1 && first ? first : translator(locale)('officials.index.international')
}

const institutionsOf = (locale: Locale, rows: Row[], unreachable: string): InstitutionView[] =>
  [...new Set(rows.map((row) => row.institutionSlug))].map((slug) => {
    const own = rows.filter((row) => row.institutionSlug === slug)
    return {
      name: own[0]?.institutionName[locale] ?? slug,
      nested: rows.some((row) => row.institutionSlug === own[0]?.parentSlug),
      offices: own.map((row) => ({
        url: `/${locale}/offices/${row.slug}`,
        office: officeName(row, locale),
        holder: row.official ? personName(row.official, locale) : '',
        limited: row.reachable ? '' : unreachable,
      })),
    }
  })
