import type { Db } from '../../db/index.ts'
import type { HeldReason } from '../../db/schema.ts'
import { recordAct } from '../accounts/index.ts'
import { reopenCorrection } from '../officials/index.ts'
import { reopenAnswer } from '../sendings/index.ts'
import { holdAgain, moveComments } from '../signatures/index.ts'
import { AT_ONCE, type Decider } from './decide.ts'

const heldReasons: readonly HeldReason[] = ['network', 'domain', 'campaign']

const isHeldReason = (reason: string | null): HeldReason | null => heldReasons.find((one) => one === reason) ?? null

const lockBatch = (db: Db, batchId: string, campaignId: string | null, account: string) =>
  db
    .selectFrom('moderation_decisions')
    .select(['id', 'kind', 'slot', 'subject_id', 'decision', 'held_reason'])
    .where('batch_id', '=', batchId)
    .where('undone_at', 'is', null)
    .where((row) =>
      campaignId === null
        ? row.and([row('campaign_id', 'is', null), row('decided_by', '=', account)])
        : row('campaign_id', '=', campaignId),
    )
    .orderBy('id')
    .limit(AT_ONCE)
    .forUpdate()
    .execute()

type Taken = Awaited<ReturnType<typeof lockBatch>>[number]

/**
 * Takes back what was decided together: it waits again. An accepted correction stays, since others may rely on the
 * address by now, and so does whatever its owner has withdrawn or erased meanwhile. False where there is no such batch
 * of this campaign (null: of this person's, for the directory), or it was taken back before.
 */
export const undoDecisions = async (
  db: Db,
  batchId: string,
  campaignId: string | null,
  by: Decider,
): Promise<boolean> => {
  let undone = false
  while (await undoSome(db, batchId, campaignId, by)) undone = true
  return undone
}

/** So many at once that those who sign meanwhile wait for a moment only. */
const undoSome = (db: Db, batchId: string, campaignId: string | null, by: Decider): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const taken = (await lockBatch(trx, batchId, campaignId, by.account)).filter(canBeUndone)
    const [first] = taken
    if (!first) return false
    await takeBack(trx, first.kind, taken, campaignId)
    await trx
      .updateTable('moderation_decisions')
      .set({ undone_at: by.now })
      .where(
        'id',
        'in',
        taken.map(({ id }) => id),
      )
      .execute()
    const details = { kind: first.kind, decision: first.decision, count: taken.length }
    await recordAct(trx, {
      team: by.team,
      account: by.account,
      campaign: campaignId,
      act: 'moderation-undone',
      details,
    })
    return true
  })

/** Whether decisions of this kind can be taken back. */
export const canBeUndone = ({ kind, decision }: Pick<Taken, 'kind' | 'decision'>) =>
  decision === 'refused' || kind === 'comment' || kind === 'held'

const takeBack = async (db: Db, kind: Taken['kind'], taken: Taken[], campaignId: string | null) => {
  if (kind === 'correction') for (const { subject_id } of taken) await reopenCorrection(db, subject_id)
  if (kind === 'answer') for (const { subject_id } of taken) await reopenAnswer(db, subject_id)
  if (campaignId === null) return
  const signatures = taken.map(({ slot, subject_id, held_reason }) => ({
    slot: slot ?? 0,
    id: subject_id,
    heldReason: isHeldReason(held_reason),
  }))
  if (kind === 'held') await holdAgain(db, campaignId, signatures)
  if (kind === 'comment') {
    for (const from of ['shown', 'refused'] as const) await moveComments(db, campaignId, signatures, from, 'waiting')
  }
}
