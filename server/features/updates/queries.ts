import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import type { UpdateState } from '../../db/update-tables.ts'
import type { Locale } from '../../i18n/index.ts'

export interface UpdateText {
  locale: Locale
  title: string
  /** Markdown. */
  body: string
}

/** An update as it stands; texts in the languages that it has, at least one where it was saved once. */
export interface Update {
  id: string
  campaignId: string
  state: UpdateState
  happenedOn: string
  revision: number
  savedAt: Date
  savedBy: string | null
  postedAt: Date | null
  correctedAt: Date | null
  texts: UpdateText[]
}

const updates = (db: Db) =>
  db
    .selectFrom('updates')
    .select([
      'id',
      'campaign_id as campaignId',
      'state',
      'happened_on as happenedOn',
      'revision',
      'saved_at as savedAt',
      'saved_by as savedBy',
      'posted_at as postedAt',
      'corrected_at as correctedAt',
    ])
    .select((update) =>
      jsonArrayFrom(
        update
          .selectFrom('update_texts')
          .select(['locale', 'title', 'body'])
          .whereRef('update_id', '=', 'updates.id')
          .orderBy('locale'),
      ).as('texts'),
    )

export const findUpdate = (db: Db, campaignId: string, id: string): Promise<Update | undefined> =>
  updates(db).where('campaign_id', '=', campaignId).where('id', '=', id).executeTakeFirst()

/** In whatever state, for a test to its writer. */
export const findAny = (db: Db, id: string): Promise<Update | undefined> =>
  updates(db).where('id', '=', id).executeTakeFirst()

/** Only one that is posted: mail of any other does not leave. */
export const findPosted = (db: Db, id: string): Promise<Update | undefined> =>
  updates(db).where('id', '=', id).where('state', '=', 'posted').executeTakeFirst()

/** What anybody may read, the newest first. */
export const listPosted = (db: Db, campaignId: string, limit: number): Promise<Update[]> =>
  updates(db)
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'posted')
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** All of a campaign's for its team, drafts first. */
export const listAll = (db: Db, campaignId: string, limit: number): Promise<Update[]> =>
  updates(db)
    .where('campaign_id', '=', campaignId)
    .orderBy(sql`state = 'draft'`, 'desc')
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export type Mailing = NonNullable<Awaited<ReturnType<typeof findMailing>>>

/** How far the mail of an update is; `waiting` is in the outbox now. */
export const findMailing = (db: Db, updateId: string) =>
  db
    .selectFrom('mailings')
    .select(['state', 'started_at as startedAt', 'queued', 'sent', 'failed', 'dropped'])
    .select((mailing) =>
      mailing
        .selectFrom('outbox')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .whereRef('outbox.update_id', '=', 'mailings.update_id')
        .where('bulk', '=', true)
        .$asScalar()
        .$notNull()
        .as('waiting'),
    )
    .where('update_id', '=', updateId)
    .executeTakeFirst()

export const listMailings = (db: Db, campaignId: string) =>
  db
    .selectFrom('mailings')
    .select(['update_id', 'state', 'queued', 'sent', 'failed'])
    .where('campaign_id', '=', campaignId)
    .execute()

/** The next cached page shows what has changed. */
export const raiseVersion = (db: Db, campaignId: string) =>
  db
    .updateTable('campaigns')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', campaignId)
    .execute()
