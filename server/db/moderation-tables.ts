import type { Generated } from 'kysely'

export type ModeratedKind = 'comment' | 'held' | 'correction' | 'answer'
export type ModerationDecision = 'accepted' | 'refused'

export interface ModerationDecisionsTable {
  id: string
  batch_id: string
  campaign_id: string | null
  kind: ModeratedKind
  slot: number | null
  subject_id: string
  decision: ModerationDecision
  reason: string
  note: Buffer | null
  held_reason: string | null
  decided_by: string | null
  decided_at: Date
  undone_at: Generated<Date | null>
}
