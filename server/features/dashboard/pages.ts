import type { Locale } from '../../i18n/index.ts'
import type { ChartView, ColumnsView } from '../../render/chart.ts'
import { page } from '../../render/page.ts'
import type { RecordTable } from '../sendings/index.ts'

interface Rows {
  headings: [string, string]
  rows: { name: string; value: string }[]
}

/** Signatures by hour or by day: columns, and the same as a table. */
export interface OverTime {
  id: string
  title: string
  chart: ColumnsView | null
  /** What the chart shows, for whoever does not see it. */
  label: string
  table: Rows
}

/** Parts of a whole: bars with their words beside them, and the same as a table. */
export interface Parts {
  id: string
  title: string
  lead: string
  chart: ChartView | null
  label: string
  /** Said where there is nothing to draw. */
  none: string
  table: Rows
  note: string
}

export const dashboardPage = page<{
  title: string
  lang: Locale
  publicUrl: string
  /** Some signatures have not been counted yet. */
  counting: boolean
  figures: { label: string; value: string; note: string }[]
  overTime: OverTime[]
  parts: Parts[]
  record: RecordTable
  recordFew: boolean
  mail: { label: string; value: string; troubled: boolean }[]
  failing: { office: string; url: string; channel: string }[]
}>('dashboard/dashboard')
