import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import type { Submission } from './submission.ts'

/** The campaign's document, cases and states of recommendations, as one statement sees them; undefined where there are none. */
export const findSubmission = async (db: Db, campaignId: string): Promise<Submission | undefined> => {
  const row = await db
    .selectFrom('campaigns')
    .select((campaign) => [
      jsonArrayFrom(
        campaign
          .selectFrom('campaign_documents')
          .select(['locale', 'source'])
          .whereRef('campaign_id', '=', 'campaigns.id'),
      ).as('documents'),
      jsonArrayFrom(
        campaign
          .selectFrom('cases')
          .select(['key', 'cases.kind', 'basis', 'source', 'names', 'status', 'history'])
          .whereRef('campaign_id', '=', 'campaigns.id')
          .orderBy('position')
          .orderBy(sql`key collate "C"`),
      ).as('cases'),
      jsonArrayFrom(
        campaign
          .selectFrom('recommendation_states as states')
          .select(['recommendation', 'states.state', 'who', 'happened_on as on', 'source', 'note'])
          .whereRef('campaign_id', '=', 'campaigns.id')
          .orderBy('happened_on')
          .orderBy('states.id'),
      ).as('states'),
    ])
    .where('id', '=', campaignId)
    .executeTakeFirst()
  if (!row || row.documents.length + row.cases.length === 0) return undefined
  const { documents, cases, states } = row
  return { documents: Object.fromEntries(documents.map(({ locale, source }) => [locale, source])), cases, states }
}
