export interface CampaignImagesTable {
  campaign_id: string
  /** By which the campaign's texts name it. */
  name: string
  /** SHA-256 of bytes, by which the picture is asked for. */
  digest: string
  width: number
  height: number
  /** WebP */
  bytes: Buffer
  /** The same 320 pixels wide; null where it is no wider itself. */
  small: Buffer | null
  /** An account; null: by command. */
  saved_by: string | null
  saved_at: Date
}
