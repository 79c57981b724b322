import type { Db } from '../../db/index.ts'
import type { SignatoryKind } from '../../db/schema.ts'

const select = (db: Db) =>
  db
    .selectFrom('signatories')
    .innerJoin('campaigns', 'campaigns.id', 'signatories.campaign_id')
    .select([
      'signatories.id',
      'signatories.kind',
      'signatories.key',
      'signatories.position',
      'signatories.state',
      'signatories.facts',
      'signatories.sealed',
      'signatories.locale',
      'signatories.held',
      'signatories.invitation',
      'signatories.invited_until',
      'signatories.checked_at',
      'signatories.left_at',
      'signatories.logo_width',
      'signatories.logo_height',
      'signatories.logo_light',
      'signatories.created_at',
      'campaigns.id as campaign_id',
      'campaigns.slug as campaign',
      'campaigns.state as campaign_state',
      'campaigns.data_key',
      'campaigns.signatory_groups as groups',
    ])

/** A signatory with what its campaign's key and page need; undefined where there is none. */
export const findSignatory = (db: Db, id: string) => select(db).where('signatories.id', '=', id).executeTakeFirst()

export type StoredSignatory = NonNullable<Awaited<ReturnType<typeof findSignatory>>>

/** All of a campaign but those whose mailbox nobody has confirmed and no limit has held, in their order. */
export const listSignatories = (db: Db, campaignId: string): Promise<StoredSignatory[]> =>
  select(db)
    .where('signatories.campaign_id', '=', campaignId)
    .where((row) => row.or([row('signatories.state', '<>', 'pending'), row('signatories.held', '=', true)]))
    .orderBy('signatories.position')
    .orderBy('signatories.id')
    .execute()

/** The one whose open form had this idempotency key. */
export const findByFormKey = (db: Db, campaignId: string, key: string) =>
  db
    .selectFrom('signatories')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where('form_key', '=', key)
    .executeTakeFirst()

/** The team behind a campaign, and whether its people wish to be named. */
export const findTeamName = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns')
    .innerJoin('organisers', 'organisers.id', 'campaigns.organiser_id')
    .select(['organisers.name', 'organiser_shown'])
    .where('campaigns.id', '=', campaignId)
    .executeTakeFirst()

/** The keys that a campaign's signatories have, and the last place of a kind. */
export const findPlaces = async (db: Db, campaignId: string, kind: SignatoryKind) => {
  const rows = await db
    .selectFrom('signatories')
    .select(['key', 'kind', 'position'])
    .where('campaign_id', '=', campaignId)
    .execute()
  const positions = rows.filter((row) => row.kind === kind).map(({ position }) => position)
  return { keys: new Set(rows.map(({ key }) => key)), next: Math.max(-1, ...positions) + 1 }
}
