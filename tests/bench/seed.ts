import { sql } from 'kysely'
import { newId } from '../../server/db/index.ts'
import type { Vault } from '../../server/features/privacy/index.ts'
import { sealPerson, slotOf } from '../../server/features/signatures/sealed-person.ts'
import { type BenchDatabase, randomAddressKey } from './database.ts'

const CHUNK = 500_000
const SHOWN = 50
/** As many bytes as a name, an address and a city take when they are sealed. */
const SEALED_BYTES = 100

/**
 * Fills the campaign with confirmed signatures as a year would have brought them: one in ten with a comment, ids in
 * the order of time, address keys at random. Only the newest, which the page shows, are truly sealed.
 */
export const seed = async (database: BenchDatabase, vault: Vault, rows: number): Promise<void> => {
  const { db, campaign } = database
  await sql`set statement_timeout = 0`.execute(db)
  await sql`set synchronous_commit = off`.execute(db)
  for (let from = 0; from < rows - SHOWN; from += CHUNK) {
    await insertChunk(database, from, Math.min(from + CHUNK, rows - SHOWN), rows)
  }
  await insertShown(database, vault)
  await db
    .insertInto('signature_counts')
    .values({ campaign_id: campaign.id, state: 'confirmed', count: rows })
    .execute()
  await sql`vacuum (analyze) signatures`.execute(db)
}

const insertChunk = ({ db, campaign }: BenchDatabase, from: number, to: number, rows: number) =>
  sql`
    insert into signatures (slot, campaign_id, id, created_at, confirmed_at, form_key, wants_updates, resident,
      address_key, sealed, state, visibility, locale, country, comment_state)
    select get_byte(key, 0) >> 2, ${campaign.id}::uuid,
      (lpad(to_hex((extract(epoch from signed_at) * 1000)::bigint), 12, '0') || '7' || substr(noise, 1, 3)
        || 'a' || substr(noise, 4, 15))::uuid,
      signed_at, signed_at + interval '5 minutes', gen_random_uuid(), true, true,
      key, substr(decode(repeat(noise, 7), 'hex'), 1, ${SEALED_BYTES}::int), 'confirmed',
      (array['full', 'initial', 'initial', 'hidden'])[1 + n % 4], (array['ru', 'en'])[1 + n % 2], 'KZ',
      case when n % 10 = 0 then 'shown' else 'none' end
    from (
      select n, decode(md5(random()::text || n), 'hex') as key, md5(n::text) as noise,
        now() - interval '1 day' - interval '1 year' * ((${rows}::int - n)::float8 / ${rows}::int) as signed_at
      from generate_series(${from + 1}::int, ${to}::int) as n
    ) as made
    order by key
  `.execute(db)

const insertShown = async ({ db, campaign }: BenchDatabase, vault: Vault) => {
  const people = Array.from({ length: SHOWN }, (_, index) => ({
    name: `Anna ${'ABCDE'.charAt(index % 5)}bdullina`,
    email: `anna.${index}@mail.example`,
    city: 'Almaty',
    comment: 'I have seen it on our own street, and I do not want my children to grow used to it.',
  }))
  const rows = people.map((person, index) => {
    const key = randomAddressKey()
    const at = new Date(Date.now() - (SHOWN - index) * 60_000)
    return {
      slot: slotOf(key),
      campaign_id: campaign.id,
      id: newId(),
      created_at: at,
      confirmed_at: at,
      form_key: null,
      wants_updates: true,
      resident: true,
      address_key: key,
      sealed: sealPerson(vault, campaign, key, person),
      state: 'confirmed' as const,
      held_reason: null,
      visibility: 'initial' as const,
      locale: 'en' as const,
      country: 'KZ',
      comment_state: 'shown' as const,
    }
  })
  await db.insertInto('signatures').values(rows).execute()
}
