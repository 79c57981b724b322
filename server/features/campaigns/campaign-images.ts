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
    .select(['name', 'digest', 'width', 'height', 'bytes', 'small', sql<boolean>`false`.as('light')])
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
  picture: Picture,
  saved: SavedBy,
): Promise<string> => {
  const known = await db
    .selectFrom('campaign_images')
    .select(['name', 'digest'])
    .where('campaign_id', '=', campaignId)
    .execute()
  const same = known.find((image) => image.digest === picture.digest)
  if (same) return same.name
  const taken = new Set(known.map(({ name }) => name))
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('campaign_images')
    .values(imageRow(campaignId, name, picture, saved))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  // Somebody else has taken the name at this very moment.
  return numInsertedOrUpdatedRows ? name : addImage(db, campaignId, wanted, picture, saved)
}

const imageRow = (
  campaign_id: string,
  name: string,
  { digest, width, height, bytes, small }: Picture,
  { account: saved_by, now: saved_at }: SavedBy,
) => ({ campaign_id, name, digest, width, height, bytes, small, saved_by, saved_at })

interface SavedBy {
  account: string | null
  now: Date
}

/**
 * Keeps a campaign's pictures by their names. One that another replaces is kept under a name of its own, since what
 * people have signed may show it; nothing is deleted, since the desk may be about to show what readers do not see yet.
 */
export const saveImages = async (db: Db, campaignId: string, images: NamedPicture[], saved: SavedBy) => {
  for (const { name, ...picture } of images) {
    const known = await db
      .selectFrom('campaign_images')
      .select(['name', 'digest'])
      .where('campaign_id', '=', campaignId)
      .where('name', '=', name)
      .executeTakeFirst()
    if (known?.digest === picture.digest) continue
    if (known) await setAside(db, campaignId, known)
    await db
      .insertInto('campaign_images')
      .values(imageRow(campaignId, name, picture, saved))
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

/** A logo as the row of its organisation has it; null for none. */
export const logoColumns = (logo: Picture | null) => ({
  logo: logo?.bytes ?? null,
  logo_digest: logo?.digest ?? null,
  logo_width: logo?.width ?? null,
  logo_height: logo?.height ?? null,
  logo_light: logo?.light ?? false,
})

/** Gives the organisations that are confirmed the logos of the file, and those that it has none for none. */
export const replaceLogos = async (db: Db, campaignId: string, logos: NamedPicture[]): Promise<void> => {
  await db
    .updateTable('signatories')
    .set(logoColumns(null))
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .execute()
  for (const { name, ...logo } of logos) {
    await db
      .updateTable('signatories')
      .set(logoColumns(logo))
      .where('campaign_id', '=', campaignId)
      .where('key', '=', name)
      .where('state', '=', 'confirmed')
      .execute()
  }
}
