import type { Db } from '../../db/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { createSending } from './create-sending.ts'
import { clockFromForwarding } from './letter-clock.ts'
import { findNextOffice, findOfficeBySlug, type StoredLetter } from './queries.ts'
import { moveSending } from './states.ts'
import { idFromKey } from './writers.ts'

export interface Forwarding {
  /** The slug of the office; one that the directory does not have is followed nowhere. */
  to: string
  /** YYYY-MM-DD; a day before the letter was sent counts as the day of sending. */
  on: string
}

/**
 * Begins the letter at the office that it was passed on to: sent there on that day, its clock from then. A letter is
 * followed to one office: what its writer and an editor tell of it holds from whoever tells first. Works within the
 * caller's transaction.
 */
export const forwardLetter = async (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  letter: StoredLetter & { writer_id: string },
  { to, on }: Forwarding,
  now: Date,
): Promise<void> => {
  const office = to ? await findOfficeBySlug(db, to) : undefined
  if (!office || (await findNextOffice(db, letter.id))) return
  const { id, created } = await createSending(db, {
    id: idFromKey(vault, 'sending', `${letter.id} next`),
    campaignId: campaign.id,
    writerId: letter.writer_id,
    addressee: office.slug,
    officeId: office.id,
    channel: letter.channel,
    locale: letter.locale,
    parentId: letter.id,
    now,
  })
  if (!created) return
  const sentOn = letter.sent_on && on < letter.sent_on ? letter.sent_on : on
  const set = { sent_on: sentOn, ...clockFromForwarding(letter, office.answer_rule, sentOn) }
  await moveSending(db, id, 'sent', { now, reason: 'forwarded', set })
}
