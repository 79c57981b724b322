import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, inTransaction, newId } from '../../db/index.ts'
import {
  findDirectorySlugs,
  type KeptCorrection,
  keepCorrections,
  lockOffices,
  raiseCampaigns,
  type Saved,
  saveInlineOffice,
} from '../officials/index.ts'
import { replaceLogos, saveImages } from './campaign-images.ts'
import { keepEdition, type Publisher } from './editions.ts'
import { exportCampaign } from './export-campaign.ts'
import type { CampaignFile, CampaignFolder } from './folder-format.ts'
import { keepWithdrawn, replaceCases, replaceStates } from './import-cases.ts'
import { replaceParts } from './import-parts.ts'
import { replaceSignatories } from './import-signatories.ts'
import { keepMove } from './keep-move.ts'

export interface Imported {
  slug: string
  created: boolean
  changed: boolean
  /** Accepted corrections of offices that the folder spells out as they were before. */
  kept: KeptCorrection[]
}

/**
 * Makes the database hold the campaign as its folder has it, in one transaction: what the folder no longer has goes,
 * rows that stay keep their ids, and the version rises when anything changed (that of other campaigns too, when they
 * share an office or an organiser that did). Importing the same again writes nothing. Signatures and an existing
 * campaign's data key are never touched; `newDataKey` gives a new campaign its key, sealed by the master key. Where what
 * people sign changed under a public campaign, that is a new edition of its publisher's. Joins a transaction under way.
 */
export const importCampaign = (
  db: Db,
  given: CampaignFolder,
  newDataKey: () => Buffer,
  publisher: Publisher = { account: null, note: {}, now: new Date() },
): Promise<Imported> =>
  inTransaction(db, async (transaction) => {
    await lockOffices(transaction)
    const { campaign, kept } = await withCorrections(transaction, given.campaign)
    const before = await exportCampaign(transaction, campaign.slug)
    const folder = { ...given, campaign, cases: keepWithdrawn(given.cases, before?.cases ?? []) }
    if (before && holdsAll(before, folder)) return { slug: campaign.slug, created: false, changed: false, kept }

    const organiser = await saveOrganiser(transaction, campaign.organiser)
    const offices = await saveOffices(transaction, campaign)

    const id = await saveCampaign(transaction, folder, organiser.id, newDataKey)
    await keepMove(transaction, id, before?.campaign.state, campaign.state, publisher)
    await replaceParts(
      transaction,
      id,
      folder,
      offices.map((office) => office.id),
    )
    await saveImages(transaction, id, folder.images, publisher)
    if (folder.signatories) {
      await replaceSignatories(transaction, id, folder.signatories)
      await replaceLogos(transaction, id, folder.logos)
    }
    if (folder.cases) await replaceCases(transaction, id, folder.cases)
    if (folder.recommendations) await replaceStates(transaction, id, folder.recommendations)
    const changed = offices.filter((office) => office.changed).map((office) => office.id)
    await raiseCampaigns(transaction, changed, id)
    if (organiser.changed) await raiseOrganised(transaction, organiser.id, id)
    await keepEdition(transaction, id, { before, after: folder }, publisher)
    return { slug: campaign.slug, created: before === undefined, changed: true, kept }
  })

/** The campaign with the channels of the offices that it spells out as accepted corrections have made them. */
const withCorrections = async (db: Db, campaign: CampaignFile) => {
  const kept: KeptCorrection[] = []
  const addressees: CampaignFile['addressees'] = []
  for (const addressee of campaign.addressees) {
    if (!('institution' in addressee)) {
      addressees.push(addressee)
      continue
    }
    const corrected = await keepCorrections(db, addressee.office.slug, addressee.channels)
    kept.push(...corrected.kept)
    addressees.push({ ...addressee, channels: corrected.channels })
  }
  return { campaign: { ...campaign, addressees }, kept }
}

/** Whether the database has what the folder says; a folder without signatories says nothing of them. */
const holdsAll = (before: CampaignFolder, folder: CampaignFolder) => {
  const none = { groups: [], organisations: [], office_holders: [] }
  const signatories = folder.signatories && (before.signatories ?? none)
  const cases = folder.cases && (before.cases ?? [])
  const recommendations = folder.recommendations && (before.recommendations ?? [])
  const logos = folder.signatories ? before.logos : folder.logos
  return isSameFolder({ ...before, signatories, cases, recommendations, logos }, folder)
}

/** Whether two folders say and show the same: pictures are the same by their digests. */
export const isSameFolder = (one: CampaignFolder, other: CampaignFolder) =>
  isDeepStrictEqual(withDigests(one), withDigests(other))

const withDigests = ({ images, logos, ...folder }: CampaignFolder) => ({
  ...folder,
  images: images.map(({ name, digest }) => ({ name, digest })),
  logos: logos.map(({ name, digest }) => ({ name, digest })),
})

/** The offices of the directory stand as they are; those that the campaign spells out are saved. Refuses unknown ones. */
const saveOffices = async (db: Db, { addressees, country }: CampaignFile): Promise<Saved[]> => {
  const directory = await findDirectorySlugs(db)
  const saved: Saved[] = []
  for (const addressee of addressees) {
    if ('institution' in addressee) {
      saved.push(await saveInlineOffice(db, addressee, country))
      continue
    }
    const id = directory.offices.get(addressee.office)
    if (id === undefined) throw new Error(`${addressee.office} is not an office of the directory`)
    saved.push({ id, changed: false })
  }
  return saved
}

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

const toDate = (moment: string | null) => (moment === null ? null : new Date(moment))

const saveCampaign = async (
  db: Db,
  { campaign, letterRules }: CampaignFolder,
  organiserId: string,
  newDataKey: () => Buffer,
) => {
  const row = {
    kind: campaign.kind,
    state: campaign.state,
    outcome: campaign.outcome,
    opens_at: toDate(campaign.opens),
    closes_at: toDate(campaign.closes),
    state_note: JSON.stringify(campaign.note),
    organiser_id: organiserId,
    organiser_shown: !campaign.anonymous,
    country: campaign.country,
    goal: campaign.goal,
    opened_on: campaign.opened,
    comments: campaign.comments,
    facts: JSON.stringify(campaign.facts),
    limits: JSON.stringify(campaign.limits),
    dispatch: typeof campaign.dispatch === 'string' ? campaign.dispatch : ('test' as const),
    dispatch_tester: typeof campaign.dispatch === 'string' ? null : campaign.dispatch.test,
    quota_hour: campaign.quota_hour,
    declaration: campaign.declaration && JSON.stringify(campaign.declaration),
    co_signing: campaign.co_signing,
    cover: campaign.cover,
    letter_rules: letterRules && JSON.stringify(letterRules),
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

/** The organiser's other campaigns show the organiser too. */
const raiseOrganised = (db: Db, organiserId: string, except: string) =>
  db
    .updateTable('campaigns')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('organiser_id', '=', organiserId)
    .where('id', '<>', except)
    .execute()
