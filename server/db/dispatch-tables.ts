import type { Generated } from 'kysely'

/** How far the platform is with a letter; `data`: the mail server may have it. */
export type DeliveryStage = 'drafted' | 'waiting' | 'taken' | 'data' | 'done'

export interface DeliveriesTable {
  sending_id: string
  campaign_id: string
  office_id: string
  stage: DeliveryStage
  not_before: Date
  /** The try that holds the letter, until the lease ends. */
  attempt: string | null
  lease_until: Date | null
  attempts: Generated<number>
  /** The channel that it went through. */
  channel_id: string | null
  /** SHA-256 of the random local part that answers go to. */
  reply_hash: Buffer
  last_error: string | null
}

export interface OfficePaceTable {
  office_id: string
  next_at: Date
}

export interface MailboxPaceTable {
  address: string
  next_at: Date
}

export interface DeparturesTable {
  office_id: string
  left_at: Date
  attempt: string
  /** The mailbox, in its canonical form. */
  address: Generated<string | null>
}

export type InboundKind = 'answer' | 'bounced' | 'delivered' | 'notice'

export interface InboundMailsTable {
  digest: Buffer
  sending_id: string
  received_at: Date
  kind: InboundKind
}

export interface QuarantinedFilesTable {
  id: string
  answer_id: string
  position: number
  /** In bytes. */
  size: number
  /** Name, type and content. */
  sealed: Buffer
}
