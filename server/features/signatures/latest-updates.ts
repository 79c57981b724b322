import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'

/** A posted update as a line: its day and its titles in the languages that it has. */
export interface UpdateLine {
  id: string
  happenedOn: string
  titles: { locale: Locale; title: string }[]
}

/** The newest posted updates, for the campaign's page, which lies below the room that writes them. */
export const listLatestUpdates = (db: Db, campaignId: string, limit: number): Promise<UpdateLine[]> =>
  db
    .selectFrom('updates')
    .select(['id', 'happened_on as happenedOn'])
    .select((update) =>
      jsonArrayFrom(
        update
          .selectFrom('update_texts')
          .select(['locale', 'title'])
          .whereRef('update_id', '=', 'updates.id')
          .orderBy('locale'),
      ).as('titles'),
    )
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'posted')
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
