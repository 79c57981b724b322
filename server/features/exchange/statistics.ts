import type { Db } from '../../db/index.ts'
import type { SignatureState } from '../../db/schema.ts'
import { countryName, isCountry, type Locale, translator } from '../../i18n/index.ts'
import type { Cell } from '../sendings/index.ts'
import { findCounts } from '../signatures/index.ts'
import { countBy } from './queries.ts'

/** Fewer than so many are not shown by themselves. */
const FEW = 10

interface Group {
  name: string
  count: number
}

/**
 * Groups of people with the small ones together. Where those together would still be few, the smallest of the others
 * joins them, since the whole is known and they could be found by taking away.
 */
export const withoutFew = (groups: Group[]): { shown: Group[]; others: number } => {
  const sorted = [...groups].sort((a, b) => b.count - a.count)
  const shown = sorted.filter(({ count }) => count >= FEW)
  let others = sorted.slice(shown.length).reduce((sum, { count }) => sum + count, 0)
  while (others > 0 && others < FEW && shown.length > 0) others += shown.pop()?.count ?? 0
  return { shown, others }
}

const states: SignatureState[] = ['confirmed', 'pending', 'held', 'withdrawn', 'refused']

/** A campaign in figures: by state, day, country and language. No line is about a person. */
export const statisticsRows = async (db: Db, locale: Locale, campaignId: string): Promise<Cell[][]> => {
  const t = translator(locale)
  const [counts, groups] = await Promise.all([findCounts(db, campaignId), countBy(db, campaignId)])
  const line = (what: string, which: string, count: number): Cell[] => [what, which, count]
  const part = (what: string, members: Group[]) => {
    const { shown, others } = withoutFew(members)
    const rows = shown.map(({ name, count }) => line(what, name, count))
    return others > 0 ? [...rows, line(what, t('exchange.columns.others'), others)] : rows
  }
  const days = groups.flatMap(({ day, count }) => (day === null ? [] : [line(t('exchange.columns.day'), day, count)]))
  const countries = groups.flatMap(({ country, count }) =>
    country === null ? [] : [{ name: isCountry(country) ? countryName(locale, country) : country, count }],
  )
  const languages = groups.flatMap(({ locale: language, count }) =>
    language === null ? [] : [{ name: t(language === 'ru' ? 'site.russian' : 'site.english'), count }],
  )
  return [
    [t('exchange.columns.what'), t('exchange.columns.which'), t('exchange.columns.count')],
    ...states.map((state) => line(t('exchange.columns.state'), t(`exchange.states.${state}`), counts[state])),
    ...days,
    ...part(t('exchange.columns.country'), countries),
    ...part(t('exchange.columns.language'), languages),
  ]
}
