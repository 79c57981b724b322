import type { Generated } from 'kysely'
import type { Locale } from '../i18n/locale.ts'

export type SignatureState = 'pending' | 'held' | 'confirmed' | 'withdrawn' | 'refused'
export type HeldReason = 'network' | 'domain' | 'campaign'
export type Visibility = 'full' | 'initial' | 'hidden'
export type CommentState = 'none' | 'waiting' | 'shown' | 'refused'

export interface SignaturesTable {
  slot: number
  campaign_id: string
  id: string
  created_at: Date
  confirmed_at: Date | null
  form_key: string | null
  mails: Generated<number>
  wants_updates: boolean
  resident: boolean
  address_key: Buffer
  sealed: Buffer
  state: SignatureState
  held_reason: HeldReason | null
  visibility: Visibility
  locale: Locale
  country: string
  comment_state: CommentState
  /** Which import brought it; null for who signed here. */
  import_id: Generated<string | null>
  /** The edition of the campaign's text that the signer read. */
  edition: Generated<number>
}

export interface SignatureCountsTable {
  campaign_id: string
  state: SignatureState
  count: number
}
