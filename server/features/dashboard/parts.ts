import { countryName, formatNumber, isLocale, type Locale, translator } from '../../i18n/index.ts'
import { type Bar, drawChart } from '../../render/chart.ts'
import { type AtLeast, atLeast, partsAtLeast } from '../sendings/index.ts'
import type { Parts } from './pages.ts'

const SHOWN = 12
/** Each group is a single bar, so little divides them. */
const CLOSE = 4

type PartsOf = 'states' | 'sources' | 'countries' | 'languages'

interface Part {
  name: string
  value: number
  /** The value in words: “290+”, or to the unit where it tells of nobody. */
  words: string
}

const view = (locale: Locale, id: PartsOf, parts: Part[]): Parts => {
  const t = translator(locale)
  const bars = parts.map(({ name, value, words }): { name: string; bars: Bar[] } => ({
    name,
    bars: [{ fill: 'solid', value, words }],
  }))
  return {
    id,
    title: t(`dashboard.charts.${id}.title`),
    lead: t(`dashboard.charts.${id}.lead`),
    label: t(`dashboard.charts.${id}.label`),
    chart: drawChart(bars, CLOSE) ?? null,
    none: t('dashboard.few'),
    table: {
      headings: [t(`dashboard.charts.${id}.what`), t(`dashboard.charts.${id}.count`)],
      rows: parts.map(({ name, words }) => ({ name, value: words })),
    },
    note: id === 'states' ? '' : t('dashboard.rounded'),
  }
}

const words = (count: number) => `${formatNumber(count)}+`

/**
 * Parts of all signatures in tens, none below ten, and between them ten of the whole unsaid: whoever knows the sum
 * learns of no small part. The largest come first, and what is left over is not shown at all.
 */
const shownParts = (counts: [string, number][], name: (key: string) => string): Part[] => {
  const sorted = [...counts].sort(([, one], [, other]) => other - one)
  const whole = atLeast(sorted.reduce((sum, [, count]) => sum + count, 0))
  const shown: AtLeast[] = partsAtLeast(
    whole,
    sorted.map(([, count]) => count),
  )
  return sorted
    .flatMap(([key], index): Part[] => {
      const value = shown[index]
      return value ? [{ name: name(key), value, words: words(value) }] : []
    })
    .slice(0, SHOWN)
}

export const byCountry = (locale: Locale, countries: Map<string, number>): Parts =>
  view(
    locale,
    'countries',
    shownParts([...countries], (code) => countryName(locale, code)),
  )

export const byLanguage = (locale: Locale, languages: Map<string, number>): Parts => {
  const t = translator(locale)
  const name = (lang: string) => (isLocale(lang) ? t(`dashboard.charts.languages.${lang}`) : lang)
  return view(locale, 'languages', shownParts([...languages], name))
}

export const bySource = (locale: Locale, sources: { source: string; count: number }[]): Parts => {
  const t = translator(locale)
  const known = ['direct', 'telegram', 'whatsapp', 'mail', 'embed'] as const
  const counts = known.map((source): [string, number] => [
    source,
    sources.find((one) => one.source === source)?.count ?? 0,
  ])
  const name = (source: string) => t(`dashboard.charts.sources.${known.find((one) => one === source) ?? 'direct'}`)
  return view(locale, 'sources', shownParts(counts, name))
}

const states = ['confirmed', 'pending', 'held', 'withdrawn', 'refused'] as const

/** What became of the forms that were sent, to the unit: a state says nothing about anybody. */
export const byState = (locale: Locale, counts: Record<(typeof states)[number], number>): Parts => {
  const t = translator(locale)
  const parts = states.map((state) => ({
    name: t(`dashboard.charts.states.${state}`),
    value: counts[state],
    words: formatNumber(counts[state]),
  }))
  return view(locale, 'states', parts)
}
