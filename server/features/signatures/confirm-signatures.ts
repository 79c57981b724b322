import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { SignatureKey } from './private-link.ts'

/** A pending signature can be confirmed this long after its form was sent: blackouts last days. */
export const CONFIRMABLE_DAYS = 30

/**
 * Confirms the signatures and moves the counts, in one statement. A held one is marked confirmed by its owner and
 * stays held. One that is confirmed already, refused, too old or gone is left as it is, so repeating is harmless.
 */
export const confirmSignatures = async (db: Db, keys: SignatureKey[], now: Date): Promise<void> => {
  await sql`
    with wanted as (
      select distinct slot, id from unnest(
        ${sql.val(keys.map(({ slot }) => slot))}::smallint[], ${sql.val(keys.map(({ id }) => id))}::uuid[]
      ) as t (slot, id)
    ), before as (
      select slot, campaign_id, address_key, state
      from signatures join wanted using (slot, id)
      where confirmed_at is null and state in ('pending', 'held', 'withdrawn')
        and created_at > ${now}::timestamptz - make_interval(days => ${CONFIRMABLE_DAYS})
      order by slot, campaign_id, address_key
      for update of signatures
    ), changed as (
      update signatures set
        confirmed_at = ${now}::timestamptz,
        state = case when before.state = 'held' then 'held' else 'confirmed' end
      from before
      where signatures.slot = before.slot and signatures.campaign_id = before.campaign_id
        and signatures.address_key = before.address_key and signatures.confirmed_at is null
      returning signatures.campaign_id, before.state as was, signatures.state as became
    ), moved as (
      select campaign_id, was as state, -1 as step from changed where was <> became
      union all
      select campaign_id, became, 1 from changed where was <> became
    )
    insert into signature_counts as known (campaign_id, state, count)
    select campaign_id, state, sum(step) from moved group by campaign_id, state order by campaign_id, state
    on conflict (campaign_id, state) do update set count = known.count + excluded.count
  `.execute(db)
}
