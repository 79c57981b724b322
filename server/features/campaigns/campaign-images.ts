import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { LocalizedText } from '../../i18n/locale.ts'
import type { ImageFacts, Images } from '../../render/image-element.ts'
import type { Picture } from '../../render/reencode-image.ts'
import type { CampaignCover } from './campaign.ts'
import type { NamedPicture } from './folder-images.ts'

/** The picture of that name with what it shows; null where there is none. */
export const coverOf = (name: string | null, images: Images, alts: LocalizedText): CampaignCover | null => {
  const image = name !== null && Object.hasOwn(images, name) ? images[name] : undefined
  const said = Object.entries(alts).filter(([, alt]) => alt !== '')
  return name !== null && image ? { name, ...image, alts: Object.fromEntries(said) } : null
}

/** A picture or the logo of an organisation that is shown, in WebP; undefined where there is none. */
export const findImage = async (db: Db, digest: string): Promise<{ bytes: Buffer; small: Buffer } | undefined> => {
  const row = await db
    .selectFrom('campaign_images')
    .select(['bytes', 'small'])
    .where('digest', '=', digest)
    .unionAll(
      db
        .selectFrom('signatories')
        .select(['logo as bytes', 'logo as small'])
        .$narrowType<{ bytes: Buffer; small: Buffer }>()
        .where('logo_digest', '=', digest)
        .where('state', '=', 'confirmed'),
    )
    .limit(1)
    .executeTakeFirst()
  return row && { bytes: row.bytes, small: row.small ?? row.bytes }
}

/** What a campaign's pictures are called, without their bytes. */
export const listImageFacts = async (db: Db, campaignId: string): Promise<Images> => {
  const rows = await db
    .selectFrom('campaign_images')
    .select(['name', 'digest', 'width', 'height'])
    .where('campaign_id', '=', campaignId)
    .orderBy('saved_at')
    .execute()
  return Object.fromEntries(rows.map(({ name, ...image }) => [name, image]))
}

/** All pictures of a campaign with their bytes, in the order of their names. */
export const listImages = (db: Db, campaignId: string): Promise<NamedPicture[]> =>
  db
    .selectFrom('campaign_images')
    .select(['name', 'digest', 'width', 'height', 'bytes', 'small'])
    .where('campaign_id', '=', campaignId)
    .orderBy(sql`name collate "C"`)
    .execute()

/**
 * Keeps a picture under a name of its own that begins with `wanted`, and gives the name; one that the campaign has
 * already is known by the name that it has.
 */
export const addImage = async (
  db: Db,
  campaignId: string,
  wanted: string,
  { digest, width, height, bytes, small }: Picture,
  { account, now }: SavedBy,
): Promise<string> => {
  const known = await db
    .selectFrom('campaign_images')
    .select(['name', 'digest'])
    .where('campaign_id', '=', campaignId)
    .execute()
  const same = known.find((image) => image.digest === digest)
  if (same) return same.name
  const taken = new Set(known.map(({ name }) => name))
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`
  const row = { campaign_id: campaignId, name, digest, width, height, bytes, small, saved_by: account, saved_at: now }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('campaign_images')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  // Somebody else has taken the name at this very moment.
  return numInsertedOrUpdatedRows
    ? name
    : addImage(db, campaignId, wanted, { digest, width, height, bytes, small }, { account, now })
}

interface SavedBy {
  account: string | null
  now: Date
}

/**
 * Keeps a campaign's pictures by their names. One that another replaces is kept under a name of its own, since what
 * people have signed may show it; nothing is deleted, since the desk may be about to show what readers do not see yet.
 */
export const saveImages = async (db: Db, campaignId: string, images: NamedPicture[], { account, now }: SavedBy) => {
  for (const { name, digest, width, height, bytes, small } of images) {
    const known = await db
      .selectFrom('campaign_images')
      .select(['name', 'digest'])
      .where('campaign_id', '=', campaignId)
      .where('name', '=', name)
      .executeTakeFirst()
    if (known?.digest === digest) continue
    if (known) await setAside(db, campaignId, known)
    await db
      .insertInto('campaign_images')
      .values({ campaign_id: campaignId, name, digest, width, height, bytes, small, saved_by: account, saved_at: now })
      .execute()
  }
}

const setAside = async (
  db: Db,
  campaignId: string,
  { name, digest }: Pick<ImageFacts, 'digest'> & { name: string },
) => {
  const aside = `${name.slice(0, 42)}-${digest.slice(0, 16)}`
  await db.deleteFrom('campaign_images').where('campaign_id', '=', campaignId).where('name', '=', aside).execute()
  await db
    .updateTable('campaign_images')
    .set({ name: aside })
    .where('campaign_id', '=', campaignId)
    .where('name', '=', name)
    .execute()
}

/** Gives the organisations that are confirmed the logos of the file, and those that it has none for none. */
export const replaceLogos = async (db: Db, campaignId: string, logos: NamedPicture[]): Promise<void> => {
  await db
    .updateTable('signatories')
    .set({ logo: null, logo_digest: null, logo_width: null, logo_height: null })
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .execute()
  for (const { name, digest, width, height, bytes } of logos) {
    await db
      .updateTable('signatories')
      .set({ logo: bytes, logo_digest: digest, logo_width: width, logo_height: height })
      .where('campaign_id', '=', campaignId)
      .where('key', '=', name)
      .execute()
  }
}
