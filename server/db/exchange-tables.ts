import type { Generated, JSONColumnType } from 'kysely'

export type ExportPurpose = 'addressee' | 'news' | 'statistics' | 'folder'
export type ExportFormat = 'csv' | 'xlsx' | 'zip'

export interface ExportsTable {
  id: string
  campaign_id: string
  exported_by: string | null
  purpose: ExportPurpose
  format: ExportFormat
  reason: string
  rows: number
  created_at: Date
  finished_at: Generated<Date | null>
}

export type ImportState = 'uploaded' | 'running' | 'done' | 'cancelled'

export interface SignatureImportsTable {
  id: string
  campaign_id: string
  imported_by: string | null
  state: ImportState
  /** The file's text, sealed; null once it has been taken in or thrown away. */
  file: Buffer | null
  settings: JSONColumnType<object, string, string>
  source: Generated<string | null>
  agreed_at: Generated<Date | null>
  created_at: Date
  finished_at: Generated<Date | null>
  total: Generated<number>
  taken: Generated<number>
  known: Generated<number>
  left_out: Generated<number>
}

export interface ImportRowsTable {
  import_id: string
  line: number
  sealed: Buffer
}
