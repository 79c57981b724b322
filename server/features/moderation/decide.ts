import { type Db, newId } from '../../db/index.ts'
import type { ModeratedKind, ModerationDecision } from '../../db/moderation-tables.ts'
import type { HeldReason } from '../../db/schema.ts'
import { recordAct } from '../accounts/index.ts'
import { acceptCorrection, refuseCorrection } from '../officials/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import { refuseAnswer } from '../sendings/index.ts'
import { decideHeld, moveComments } from '../signatures/index.ts'
import type { ItemKey } from './forms.ts'
import { type CorrectionScope, findAnswersIn, findCorrectionsIn } from './queries.ts'
import { ACCEPTED, type RefusalReason } from './reasons.ts'

/** As many as the intake writes at once: whoever signs meanwhile waits for one commit more. */
export const AT_ONCE = 256

export interface Decider {
  team: string
  account: string
  now: Date
}

export interface Decision {
  kind: ModeratedKind
  items: ItemKey[]
  /** Null where they are accepted. */
  refusal: { reason: RefusalReason; note: string } | null
  /** Null for corrections of the whole directory; then nothing else can be decided on, and no note is kept. */
  campaign: SealedCampaign | null
}

/** What was decided on, as it stood. */
export interface Decided {
  slot: number | null
  id: string
  heldReason: HeldReason | null
}

/**
 * Decides on what waits: comments are shown or not, held signatures counted or not, corrections applied or set aside,
 * answers kept from the public. Each decision is written down with its reason, and the deed in the audit log, in one
 * transaction. What waits no more, or is another campaign's, is left alone. Gives the batch and how many were decided.
 * batch: of what was decided before and belongs together with this.
 */
export const decide = (
  db: Db,
  vault: Vault,
  decision: Decision,
  by: Decider,
  batch: string = newId(),
): Promise<{ batch: string; count: number }> =>
  db.transaction().execute(async (trx) => {
    const decided = await carryOut(trx, decision, by)
    if (decided.length > 0) await writeDown(trx, vault, batch, decision, decided, by)
    return { batch, count: decided.length }
  })

const carryOut = async (db: Db, decision: Decision, by: Decider): Promise<Decided[]> => {
  const { kind, campaign, items, refusal } = decision
  const keys = items.flatMap(({ slot, id }) => (slot === null ? [] : [{ slot, id }]))
  if (kind === 'correction') return decideCorrections(db, decision, by)
  if (!campaign) return []
  if (kind === 'comment') {
    const moved = await moveComments(db, campaign.id, keys, 'waiting', refusal ? 'refused' : 'shown')
    return moved.map((key) => ({ ...key, heldReason: null }))
  }
  if (kind === 'held') return decideHeld(db, campaign.id, keys, refusal ? 'refuse' : 'release')
  if (!refusal) return []
  return each(await findAnswersIn(db, campaign.id, idsOf(items)), (id) => refuseAnswer(db, id))
}

const decideCorrections = async (db: Db, { campaign, items, refusal }: Decision, { team, now }: Decider) => {
  const scope: CorrectionScope = campaign ? { campaign: campaign.id } : { team }
  return each(await findCorrectionsIn(db, scope, idsOf(items)), async (id) =>
    refusal ? refuseCorrection(db, id, now) : (await acceptCorrection(db, id, now)) !== undefined,
  )
}

const idsOf = (items: ItemKey[]) => items.map(({ id }) => id)

/** Those for which the deed was done. */
const each = async (ids: string[], deed: (id: string) => Promise<boolean>): Promise<Decided[]> => {
  const done: Decided[] = []
  for (const id of ids) if (await deed(id)) done.push({ slot: null, id, heldReason: null })
  return done
}

/** The note is sealed for the decision that it explains. */
export const sealNote = (vault: Vault, campaign: SealedCampaign, id: string, note: string) =>
  vault.seal(campaign, note, uuidBytes(id))

const writeDown = async (
  db: Db,
  vault: Vault,
  batch: string,
  { kind, campaign, refusal }: Decision,
  decided: Decided[],
  { team, account, now }: Decider,
) => {
  const decision: ModerationDecision = refusal ? 'refused' : 'accepted'
  const reason = refusal?.reason ?? ACCEPTED
  const rows = decided.map(({ slot, id: subject, heldReason }) => {
    const id = newId()
    return {
      id,
      batch_id: batch,
      campaign_id: campaign?.id ?? null,
      kind,
      slot,
      subject_id: subject,
      decision,
      reason,
      note: campaign && refusal?.note ? sealNote(vault, campaign, id, refusal.note) : null,
      held_reason: heldReason,
      decided_by: account,
      decided_at: now,
    }
  })
  await db.insertInto('moderation_decisions').values(rows).execute()
  const details = { kind, decision, reason, count: decided.length }
  await recordAct(db, { team, account, campaign: campaign?.id ?? null, act: 'moderated', details })
}
