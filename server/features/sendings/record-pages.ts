import type { Locale } from '../../i18n/index.ts'
import type { ChartView } from '../../render/chart.ts'
import { page } from '../../render/page.ts'

/** One column of figures: its heading, and what stands in a row. */
export interface FigureView {
  label: string
  /** «290+»; a dash where too few wrote to say. */
  value: string
}

export interface RecordRow {
  /** An office, a campaign, or all together. */
  name: string
  lang: Locale
  /** Its page; empty where there is none. */
  url: string
  /** Too few have written; then there are no figures. */
  few: boolean
  together: boolean
  figures: FigureView[]
}

/** The figures as a table, and the same as a chart. */
export interface RecordTable {
  /** Of the table's heading cells; the first is of the rows' names. */
  headings: string[]
  rows: RecordRow[]
  kinds: { headings: string[]; rows: RecordRow[] } | null
  chart: ChartView | null
  notes: string[]
  csvUrl: string
}

/** Of an office, for its own page: by the campaigns in which it was written to. */
export type OfficeRecordView = RecordTable & { title: string }

export const recordPage = page<{
  campaign: { title: string; lang: Locale; url: string }
  lettersUrl: string
  record: RecordTable
}>('sendings/record')
