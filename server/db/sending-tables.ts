import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'
import type { ChannelKind } from './directory-tables.ts'

type OptionalJson<T extends object> = JSONColumnType<T | null, string | null, string | null>

export interface WritersTable {
  id: string
  campaign_id: string
  locale: Locale
  resident: Generated<boolean>
  reminders: Generated<boolean>
  /** Name and address where the writer lets us keep them; null otherwise. */
  sealed: Buffer | null
  /** Equal for every spelling of a mailbox; null where no address was given. */
  address_key: Generated<Buffer | null>
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

export interface SendingProofsTable {
  sending_id: string
  type: string
  sealed: Buffer
}

export type AnswerKind = 'granted' | 'partial' | 'explained' | 'forwarded' | 'refused' | 'formal'

export interface AnswersTable {
  id: string
  /** Null where the writer was erased and what was published stayed. */
  sending_id: string | null
  /** YYYY-MM-DD */
  received_on: string
  /** Null until somebody has read it. */
  kind: AnswerKind | null
  state: 'waiting' | 'published' | 'refused'
  /** The text as received; null where the writer was erased. */
  sealed: Buffer | null
  file_name: string | null
  file_type: string | null
  file_sealed: Buffer | null
  public_text: string | null
  /** Where a published answer belongs, by itself, and its language and file after redaction. */
  campaign_id: Generated<string | null>
  office_id: Generated<string | null>
  locale: Generated<Locale | null>
  public_file: Generated<Buffer | null>
  public_file_type: Generated<string | null>
  published_on: Generated<string | null>
  created_at: Generated<Date>
}
