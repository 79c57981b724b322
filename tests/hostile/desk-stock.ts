import { sql } from 'kysely'
import { type Db, newId } from '../../server/db/index.ts'
import type { DeskRoute } from '../../server/desk.ts'
import { findCampaign } from '../../server/features/campaigns/index.ts'
import { listSections } from '../../server/features/drafts/index.ts'
import { createSending, createWriter, moveSending } from '../../server/features/sendings/index.ts'
import { createUpdate, postUpdate } from '../../server/features/updates/save-update.ts'
import type { TestDesk } from '../desk.ts'

/** What an address of the desk can name, by the name of the parameter. */
export type Named = Record<string, string>

/** The smallest picture, for whatever has bytes. */
export const PIXEL = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')

/** By which it can be asked for as a campaign's picture. */
export const DIGEST = 'a'.repeat(64)

/** A campaign with one thing of each kind that an address names, and its team with a member and an invitation. */
export const stock = async (desk: TestDesk, slug: string, memberId: string): Promise<Named> => {
  const { db, vault } = desk
  const campaign = await db
    .selectFrom('campaigns')
    .innerJoin('organisers', 'organisers.id', 'organiser_id')
    .select(['campaigns.id', 'organiser_id', 'organisers.slug as team'])
    .where('campaigns.slug', '=', slug)
    .executeTakeFirstOrThrow()
  await listSections(db, campaign.id)
  const named = { campaign: slug, team: campaign.team, member: memberId, invitation: newId(), signatory: newId() }
  const more = { update: newId(), import: newId(), state: newId(), case: `case-of-${slug}`.slice(0, 50) }
  const texts = [{ locale: 'en' as const, title: 'An update', body: 'Its text' }]
  await createUpdate(
    db,
    { campaignId: campaign.id, id: more.update, account: memberId },
    { happenedOn: '2026-03-11', texts },
  )
  await postUpdate(db, campaign.id, more.update)
  const facts = JSON.stringify({ name: { en: 'An organisation' }, website: null, country: null })
  await sql`insert into signatories (id, campaign_id, kind, key, position, state, facts)
    values (${named.signatory}, ${campaign.id}, 'organisation', 'an-organisation', 900, 'confirmed', ${facts}::jsonb)`.execute(
    db,
  )
  await sql`insert into cases (campaign_id, key, position, kind, basis, names, status, history)
    values (${campaign.id}, ${more.case}, 900, 'event', 'consent', '{"en": "A case"}', '{}', '[]')`.execute(db)
  for (const name of ['cover', 'unused'])
    await sql`insert into campaign_images (campaign_id, name, digest, width, height, bytes, saved_at)
      values (${campaign.id}, ${name}, ${DIGEST}, 10, 10, ${PIXEL}, now())`.execute(db)
  const held = await stockHeld(db, vault, campaign.id, slug)
  const recommendation = await recommendationOf(db, campaign.id)
  await sql`insert into recommendation_states (id, campaign_id, recommendation, state, who, happened_on, source)
    values (${more.state}, ${campaign.id}, ${recommendation}, 'noted', '{"en": "A body"}', '2026-01-01', 'A report')`.execute(
    db,
  )
  await sql`insert into signature_imports (id, campaign_id, state, settings, created_at)
    values (${more.import}, ${campaign.id}, 'done', '{}', now())`.execute(db)
  await sql`insert into invitations (id, organiser_id, address_key, sealed, roles, locale, expires_at)
    values (${named.invitation}, ${campaign.organiser_id}, ${vault.addressKey(slug, 'a@b.example')},
      ${vault.sealOfAccount('a@b.example', `invitation ${named.invitation}`)},
      '{editor}', 'en', now() + interval '7 days')`.execute(db)
  return { ...named, ...more, recommendation, held }
}

/** A letter that has certainly not left, and the id of one of which nobody knows whether it arrived. */
const stockHeld = async (db: Db, vault: TestDesk['vault'], campaignId: string, slug: string): Promise<string> => {
  const campaign = await findCampaign(db, slug)
  const { id: officeId } = await db.selectFrom('offices').select('id').limit(1).executeTakeFirstOrThrow()
  if (!campaign) throw new Error(`${slug} is not there`)
  const now = new Date()
  const { id: writerId } = await createWriter(db, vault, { campaign, locale: 'en', resident: true, person: null })
  const about = { campaignId, writerId, addressee: 'an-office', officeId }
  const hold = async (reason: string) => {
    const { id } = await createSending(db, { ...about, channel: 'email', locale: 'en', now })
    await sql`insert into deliveries (sending_id, campaign_id, office_id, stage, not_before, attempts, reply_hash)
      values (${id}, ${campaignId}, ${officeId}, 'done', now(), 1, ${Buffer.from(id)})`.execute(db)
    await moveSending(db, id, 'queued', { now, reason: 'confirmed' })
    await moveSending(db, id, 'held', { now, reason })
    return id
  }
  await hold('no-channel')
  return hold('outcome-unknown')
}

/** One that the desk lists, or one of which a state is known though no document names it. */
const recommendationOf = async (db: Db, campaignId: string) => {
  const row = await db
    .selectFrom('campaign_documents')
    .select('source')
    .where('campaign_id', '=', campaignId)
    .limit(1)
    .executeTakeFirst()
  return row ? 'torture-definition' : 'not-of-any-document'
}

/** The address of a route with these names in it; whatever it names besides is what does not exist. */
export const addressOf = ({ url }: Pick<DeskRoute, 'url'>, named: Named) =>
  url.replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => named[nameIn(url, name)] ?? NOWHERE)

const ownIds = ['update', 'import', 'answer', 'passkey', 'session', 'mail']

/** Ids are called so in several rooms. */
const nameIn = (url: string, name: string) => {
  if (name !== 'id') return name
  return ownIds.find((own) => url.includes(`/${own}`)) ?? 'id'
}

export const NOWHERE = '00000000-0000-7000-8000-000000000000'

/** Tables that requests change by themselves: when a session was seen. */
const lively = ['sessions']

/** What all tables hold, one fingerprint each. */
export const fingerprint = async (db: Db): Promise<Record<string, string>> => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(db)
  const names = rows.map(({ name }) => name).filter((name) => !lively.includes(name))
  const one = (name: string) => sql`select ${sql.lit(name)}::text as name, count(*) || ' ' ||
    coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${sql.table(name)} t`
  const prints = await sql<{ name: string; print: string }>`${sql.join(names.map(one), sql` union all `)}`.execute(db)
  return Object.fromEntries(prints.rows.map(({ name, print }) => [name, print]))
}

/** The tables that hold this text anywhere. */
export const tablesWith = async (db: Db, text: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(db)
  const one = ({ name }: { name: string }) => sql`select ${sql.lit(name)}::text as name
    where exists (select from ${sql.table(name)} t where strpos(t::text, ${text}) > 0)`
  const found = await sql<{ name: string }>`${sql.join(rows.map(one), sql` union all `)}`.execute(db)
  return found.rows.map(({ name }) => name)
}
