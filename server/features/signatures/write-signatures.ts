import { sql } from 'kysely'
import {
  binaryBooleans,
  binaryBytes,
  binarySmallints,
  binaryTexts,
  binaryTimes,
  binaryUuids,
} from '../../db/binary-arrays.ts'
import type { Db } from '../../db/connect.ts'
import { prepared } from '../../db/prepared.ts'
import type { CommentState, HeldReason, SignatureState, Visibility } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'

/** At most this many confirmation mails go to one address for one campaign. */
export const MAX_MAILS = 5

/** A signature as it is written: sealed, keyed and judged. */
export interface NewSignature {
  slot: number
  campaignId: string
  addressKey: Buffer
  id: string
  mailId: string
  createdAt: Date
  formKey: string | null
  wantsUpdates: boolean
  resident: boolean
  sealed: Buffer
  state: Extract<SignatureState, 'pending' | 'held'>
  heldReason: HeldReason | null
  visibility: Visibility
  locale: Locale
  country: string
  commentState: CommentState
  edition: number
}

/**
 * Writes the signatures, raises the counts and promises the mails in one statement and so in one transaction.
 * No two rows may share an address key. Who has signed already is found by the primary key: a signature that its
 * owner never confirmed takes on what was typed last; a confirmed one stays as it is; either way the owner gets a
 * mail, unless the same form came twice or MAX_MAILS have gone.
 */
export const writeSignatures = async (db: Db, rows: NewSignature[]): Promise<void> => {
  await sql`${prepared('write-signatures')}
    with incoming as (
      select * from unnest(
        ${binarySmallints(rows.map((row) => row.slot))}::smallint[],
        ${binaryUuids(rows.map((row) => row.campaignId))}::uuid[],
        ${binaryBytes(rows.map((row) => row.addressKey))}::bytea[],
        ${binaryUuids(rows.map((row) => row.id))}::uuid[],
        ${binaryUuids(rows.map((row) => row.mailId))}::uuid[],
        ${binaryTimes(rows.map((row) => row.createdAt))}::timestamptz[],
        ${binaryUuids(rows.map((row) => row.formKey))}::uuid[],
        ${binaryBooleans(rows.map((row) => row.wantsUpdates))}::boolean[],
        ${binaryBooleans(rows.map((row) => row.resident))}::boolean[],
        ${binaryBytes(rows.map((row) => row.sealed))}::bytea[],
        ${binaryTexts(rows.map((row) => row.state))}::text[],
        ${binaryTexts(rows.map((row) => row.heldReason))}::text[],
        ${binaryTexts(rows.map((row) => row.visibility))}::text[],
        ${binaryTexts(rows.map((row) => row.locale))}::text[],
        ${binaryTexts(rows.map((row) => row.country))}::text[],
        ${binaryTexts(rows.map((row) => row.commentState))}::text[],
        ${binarySmallints(rows.map((row) => row.edition))}::smallint[]
      ) as t (slot, campaign_id, address_key, id, mail_id, created_at, form_key, wants_updates, resident, sealed,
              state, held_reason, visibility, locale, country, comment_state, edition)
    ), written as (
      insert into signatures as known (slot, campaign_id, address_key, id, created_at, form_key, wants_updates,
        resident, sealed, state, held_reason, visibility, locale, country, comment_state, edition)
      select slot, campaign_id, address_key, id, created_at, form_key, wants_updates,
        resident, sealed, state, held_reason, visibility, locale, country, comment_state, edition
      from incoming order by slot, campaign_id, address_key
      on conflict (slot, campaign_id, address_key) do update set
        mails = known.mails + 1,
        form_key = excluded.form_key,
        created_at = case when known.confirmed_at is null then excluded.created_at else known.created_at end,
        wants_updates = case when known.confirmed_at is null then excluded.wants_updates else known.wants_updates end,
        resident = case when known.confirmed_at is null then excluded.resident else known.resident end,
        sealed = case when known.confirmed_at is null then excluded.sealed else known.sealed end,
        visibility = case when known.confirmed_at is null then excluded.visibility else known.visibility end,
        country = case when known.confirmed_at is null then excluded.country else known.country end,
        comment_state = case when known.confirmed_at is null then excluded.comment_state else known.comment_state end,
        edition = case when known.confirmed_at is null then excluded.edition else known.edition end
      where known.mails < ${MAX_MAILS} and known.state <> 'refused'
        and (excluded.form_key is null or known.form_key is distinct from excluded.form_key)
      returning slot, campaign_id, address_key, id, state, confirmed_at, (xmax = 0) as fresh
    ), counted as (
      insert into signature_counts as known (campaign_id, state, count)
      select campaign_id, state, count(*) from written where fresh group by campaign_id, state
      order by campaign_id, state
      on conflict (campaign_id, state) do update set count = known.count + excluded.count
    )
    insert into outbox (id, kind, locale, campaign_id, slot, signature_id)
    select mail_id, case when confirmed_at is null then 'confirm' else 'already-signed' end,
      locale, campaign_id, slot, written.id
    from written join incoming using (slot, campaign_id, address_key)
  `.execute(db)
}
