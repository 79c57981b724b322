import { type Db, newId } from '../../../server/db/index.ts'
import type { AnswerKind } from '../../../server/db/sending-tables.ts'

/** Letters alike, each of a writer of its own unless one is given. */
export interface Alike {
  campaignId: string
  officeId: string
  count: number
  sentOn?: string
  dueOn?: string | null
  registered?: boolean
  /** Answered so many days after sending. */
  answeredAfter?: number
  kind?: AnswerKind | null
  writerId?: string
}

const later = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** Puts letters with their answers straight into the tables, as if they had gone their whole way. Gives the writers. */
export const putLetters = async (db: Db, alike: Alike): Promise<string[]> => {
  const { campaignId, officeId, count, sentOn = '2026-03-02', answeredAfter, registered = false } = alike
  const answeredOn = answeredAfter === undefined ? null : later(sentOn, answeredAfter)
  const writers = Array.from({ length: count }, () => alike.writerId ?? newId())
  if (!alike.writerId && count > 0)
    await db
      .insertInto('writers')
      .values(writers.map((id) => ({ id, campaign_id: campaignId, locale: 'ru' as const, sealed: null })))
      .execute()
  const letters = writers.map((writerId) => ({
    id: newId(),
    campaign_id: campaignId,
    addressee: 'president',
    office_id: officeId,
    writer_id: writerId,
    channel: 'email' as const,
    locale: 'ru' as const,
    state: answeredOn ? ('answered' as const) : registered ? ('registered' as const) : ('sent' as const),
    sent_on: sentOn,
    registered_on: registered ? sentOn : null,
    due_on: alike.dueOn ?? null,
    answered_on: answeredOn,
  }))
  if (letters.length === 0) return []
  await db.insertInto('sendings').values(letters).execute()
  if (!answeredOn) return writers

  const moves = letters.map(({ id }) => ({
    sending_id: id,
    moved_at: new Date(`${answeredOn}T12:00:00Z`),
    from_state: 'sent' as const,
    to_state: 'answered' as const,
    reason: null,
  }))
  await db.insertInto('sending_moves').values(moves).execute()
  const answers = letters.map(({ id }) => ({
    id: newId(),
    sending_id: id,
    received_on: answeredOn,
    kind: alike.kind ?? null,
    state: 'waiting' as const,
    sealed: Buffer.from('sealed'),
    file_name: null,
    file_type: null,
    file_sealed: null,
    public_text: null,
  }))
  await db.insertInto('answers').values(answers).execute()
  return writers
}
