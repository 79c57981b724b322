import type { Db } from '../../db/index.ts'
import type { AnswerKind } from '../../db/sending-tables.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import { forwardLetter } from './forward-letter.ts'
import type { StoredLetter } from './queries.ts'
import { moveSending } from './states.ts'
import type { UploadedFile } from './uploads.ts'
import { idFromKey } from './writers.ts'

export interface ReceivedAnswer {
  /** The form's idempotency key. */
  key: string
  kind: AnswerKind
  /** YYYY-MM-DD */
  receivedOn: string
  text: string
  file: UploadedFile | null
  /** The slug of the office that the letter went on to; empty where it is not known or was not forwarded. */
  forwardedTo: string
}

/** The text of an answer as it came, for who may read it; the answer's id is the context. */
export const openAnswer = (vault: Vault, campaign: SealedCampaign, id: string, sealed: Buffer | null): string =>
  sealed ? vault.open(campaign, sealed, uuidBytes(id)) : ''

export const openAnswerFile = (vault: Vault, campaign: SealedCampaign, id: string, sealed: Buffer): Buffer =>
  Buffer.from(vault.open(campaign, sealed, uuidBytes(id)), 'base64')

/** Seals the text of an answer for its row. */
export const sealAnswer = (vault: Vault, campaign: SealedCampaign, id: string, text: string): Buffer =>
  vault.seal(campaign, text, uuidBytes(id))

/**
 * Takes in what an office answered: the letter is answered, text and file wait sealed until they have been redacted,
 * and where the office forwarded the letter, a letter begins at the next office with a clock of its own. All of it or
 * nothing. An answer that came by mail before its writer told of it may be followed by the writer's; the same form
 * twice is one answer. False where the letter is in no state to be answered.
 */
export const receiveAnswer = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  letter: StoredLetter & { writer_id: string },
  answer: ReceivedAnswer,
  now: Date,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const id = idFromKey(vault, 'answer', answer.key)
    const stored = await insertAnswer(trx, vault, campaign, letter.id, id, answer)
    if (!stored) return true
    const move = { now, reason: answer.kind, set: { answered_on: answer.receivedOn } }
    const moved = await moveSending(trx, letter.id, 'answered', move)
    if (!moved) {
      await trx.deleteFrom('answers').where('id', '=', id).execute()
      return false
    }
    if (answer.kind === 'forwarded') {
      await forwardLetter(trx, vault, campaign, letter, { to: answer.forwardedTo, on: answer.receivedOn }, now)
    }
    return true
  })

/**
 * What an answer says that came by mail: its kind, and where the letter went on to. False where every answer to the
 * letter has its kind already.
 */
export const classifyAnswer = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  letter: StoredLetter & { writer_id: string },
  { kind, forwardedTo }: Pick<ReceivedAnswer, 'kind' | 'forwardedTo'>,
  now: Date,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const [answer] = await trx
      .updateTable('answers')
      .set({ kind })
      .where('sending_id', '=', letter.id)
      .where('kind', 'is', null)
      .returning('received_on')
      .execute()
    if (!answer) return false
    if (kind === 'forwarded') {
      await forwardLetter(trx, vault, campaign, letter, { to: forwardedTo, on: answer.received_on }, now)
    }
    return true
  })

const insertAnswer = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  sendingId: string,
  id: string,
  { kind, receivedOn, text, file }: ReceivedAnswer,
) =>
  db
    .insertInto('answers')
    .values({
      id,
      sending_id: sendingId,
      received_on: receivedOn,
      kind,
      state: 'waiting',
      sealed: sealAnswer(vault, campaign, id, text),
      file_name: null,
      file_type: file?.type ?? null,
      file_sealed: file && vault.seal(campaign, file.bytes.toString('base64'), uuidBytes(id)),
      public_text: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
