import { randomUUID } from 'node:crypto'
import { type Db, newId } from '../../../server/db/index.ts'
import type { CommentState, HeldReason, SignatureState, Visibility } from '../../../server/db/schema.ts'
import type { SealedCampaign, Vault } from '../../../server/features/privacy/index.ts'
import { findSealedCampaign } from '../../../server/features/signatures/index.ts'
import { moveCount } from '../../../server/features/signatures/queries.ts'
import { sealPerson, slotOf } from '../../../server/features/signatures/sealed-person.ts'
import { demo } from '../../site.ts'

export interface Wishes {
  name?: string
  email?: string
  city?: string
  comment?: string
  country?: string
  locale?: 'en' | 'ru'
  state?: SignatureState
  heldReason?: HeldReason | null
  commentState?: CommentState
  visibility?: Visibility
  updates?: boolean
  confirmed?: boolean
  at?: Date
}

export const demoCampaign = async (db: Db): Promise<SealedCampaign> => {
  const { id } = await db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()
  const campaign = await findSealedCampaign(db, id)
  if (!campaign) throw new Error('The demo campaign is gone')
  return campaign
}

/** A signature as signing and confirming leave it; its key as the queue names it. */
export const addSignature = async (db: Db, vault: Vault, campaign: SealedCampaign, wishes: Wishes = {}) => {
  const { name = 'Ada Lovelace', email = `${randomUUID()}@example.org`, city = '', comment = '' } = wishes
  const state = wishes.state ?? 'confirmed'
  const at = wishes.at ?? new Date()
  const addressKey = vault.addressKey(campaign.id, email)
  const slot = slotOf(addressKey)
  const id = newId()
  await db
    .insertInto('signatures')
    .values({
      slot,
      campaign_id: campaign.id,
      id,
      created_at: at,
      confirmed_at: (wishes.confirmed ?? state === 'confirmed') ? at : null,
      form_key: null,
      wants_updates: wishes.updates ?? false,
      resident: false,
      address_key: addressKey,
      sealed: sealPerson(vault, campaign, addressKey, { name, email, city, comment }),
      state,
      held_reason: wishes.heldReason ?? null,
      visibility: wishes.visibility ?? 'full',
      locale: wishes.locale ?? 'en',
      country: wishes.country ?? 'KZ',
      comment_state: wishes.commentState ?? 'none',
    })
    .execute()
  await moveCount(db, campaign.id, state, 1)
  return { slot, id, key: `${slot}.${id}` }
}

export const findState = (db: Db, { slot, id }: { slot: number; id: string }) =>
  db
    .selectFrom('signatures')
    .select(['state', 'comment_state', 'held_reason'])
    .where('slot', '=', slot)
    .where('id', '=', id)
    .executeTakeFirst()
