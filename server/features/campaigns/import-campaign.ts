import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import { exportCampaign } from './export-campaign.ts'
import type { CampaignFile, CampaignFolder } from './folder-format.ts'
import { type Saved, saveOffice } from './import-offices.ts'
import { replaceParts } from './import-parts.ts'

export interface Imported {
  slug: string
  created: boolean
  changed: boolean
}

/**
 * Makes the database hold the campaign as its folder has it, in one transaction: what the folder no longer has goes,
 * rows that stay keep their ids, and the version rises when anything changed (that of other campaigns too, when they
 * share an office or an organiser that did). Importing the same again writes nothing. Signatures and an existing
 * campaign's data key are never touched; `newDataKey` gives a new campaign its key, sealed by the master key.
 */
export const importCampaign = (db: Db, folder: CampaignFolder, newDataKey: () => Buffer): Promise<Imported> =>
  db.transaction().execute(async (transaction) => {
    await lockImports(transaction)
    const { campaign } = folder
    const before = await exportCampaign(transaction, campaign.slug)
    if (isDeepStrictEqual(before, folder)) return { slug: campaign.slug, created: false, changed: false }

    const organiser = await saveOrganiser(transaction, campaign.organiser)
    const offices: Saved[] = []
    for (const addressee of campaign.addressees)
      offices.push(await saveOffice(transaction, addressee, campaign.country))

    const id = await saveCampaign(transaction, campaign, organiser.id, newDataKey)
    await replaceParts(
      transaction,
      id,
      folder,
      offices.map((office) => office.id),
    )
    await raiseSharers(transaction, id, organiser, offices)
    return { slug: campaign.slug, created: before === undefined, changed: true }
  })

/** One import at a time, of whatever campaign, since campaigns share offices; it ends with the transaction. */
const lockImports = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('otklik campaign import', 0))`.execute(db)

const saveOrganiser = async (db: Db, { slug, name, email }: CampaignFile['organiser']): Promise<Saved> => {
  const found = await db
    .selectFrom('organisers')
    .select(['id', 'slug', 'name', 'email'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  const id = found?.id ?? newId()
  if (isDeepStrictEqual(found, { id, slug, name, email })) return { id, changed: false }

  const row = { id, slug, name: JSON.stringify(name), email }
  if (found) await db.updateTable('organisers').set(row).where('id', '=', id).execute()
  else await db.insertInto('organisers').values(row).execute()
  return { id, changed: true }
}

const saveCampaign = async (db: Db, campaign: CampaignFile, organiserId: string, newDataKey: () => Buffer) => {
  const row = {
    kind: campaign.kind,
    state: campaign.state,
    organiser_id: organiserId,
    country: campaign.country,
    goal: campaign.goal,
    opened_on: campaign.opened,
    comments: campaign.comments,
    facts: JSON.stringify(campaign.facts),
    limits: JSON.stringify(campaign.limits),
  }
  const updated = await db
    .updateTable('campaigns')
    .set(row)
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('slug', '=', campaign.slug)
    .returning('id')
    .executeTakeFirst()
  if (updated) return updated.id

  const id = newId()
  await db
    .insertInto('campaigns')
    .values({ id, slug: campaign.slug, data_key: newDataKey(), ...row })
    .execute()
  return id
}

/** The other campaigns that show what has just changed. */
const raiseSharers = async (db: Db, id: string, organiser: Saved, offices: Saved[]) => {
  const changedOffices = offices.filter(({ changed }) => changed).map((office) => office.id)
  if (!organiser.changed && changedOffices.length === 0) return
  await db
    .updateTable('campaigns')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '<>', id)
    .where((campaign) =>
      campaign.or([
        ...(organiser.changed ? [campaign('organiser_id', '=', organiser.id)] : []),
        campaign(
          'id',
          'in',
          campaign
            .selectFrom('addressees')
            .innerJoin('offices', 'offices.id', 'office_id')
            .select('campaign_id')
            .where('institution_id', 'in', (other) =>
              other
                .selectFrom('offices')
                .select('institution_id')
                .where(sql<boolean>`offices.id = any(${changedOffices}::uuid[])`),
            ),
        ),
      ]),
    )
    .execute()
}
