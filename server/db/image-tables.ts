import type { JSONColumnType } from 'kysely'
import type { LocalizedText } from '../i18n/locale.ts'

export interface CampaignCoversTable {
  campaign_id: string
  /** SHA-256 of bytes, by which the picture is asked for. */
  digest: string
  width: number
  height: number
  /** WebP */
  bytes: Buffer
  alts: JSONColumnType<LocalizedText, string, string>
  shown: boolean
  /** An account; null: by command. */
  saved_by: string | null
  saved_at: Date
}
