import type { ColumnType, Generated, JSONColumnType } from 'kysely'

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

/** receiving: its file is still coming. */
export type ImportState = 'receiving' | 'uploaded' | 'running' | 'done' | 'cancelled'

export interface SignatureImportsTable {
  id: string
  campaign_id: string
  imported_by: string | null
  state: ImportState
  settings: JSONColumnType<object, string, string>
  source: Generated<string | null>
  agreed_at: Generated<Date | null>
  created_at: Date
  finished_at: Generated<Date | null>
  total: Generated<number>
  taken: Generated<number>
  known: Generated<number>
  left_out: Generated<number>
  check_run: Generated<string | null>
  check_until: Generated<Date | null>
  checked: ColumnType<object | null, never, string | null>
  checked_at: Generated<Date | null>
}

/** A file of supporters, sealed in pieces, until its rows are taken in or thrown away. */
export interface ImportPiecesTable {
  import_id: string
  number: number
  sealed: Buffer
}

export interface ImportRowsTable {
  import_id: string
  line: number
  sealed: Buffer
}
