import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { LocalizedText } from '../../i18n/locale.ts'
import { recordAct } from '../accounts/index.ts'
import type { Picture } from './reencode-image.ts'

/** A campaign's picture as the desk sees it. */
export interface Cover {
  digest: string
  width: number
  height: number
  alts: LocalizedText
  shown: boolean
  savedBy: string | null
  savedAt: Date
}

export const findCover = (db: Db, campaignId: string): Promise<Cover | undefined> =>
  db
    .selectFrom('campaign_covers')
    .select(['digest', 'width', 'height', 'alts', 'shown', 'saved_by as savedBy', 'saved_at as savedAt'])
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()

interface Saved {
  campaignId: string
  team: string
  account: string
  now: Date
}

interface CoverSaved extends Saved {
  /** A new picture; undefined where the one that is there stays. */
  picture: Picture | undefined
  alts: LocalizedText
  shown: boolean
}

/** Saves a new picture, or new words for the one that is there; what readers see changes at once. */
export const saveCover = (db: Db, { campaignId, team, account, now, picture, alts, shown }: CoverSaved) =>
  db.transaction().execute(async (transaction) => {
    const words = { alts: JSON.stringify(alts), shown, saved_by: account, saved_at: now }
    if (picture) {
      await transaction
        .insertInto('campaign_covers')
        .values({ campaign_id: campaignId, ...picture, ...words })
        .onConflict((conflict) => conflict.column('campaign_id').doUpdateSet({ ...picture, ...words }))
        .execute()
    } else {
      await transaction.updateTable('campaign_covers').set(words).where('campaign_id', '=', campaignId).execute()
    }
    await changed(transaction, { campaignId, team, account, now }, { shown })
  })

export const removeCover = (db: Db, saved: Saved) =>
  db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('campaign_covers').where('campaign_id', '=', saved.campaignId).execute()
    await changed(transaction, saved, { removed: true })
  })

/** The page is rendered anew, and it is written down who changed it. */
const changed = async (db: Db, { campaignId, team, account }: Saved, details: Record<string, unknown>) => {
  await db
    .updateTable('campaigns')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', campaignId)
    .execute()
  await recordAct(db, { team, account, campaign: campaignId, act: 'cover-changed', details })
}
