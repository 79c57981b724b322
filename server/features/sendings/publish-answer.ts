import type { Db } from '../../db/index.ts'
import type { AnswerKind } from '../../db/sending-tables.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { type Forwarding, forwardLetter } from './forward-letter.ts'
import { findLetter } from './queries.ts'
import { openAnswer, openAnswerFile } from './receive-answer.ts'
import { proposeRedaction } from './redact.ts'
import { openSending, openWriter } from './sealed-writer.ts'

const waiting = (db: Db) =>
  db
    .selectFrom('answers')
    .innerJoin('sendings as sending', 'sending.id', 'answers.sending_id')
    .innerJoin('writers', 'writers.id', 'sending.writer_id')
    .innerJoin('campaigns', 'campaigns.id', 'sending.campaign_id')
    .innerJoin('offices', 'offices.id', 'sending.office_id')
    .select(['answers.id', 'answers.kind', 'answers.received_on', 'answers.sealed', 'answers.file_type'])
    .select([
      'answers.created_at',
      'sending.id as sending_id',
      'sending.sealed as letter',
      'sending.office_id',
      'sending.sent_on',
    ])
    .select([
      'sending.locale',
      'writers.id as writer_id',
      'writers.sealed as writer',
      'offices.slug as office',
      'offices.name as office_name',
    ])
    .select(['campaigns.id as campaign_id', 'campaigns.slug as campaign', 'campaigns.data_key'])
    .where('answers.state', '=', 'waiting')

export type WaitingAnswer = Awaited<ReturnType<typeof listWaitingAnswers>>[number]

/** Answers that wait to be redacted, the oldest first. */
export const listWaitingAnswers = (db: Db, limit: number) =>
  waiting(db).orderBy('answers.created_at').limit(limit).execute()

export const findWaitingAnswer = (db: Db, id: string) => waiting(db).where('answers.id', '=', id).executeTakeFirst()

const campaignOf = ({ campaign_id, data_key }: WaitingAnswer): SealedCampaign => ({
  id: campaign_id,
  dataKey: data_key,
})

/** The answer as it came, and as a first redaction proposes to show it. */
export const readAnswer = (vault: Vault, answer: WaitingAnswer): { text: string; proposed: string } => {
  const campaign = campaignOf(answer)
  const text = openAnswer(vault, campaign, answer.id, answer.sealed)
  const { name, email } = openWriter(vault, campaign, answer.writer_id, answer.writer)
  const { number } = openSending(vault, campaign, answer.sending_id, answer.letter)
  return { text, proposed: proposeRedaction(text, { name, email, number }) }
}

/** The file that came with an answer; undefined where there was none. */
export const openWaitingFile = async (db: Db, vault: Vault, answer: WaitingAnswer): Promise<Buffer | undefined> => {
  const row = await db.selectFrom('answers').select('file_sealed').where('id', '=', answer.id).executeTakeFirst()
  return row?.file_sealed ? openAnswerFile(vault, campaignOf(answer), answer.id, row.file_sealed) : undefined
}

/** A redacted file, its type told by its first bytes. */
export interface PublicFile {
  bytes: Buffer
  type: string
}

/** An answer as it is to be shown. */
export interface ShownAnswer {
  kind: AnswerKind
  text: string
  file: PublicFile | null
  /** Where the letter goes on to: followed there, if the answer is shown as forwarded. */
  forwarded: Forwarding | null
}

/**
 * Shows an answer as redacted on the campaign's page of answers, with its kind, which figures count; a letter that was
 * forwarded begins at the next office. False where the answer does not wait any more. Works within the caller's
 * transaction.
 */
export const publishAnswer = async (
  db: Db,
  vault: Vault,
  answer: WaitingAnswer,
  { forwarded, ...shown }: ShownAnswer,
  now: Date,
): Promise<boolean> => {
  // Before the answer, as who erases a writer does it, so that neither waits for the other.
  await db.selectFrom('writers').select('id').where('id', '=', answer.writer_id).forKeyShare().execute()
  if (!(await setPublished(db, answer, shown, now))) return false
  if (shown.kind !== 'forwarded' || !forwarded) return true
  const letter = await findLetter(db, answer.writer_id, answer.sending_id)
  if (!letter) throw new Error('The letter of an answer is gone')
  const { writer_id } = answer
  await forwardLetter(db, vault, campaignOf(answer), { ...letter, writer_id }, forwarded, now)
  return true
}

const setPublished = async (
  db: Db,
  { id, campaign_id, office_id, locale }: WaitingAnswer,
  { kind, text, file }: Omit<ShownAnswer, 'forwarded'>,
  now: Date,
) => {
  const { numUpdatedRows } = await db
    .updateTable('answers')
    .set({
      state: 'published',
      kind,
      public_text: text,
      public_file: file?.bytes ?? null,
      public_file_type: file?.type ?? null,
      published_on: now.toISOString().slice(0, 10),
      campaign_id,
      office_id,
      locale,
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Keeps an answer from the public; its writer still sees that it came. False where it does not wait any more. */
export const refuseAnswer = async (db: Db, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('answers')
    .set({ state: 'refused' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** An answer that was kept from the public waits again; false where there is none, or its writer was erased. */
export const reopenAnswer = async (db: Db, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('answers')
    .set({ state: 'waiting' })
    .where('id', '=', id)
    .where('state', '=', 'refused')
    .where('sealed', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What a campaign has been answered, as it may be shown, the latest first. */
export const listPublishedAnswers = (db: Db, campaignId: string) =>
  db
    .selectFrom('answers')
    .innerJoin('offices', 'offices.id', 'answers.office_id')
    .select(['answers.id', 'answers.kind', 'received_on', 'public_text', 'public_file_type', 'answers.locale'])
    .select('offices.name as office')
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'published')
    .orderBy('received_on', 'desc')
    .orderBy('answers.id')
    .execute()

export const findPublishedFile = (db: Db, campaignId: string, id: string) =>
  db
    .selectFrom('answers')
    .select(['public_file', 'public_file_type'])
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .where('state', '=', 'published')
    .executeTakeFirst()
