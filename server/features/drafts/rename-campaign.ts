import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { recordAct } from '../accounts/index.ts'

interface Renamed {
  campaign: { id: string; slug: string }
  team: string
  account: string
  slug: string
}

/** fixed: the campaign is or was public, and its address is known to people. */
export type Renaming = 'renamed' | 'taken' | 'fixed'

/** Gives another address to a campaign that was never public; the former one still leads whoever writes in it here. */
export const renameCampaign = async (db: Db, { campaign, team, account, slug }: Renamed): Promise<Renaming> => {
  if (slug === campaign.slug) return 'renamed'
  try {
    return await db.transaction().execute(async (transaction): Promise<Renaming> => {
      const renamed = await transaction
        .updateTable('campaigns')
        .set({ slug, former_slugs: sql`array_append(array_remove(former_slugs, ${slug}), slug)` })
        .set({ version: sql`version + 1`, updated_at: sql`now()` })
        .where('id', '=', campaign.id)
        .where(isSecret)
        .executeTakeFirst()
      if (renamed.numUpdatedRows === 0n) return 'fixed'
      const details = { from: campaign.slug, to: slug }
      await recordAct(transaction, { team, account, campaign: campaign.id, act: 'campaign-renamed', details })
      return 'renamed'
    })
  } catch (error) {
    if (isTaken(error)) return 'taken'
    throw error
  }
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505'

/** Whether nobody outside has ever been able to see it: what was public has an edition. */
const isSecret = sql<boolean>`campaigns.state in ('draft', 'review')
  and not exists (select from campaign_editions where campaign_id = campaigns.id)`

export const wasNeverPublic = async (db: Db, id: string): Promise<boolean> => {
  const row = await db.selectFrom('campaigns').select('id').where('id', '=', id).where(isSecret).executeTakeFirst()
  return row !== undefined
}
