import type { Generated } from 'kysely'
import type { Locale } from '../i18n/locale.ts'

export type SignerMailKind = 'confirm' | 'already-signed' | 'confirm-imported'
export type WriterMailKind = 'writer-link' | 'confirm-sending' | 'reminder' | 'overdue' | 'answer-received'
/** Mail to a campaign's organiser. */
export type EditorMailKind = 'channel-failing'
/** Mail to those who sign as an organisation or in office. */
export type SignatoryMailKind = 'confirm-co-signing' | 'invitation-to-sign'
/** News of a campaign, to supporters who agreed. */
export type UpdateMailKind = 'update' | 'update-test'
/** Mail to the people of a team, about their way in. */
export type AccountMailKind = 'invitation' | 'password-reset' | 'address-change' | 'address-changed'
export type MailKind =
  | SignerMailKind
  | WriterMailKind
  | EditorMailKind
  | SignatoryMailKind
  | UpdateMailKind
  | AccountMailKind

export interface OutboxTable {
  id: string
  kind: MailKind
  locale: Locale
  /** Null for mail to the people of a team. */
  campaign_id: string | null
  /** Where the signature is found, for mail to its owner. */
  slot: number | null
  signature_id: string | null
  /** Whom mail about letters goes to, and about which. */
  writer_id: Generated<string | null>
  sending_id: Generated<string | null>
  /** Which office mail to editors is about. */
  office_id: Generated<string | null>
  signatory_id: Generated<string | null>
  invitation_id: Generated<string | null>
  account_link_id: Generated<string | null>
  /** Which update the mail tells of. */
  update_id: Generated<string | null>
  /** Who at the desk gets a test of it. */
  account_id: Generated<string | null>
  /** Mail to many, which waits until no other is due. */
  bulk: Generated<boolean>
  attempts: Generated<number>
  due_at: Generated<Date>
  failed_at: Date | null
  last_error: string | null
}
