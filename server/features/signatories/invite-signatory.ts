import { isDeepStrictEqual } from 'node:util'
import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Picture } from '../../render/reencode-image.ts'
import { recordAct } from '../accounts/index.ts'
import { logoColumns } from '../campaigns/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { type Actor, inCampaign, raiseVersion } from './change-signatories.ts'
import type { Facts } from './facts.ts'
import { findPlaces, type StoredSignatory } from './queries.ts'
import { type Contact, sealContact } from './sealed-contact.ts'

export const INVITED_DAYS = 30
const DAY = 24 * 3600_000

/** Who has been invited, and by which of the invitations. */
type Invited = Pick<StoredSignatory, 'id' | 'kind' | 'invitation' | 'facts'>

/**
 * Makes a new invitation, which ends those before it, and promises a mail with it where asked. False where the
 * signatory has signed already.
 */
export const inviteSignatory = (
  db: Db,
  campaign: SealedCampaign,
  id: string,
  { mail, locale, by, now }: { mail: boolean; locale: Locale; by: Actor; now: Date },
): Promise<boolean> =>
  inCampaign(db, campaign.id, async (trx) => {
    const invited = await trx
      .updateTable('signatories')
      .set((row) => ({
        state: 'invited',
        locale,
        invitation: row('invitation', '+', 1),
        invited_until: new Date(now.getTime() + INVITED_DAYS * DAY),
        checked_by: by.account,
      }))
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'invited', 'refused'])
      .returning('id')
      .executeTakeFirst()
    if (!invited) return false
    if (mail) {
      await trx
        .insertInto('outbox')
        .values({ id: newId(), kind: 'invitation-to-sign', locale, campaign_id: campaign.id, signatory_id: id })
        .execute()
    }
    await recordAct(trx, { ...by, campaign: campaign.id, act: 'signatory-invited', details: { signatory: id, mail } })
    return true
  })

/**
 * The invited says yes. What the campaigners wrote and nobody changed is confirmed at once; what was corrected waits
 * for their look, and so does a logo. False where the invitation was used, has ended or was replaced: one statement decides.
 */
export const acceptInvitation = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  invited: Invited,
  { facts, contact, logo, now }: { facts: Facts; contact: Contact; logo: Picture | undefined; now: Date },
): Promise<boolean> =>
  inCampaign(db, campaign.id, async (trx) => {
    const changed = logo !== undefined || !isDeepStrictEqual(facts, invited.facts)
    const { next } = await findPlaces(trx, campaign.id, invited.kind)
    const done = await answerInvitation(trx, invited, now, {
      state: changed ? 'waiting' : 'confirmed',
      facts: JSON.stringify(facts),
      sealed: sealContact(vault, campaign, invited.id, { ...contact, changed }),
      position: next,
      ...(logo && logoColumns(logo)),
      ...(!changed && { checked_at: now }),
    })
    if (done && !changed) await raiseVersion(trx, campaign.id)
    return done
  })

/** The invited says no. */
export const declineInvitation = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  invited: Invited,
  { contact, now }: { contact: Contact; now: Date },
): Promise<boolean> =>
  answerInvitation(db, invited, now, {
    state: 'refused',
    sealed: sealContact(vault, campaign, invited.id, { ...contact, declined: true }),
  })

type Answer = {
  state: 'waiting' | 'confirmed' | 'refused'
  sealed: Buffer
  facts?: string
  position?: number
  checked_at?: Date
} & Partial<ReturnType<typeof logoColumns>>

const answerInvitation = async (db: Db, { id, invitation }: Invited, now: Date, answer: Answer): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('signatories')
    .set({ ...answer, answered_at: now })
    .where('id', '=', id)
    .where('state', '=', 'invited')
    .where('invitation', '=', invitation)
    .where('invited_until', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
