import { type Db, newId } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import { publishAnswer, type ShownAnswer, type WaitingAnswer } from '../sendings/index.ts'
import type { Decider } from './decide.ts'
import { ACCEPTED } from './reasons.ts'

/**
 * Publishes an answer as it was redacted, and writes down who did. Gives the batch under which that is found; nothing
 * is written where somebody else was quicker.
 */
export const publishDecided = (
  db: Db,
  vault: Vault,
  answer: WaitingAnswer,
  shown: ShownAnswer,
  by: Decider,
): Promise<string> =>
  db.transaction().execute(async (trx) => {
    const batch = newId()
    if (!(await publishAnswer(trx, vault, answer, shown, by.now))) return batch
    await trx
      .insertInto('moderation_decisions')
      .values({
        id: newId(),
        batch_id: batch,
        campaign_id: answer.campaign_id,
        kind: 'answer',
        slot: null,
        subject_id: answer.id,
        decision: 'accepted',
        reason: ACCEPTED,
        note: null,
        held_reason: null,
        decided_by: by.account,
        decided_at: by.now,
      })
      .execute()
    const details = { kind: shown.kind, file: shown.file !== null, forwardedTo: shown.forwarded?.to ?? null }
    await recordAct(trx, {
      team: by.team,
      account: by.account,
      campaign: answer.campaign_id,
      act: 'answer-published',
      details,
    })
    return batch
  })
