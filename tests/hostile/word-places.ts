import { sql } from 'kysely'
import type { Db } from '../../server/db/index.ts'

export interface Place {
  table: string
  column: string
  type: 'text' | 'jsonb' | 'bytea'
  /** Whether its table tells of which campaign a row is. */
  ofCampaign: boolean
}

/**
 * Columns that hold no words: addresses, ids and codes that only the code gives, digests, numbers and dates; and rows
 * of a file on their way, which no page shows before they are signatures.
 */
const codes = new Set(
  (
    'act addressee answer_rule attachments clock country digest directory email file_type held_reason key limits name_key ' +
    'password_hash public_file_type recommendation section settings slug time_zone working_hours dispatch_tester ' +
    'campaign_images.name campaigns.cover from_state locale logo_digest to_state evidence.happened letter_fragments.name ' +
    'moderation_decisions.reason sending_moves.reason departures.address mailbox_pace.address ' +
    'totp_sealed import_rows.sealed import_pieces.sealed signature_imports.checked sending_proofs.type'
  ).split(' '),
)

/** Columns of bytes that seal nothing: hashes, keys, tokens and pictures. */
const bytes = /(?:_key|_hash|^digest|^credential_id|^challenge|^key|^bytes|^small|^logo|^public_file)$/

/** Every column that can hold what somebody wrote: text that no constraint keeps to a list, JSON, and what is sealed. */
export const listPlaces = async (db: Db): Promise<Place[]> => {
  const { rows } = await sql<Place & { listed: boolean }>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
      exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'campaign_id') as "ofCampaign",
      exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
        and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY%') as listed
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname not like 'kysely%'
      and format_type(a.atttypid, null) in ('text', 'jsonb', 'bytea')
    order by 1, a.attnum`.execute(db)
  return rows.filter(
    ({ table, column, type, listed }) =>
      !listed && !codes.has(column) && !codes.has(`${table}.${column}`) && !(type === 'bytea' && bytes.test(column)),
  )
}
