import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'
import type { ChannelKind } from './schema.ts'

type OptionalJson<T extends object> = JSONColumnType<T | null, string | null, string | null>

export interface WritersTable {
  id: string
  campaign_id: string
  locale: Locale
  resident: Generated<boolean>
  reminders: Generated<boolean>
  /** Name and address where the writer lets us keep them; null otherwise. */
  sealed: Buffer | null
  created_at: Generated<Date>
}

export type SendingState =
  | 'drafted'
  | 'queued'
  | 'held'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'registered'
  | 'answered'
  | 'cancelled'

export interface SendingsTable {
  id: string
  campaign_id: string
  addressee: string
  office_id: string
  writer_id: string
  parent_id: string | null
  /** Who held the post when the letter was written. */
  holder: OptionalJson<Required<LocalizedText>>
  channel: ChannelKind
  locale: Locale
  state: SendingState
  created_at: Generated<Date>
  /** YYYY-MM-DD, as are the following. */
  sent_on: string | null
  registered_on: string | null
  due_on: string | null
  answered_on: string | null
  /** The rule in its version and each step by which due_on was computed. */
  clock: OptionalJson<object>
  reminded_at: Date | null
  sealed: Buffer | null
}

export interface SendingMovesTable {
  sending_id: string
  moved_at: Date
  from_state: SendingState | null
  to_state: SendingState
  reason: string | null
}

export type AnswerKind = 'granted' | 'partial' | 'explained' | 'forwarded' | 'refused' | 'formal'

export interface AnswersTable {
  id: string
  sending_id: string
  /** YYYY-MM-DD */
  received_on: string
  /** Null until somebody has read it. */
  kind: AnswerKind | null
  state: 'waiting' | 'published' | 'refused'
  sealed: Buffer
  file_name: string | null
  file_type: string | null
  file_sealed: Buffer | null
  public_text: string | null
  created_at: Generated<Date>
}
