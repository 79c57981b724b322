import type { Generated } from 'kysely'
import type { Locale } from '../i18n/locale.ts'

export type UpdateState = 'draft' | 'posted' | 'withdrawn'

export interface UpdatesTable {
  id: string
  campaign_id: string
  state: UpdateState
  happened_on: string
  revision: Generated<number>
  created_at: Generated<Date>
  saved_at: Generated<Date>
  saved_by: string | null
  posted_at: Generated<Date | null>
  corrected_at: Generated<Date | null>
}

export interface UpdateTextsTable {
  update_id: string
  locale: Locale
  title: string
  body: string
}

export type MailingState = 'feeding' | 'fed' | 'stopped'

export interface MailingsTable {
  update_id: string
  campaign_id: string
  state: MailingState
  started_at: Generated<Date>
  started_by: string | null
  slot: Generated<number>
  after_key: Generated<Buffer>
  queued: Generated<number>
  sent: Generated<number>
  failed: Generated<number>
  dropped: Generated<number>
}

export interface UpdateReceiversTable {
  slot: number
  signature_id: string
  update_id: string
  state: 'queued' | 'sent' | 'failed'
  settled_at: Generated<Date | null>
}
