import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { HeldReason } from '../../db/schema.ts'
import type { SignatureKey } from './private-link.ts'

const BATCH = 500

/** A held signature that was decided on, and why it had been held. */
export interface DecidedSignature extends SignatureKey {
  heldReason: HeldReason | null
}

const wanted = (keys: SignatureKey[]) => sql`select distinct slot, id from unnest(
    ${sql.val(keys.map(({ slot }) => slot))}::smallint[], ${sql.val(keys.map(({ id }) => id))}::uuid[]
  ) as t (slot, id)`

/** Counts move in the order of their names, so that two transactions cannot wait for each other. */
const movedCounts = (campaignId: string) => sql`
  moved as (
    select was as state, -1 as step from changed where was <> became
    union all
    select became, 1 from changed where was <> became
  ), counted as (
    insert into signature_counts as known (campaign_id, state, count)
    select ${campaignId}::uuid, state, sum(step) from moved group by state order by state
    on conflict (campaign_id, state) do update set count = known.count + excluded.count
  )`

/**
 * Decides on held signatures of the campaign and moves the counts, in one statement. Released, one is counted where its
 * owner has confirmed it and pending otherwise; refused, it is neither. Gives those that were held until now.
 */
export const decideHeld = async (
  db: Db,
  campaignId: string,
  keys: SignatureKey[],
  decision: 'release' | 'refuse',
): Promise<DecidedSignature[]> => {
  const { rows } = await sql<DecidedSignature>`
    with wanted as (${wanted(keys)}), before as (
      select slot, address_key, confirmed_at, held_reason
      from signatures join wanted using (slot, id)
      where campaign_id = ${campaignId}::uuid and state = 'held'
      order by slot, address_key for update of signatures
    ), changed as (
      update signatures set
        held_reason = case when ${decision} = 'refuse' then signatures.held_reason end,
        state = case when ${decision} = 'refuse' then 'refused'
          when before.confirmed_at is null then 'pending' else 'confirmed' end
      from before
      where signatures.slot = before.slot and signatures.address_key = before.address_key
        and signatures.campaign_id = ${campaignId}::uuid
      returning signatures.slot, signatures.id, 'held' as was, signatures.state as became,
        before.held_reason as why
    ), ${movedCounts(campaignId)}
    select slot, id, why as "heldReason" from changed
  `.execute(db)
  return rows
}

/** Holds signatures of the campaign again that were released or refused; withdrawn and erased ones are left alone. */
export const holdAgain = async (db: Db, campaignId: string, signatures: DecidedSignature[]): Promise<number> => {
  const { rows } = await sql`
    with wanted as (
      select distinct on (slot, id) slot, id, why from unnest(
        ${sql.val(signatures.map(({ slot }) => slot))}::smallint[],
        ${sql.val(signatures.map(({ id }) => id))}::uuid[],
        ${sql.val(signatures.map(({ heldReason }) => heldReason))}::text[]
      ) as t (slot, id, why)
    ), before as (
      select slot, address_key, state, why
      from signatures join wanted using (slot, id)
      where campaign_id = ${campaignId}::uuid and state in ('pending', 'confirmed', 'refused')
      order by slot, address_key for update of signatures
    ), changed as (
      update signatures set state = 'held', held_reason = before.why
      from before
      where signatures.slot = before.slot and signatures.address_key = before.address_key
        and signatures.campaign_id = ${campaignId}::uuid
      returning before.state as was, signatures.state as became
    ), ${movedCounts(campaignId)}
    select became from changed
  `.execute(db)
  return rows.length
}

/** Releases one held signature of the campaign, or all that are held by now; the number released. */
export const releaseSignatures = async (db: Db, campaignId: string, only?: string): Promise<number> => {
  let released = 0
  for (;;) {
    const query = db
      .selectFrom('signatures')
      .select(['slot', 'id'])
      .where('campaign_id', '=', campaignId)
      .where('state', '=', 'held')
      .orderBy('created_at')
      .limit(BATCH)
    const keys = await (only ? query.where('id', '=', only) : query).execute()
    released += (await decideHeld(db, campaignId, keys, 'release')).length
    if (only || keys.length < BATCH) return released
  }
}
