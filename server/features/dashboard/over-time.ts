import {
  formatDate,
  formatDays,
  formatNumber,
  type Locale,
  localTime,
  offsetName,
  translator,
} from '../../i18n/index.ts'
import { drawColumns } from '../../render/chart.ts'
import type { OverTime } from './pages.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const HOURS = 48
const DAYS = 56

interface Point {
  key: string
  /** The point in words, as a table names it. */
  name: string
  tick: string
  value: number
}

const view = (locale: Locale, id: 'hours' | 'days', points: Point[], zone: string): OverTime => {
  const t = translator(locale)
  const words = (count: number) => t('dashboard.signatures', { count, number: formatNumber(count) })
  const columns = points.map(({ name, tick, value }) => ({ value, tick, words: `${name}: ${formatNumber(value)}` }))
  const signed = points.filter(({ value }) => value > 0).reverse()
  return {
    id,
    title: t(`dashboard.charts.${id}.title`),
    label: t(`dashboard.charts.${id}.label`),
    chart: drawColumns(columns, words) ?? null,
    table: {
      headings: [t(`dashboard.charts.${id}.when`, { zone }), t('dashboard.confirmed')],
      rows: signed.map(({ name, value }) => ({ name, value: formatNumber(value) })),
    },
  }
}

/** The last 48 hours, the present one too: hours of UTC, as the clocks of the zone show them. */
export const byHour = (locale: Locale, timeZone: string, hours: Map<string, number>, now: Date): OverTime => {
  const points = Array.from({ length: HOURS }, (_, index): Point => {
    const at = new Date((Math.floor(now.getTime() / HOUR) - (HOURS - 1 - index)) * HOUR)
    const key = at.toISOString().slice(0, 13)
    const hour = localTime(timeZone, at).slice(11)
    const tick = Number(hour.slice(0, 2)) % 12 === 0 ? hour : ''
    return { key, name: `${formatDate(locale, at, timeZone)}, ${hour}`, tick, value: hours.get(key) ?? 0 }
  })
  return view(locale, 'hours', points, offsetName(timeZone, now))
}

/** The last eight weeks by day, today too; days are UTC. */
export const byDay = (locale: Locale, days: Map<string, number>, now: Date): OverTime => {
  const points = Array.from({ length: DAYS }, (_, index): Point => {
    const at = new Date(now.getTime() - (DAYS - 1 - index) * DAY)
    const key = at.toISOString().slice(0, 10)
    const tick = index % 14 === 6 ? formatDays(locale, at, at) : ''
    return { key, name: formatDate(locale, at), tick, value: days.get(key) ?? 0 }
  })
  return view(locale, 'days', points, 'UTC')
}
