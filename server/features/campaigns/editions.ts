import type { Db } from '../../db/index.ts'
import type { LocalizedText } from '../../i18n/locale.ts'
import type { CampaignFolder } from './folder-format.ts'
import { isPublic } from './life.ts'
import { digestOf, type SignedText, signedText } from './signed-text.ts'

export interface Edition {
  number: number
  publishedAt: Date
  /** What changed, in its organisers' words. */
  note: LocalizedText
  signed: SignedText
}

/** Who publishes, and what they say of what changed; account null: by command. */
export interface Publisher {
  account: string | null
  note: LocalizedText
  now: Date
}

/**
 * Keeps what people sign from now on, if the campaign is public and that is not what its last edition says. What was
 * public before there were editions becomes the first. Within the transaction of the import.
 */
export const keepEdition = async (
  db: Db,
  campaignId: string,
  { before, after }: { before: CampaignFolder | undefined; after: CampaignFolder },
  publisher: Publisher,
): Promise<void> => {
  if (!isPublic(after.campaign.state)) return
  const known = await db
    .selectFrom('campaign_editions')
    .select(['number', 'digest'])
    .where('campaign_id', '=', campaignId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  const unkept = !known && before && isPublic(before.campaign.state) ? signedText(before) : undefined
  if (unkept && before) {
    const published = { account: null, note: {}, now: new Date(before.campaign.opened) }
    await insertEdition(db, campaignId, 1, unkept, published)
  }
  const last = known ?? (unkept && { number: 1, digest: digestOf(unkept) })
  const signed = signedText(after)
  if (last?.digest.equals(digestOf(signed))) return
  await insertEdition(db, campaignId, (last?.number ?? 0) + 1, signed, publisher)
}

const insertEdition = async (
  db: Db,
  campaignId: string,
  number: number,
  signed: SignedText,
  { account, note, now }: Publisher,
) => {
  await db
    .insertInto('campaign_editions')
    .values({
      campaign_id: campaignId,
      number,
      published_at: now,
      account,
      note: JSON.stringify(note),
      folder: JSON.stringify(signed),
      digest: digestOf(signed),
    })
    .execute()
  await db.updateTable('campaigns').set({ edition: number }).where('id', '=', campaignId).execute()
}

/** All editions of a campaign, the latest first. */
export const listEditions = async (db: Db, campaignId: string): Promise<Edition[]> => {
  const rows = await db
    .selectFrom('campaign_editions')
    .select(['number', 'published_at as publishedAt', 'note', 'folder'])
    .where('campaign_id', '=', campaignId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(({ folder, ...row }) => ({ ...row, signed: folder as SignedText }))
}
