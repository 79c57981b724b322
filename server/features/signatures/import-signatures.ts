import { sql } from 'kysely'
import { binaryBooleans, binaryBytes, binarySmallints, binaryTexts, binaryUuids } from '../../db/binary-arrays.ts'
import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { type Person, sealPerson, slotOf } from './sealed-person.ts'

/** A supporter who signed elsewhere. */
export interface ImportedSupporter extends Person {
  country: string
  resident: boolean
  locale: Locale
}

interface ImportedInto {
  campaign: SealedCampaign
  importId: string
  now: Date
}

/**
 * Takes supporters in as pending signatures marked by their import, raises the count of pending ones and promises each
 * a mail that waits for mail to those who are at the form, in one statement; run it in the transaction that forgets
 * where they came from. A mailbox that has signed already, withdrawn or was refused keeps its signature, and gets no
 * mail. Gives the number taken in.
 */
export const importSignatures = async (
  db: Db,
  vault: Vault,
  supporters: ImportedSupporter[],
  { campaign, importId, now }: ImportedInto,
): Promise<number> => {
  const byAddress = new Map(
    supporters.map((supporter) => {
      const addressKey = vault.addressKey(campaign.id, supporter.email)
      return [addressKey.toString('latin1'), { supporter, addressKey }]
    }),
  )
  const rows = [...byAddress.values()]
  const { rows: written } = await sql`
    with incoming as (
      select * from unnest(
        ${binarySmallints(rows.map(({ addressKey }) => slotOf(addressKey)))}::smallint[],
        ${binaryBytes(rows.map(({ addressKey }) => addressKey))}::bytea[],
        ${binaryUuids(rows.map(() => newId()))}::uuid[],
        ${binaryUuids(rows.map(() => newId()))}::uuid[],
        ${binaryBytes(rows.map(({ supporter, addressKey }) => sealPerson(vault, campaign, addressKey, supporter)))}::bytea[],
        ${binaryTexts(rows.map(({ supporter }) => supporter.country))}::text[],
        ${binaryTexts(rows.map(({ supporter }) => supporter.locale))}::text[],
        ${binaryBooleans(rows.map(({ supporter }) => supporter.resident))}::boolean[]
      ) as t (slot, address_key, id, mail_id, sealed, country, locale, resident)
    ), written as (
      insert into signatures (slot, campaign_id, address_key, id, created_at, wants_updates, resident, sealed, state,
        visibility, locale, country, comment_state, import_id)
      select slot, ${campaign.id}::uuid, address_key, id, ${now}::timestamptz, false, resident, sealed, 'pending',
        'initial', locale, country, 'none', ${importId}::uuid
      from incoming order by slot, address_key
      on conflict (slot, campaign_id, address_key) do nothing
      returning slot, id, address_key
    ), counted as (
      insert into signature_counts as known (campaign_id, state, count)
      select ${campaign.id}::uuid, 'pending', count(*) from written having count(*) > 0
      on conflict (campaign_id, state) do update set count = known.count + excluded.count
    ), promised as (
      insert into outbox (id, kind, locale, campaign_id, slot, signature_id, bulk)
      select mail_id, 'confirm-imported', locale, ${campaign.id}::uuid, slot, written.id, true
      from written join incoming using (slot, address_key)
    )
    select id from written
  `.execute(db)
  return written.length
}
