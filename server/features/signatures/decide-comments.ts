import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { CommentState } from '../../db/schema.ts'
import type { SignatureKey } from './private-link.ts'

/** Moves comments of the campaign from one state to another; gives those that were in the first. */
export const moveComments = async (
  db: Db,
  campaignId: string,
  keys: SignatureKey[],
  from: Exclude<CommentState, 'none'>,
  to: Exclude<CommentState, 'none'>,
): Promise<SignatureKey[]> => {
  const { rows } = await sql<SignatureKey>`
    with wanted as (
      select distinct slot, id from unnest(
        ${sql.val(keys.map(({ slot }) => slot))}::smallint[], ${sql.val(keys.map(({ id }) => id))}::uuid[]
      ) as t (slot, id)
    ), before as (
      select slot, address_key from signatures join wanted using (slot, id)
      where campaign_id = ${campaignId}::uuid and comment_state = ${from}
      order by slot, address_key for update of signatures
    )
    update signatures set comment_state = ${to} from before
    where signatures.slot = before.slot and signatures.address_key = before.address_key
      and signatures.campaign_id = ${campaignId}::uuid
    returning signatures.slot, signatures.id
  `.execute(db)
  return rows
}
