import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { SignatoryGroup, SignatoryKind, SignatoryState } from '../../db/schema.ts'
import type { Picture } from '../../render/reencode-image.ts'
import { type ActName, recordAct } from '../accounts/index.ts'
import { logoColumns } from '../campaigns/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import type { Facts } from './facts.ts'
import { findPlaces } from './queries.ts'
import { type Contact, sealContact } from './sealed-contact.ts'

/** Who acts at the desk. */
export interface Actor {
  team: string
  account: string
}

/** One change of a campaign's signatories at a time, so that keys and places are each given once. */
export const inCampaign = <Result>(db: Db, campaignId: string, change: (trx: Db) => Promise<Result>): Promise<Result> =>
  db.transaction().execute(async (trx) => {
    await trx.selectFrom('campaigns').select('id').where('id', '=', campaignId).forUpdate().execute()
    return change(trx)
  })

/** The public page shows something else now. */
export const raiseVersion = (db: Db, campaignId: string) =>
  db
    .updateTable('campaigns')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', campaignId)
    .execute()

/** Writes down who did what with a signatory. */
export const note = (db: Db, by: Actor, campaign: string, act: ActName, signatory: string) =>
  recordAct(db, { ...by, campaign, act, details: { signatory } })

interface Signatory {
  id: string
  state: SignatoryState
}

/** Writes other facts, another contact and, where one is given, another logo of a signatory; nothing of one who has withdrawn by their own link. */
export const changeSignatory = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  { id }: Signatory,
  { facts, contact, logo, by }: { facts: Facts; contact: Contact; logo: Picture | undefined; by: Actor },
) =>
  inCampaign(db, campaign.id, async (trx) => {
    await trx
      .updateTable('signatories')
      .set({
        facts: JSON.stringify(facts),
        sealed: sealContact(vault, campaign, id, contact),
        address_key: contact.email ? vault.addressKey(campaign.id, contact.email) : null,
        ...(logo && logoColumns(logo)),
      })
      .where('id', '=', id)
      .where('left_at', 'is', null)
      .execute()
    await raiseVersion(trx, campaign.id)
    await note(trx, by, campaign.id, 'signatory-changed', id)
  })

/** From which states the desk may move a signatory where. */
export const moves = {
  confirmed: ['waiting', 'invited', 'refused', 'withdrawn'],
  refused: ['pending', 'waiting', 'invited'],
  withdrawn: ['confirmed'],
} as const satisfies Record<'confirmed' | 'refused' | 'withdrawn', SignatoryState[]>

export type Decision = keyof typeof moves

const actOf = {
  confirmed: 'signatory-confirmed',
  refused: 'signatory-refused',
  withdrawn: 'signatory-withdrawn',
} as const satisfies Record<Decision, ActName>

/**
 * Confirms, refuses or withdraws a signatory; whoever is confirmed comes last. False, with nothing changed, where it is
 * not in a state that allows it, or has withdrawn by its own link: of two editors who decide at once, one does.
 */
export const decideSignatory = (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  { id, kind, contact }: { id: string; kind: SignatoryKind; contact: Contact },
  { to, reason, by }: { to: Decision; reason: string; by: Actor },
): Promise<boolean> =>
  inCampaign(db, campaign.id, async (trx) => {
    const place = to === 'confirmed' ? { position: (await findPlaces(trx, campaign.id, kind)).next } : {}
    const moved = await trx
      .updateTable('signatories')
      .set({
        state: to,
        sealed: sealContact(vault, campaign, id, { ...contact, reason, declined: false, changed: false }),
        checked_by: by.account,
        checked_at: new Date(),
        held: false,
        ...place,
      })
      .where('id', '=', id)
      .where('state', 'in', [...moves[to]])
      .where('left_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!moved) return false
    await raiseVersion(trx, campaign.id)
    await note(trx, by, campaign.id, actOf[to], id)
    return true
  })

/** Puts the confirmed of a kind in this order; those that it does not name keep theirs, after the named. */
export const orderSignatories = (db: Db, campaignId: string, kind: SignatoryKind, order: string[], by: Actor) =>
  inCampaign(db, campaignId, async (trx) => {
    const rows = await trx
      .selectFrom('signatories')
      .select('id')
      .where('campaign_id', '=', campaignId)
      .where('kind', '=', kind)
      .orderBy(sql`state = 'confirmed'`, 'desc')
      .orderBy('position')
      .orderBy('id')
      .execute()
    const known = rows.map(({ id }) => id)
    const named = [...new Set(order)].filter((id) => known.includes(id))
    const all = [...named, ...known.filter((id) => !named.includes(id))]
    await sql`update signatories set position = place.at - 1
      from unnest(${all}::uuid[]) with ordinality as place (id, at) where signatories.id = place.id`.execute(trx)
    await raiseVersion(trx, campaignId)
    await recordAct(trx, { ...by, campaign: campaignId, act: 'signatories-ordered', details: { kind } })
  })

export const saveGroups = (db: Db, campaignId: string, groups: SignatoryGroup[], by: Actor) =>
  inCampaign(db, campaignId, async (trx) => {
    await trx
      .updateTable('campaigns')
      .set({ signatory_groups: JSON.stringify(groups) })
      .where('id', '=', campaignId)
      .execute()
    await raiseVersion(trx, campaignId)
    await recordAct(trx, { ...by, campaign: campaignId, act: 'signatory-groups', details: { groups: groups.length } })
  })
