import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { Database } from '../../db/schema.ts'

/** Where a page of the queue begins: after the item of this time and id. */
export interface After {
  at: Date
  id: string
}

/** Counts are shown up to here; past it nobody needs to know how many more. */
export const COUNTED = 1000

const signed = ['slot', 'id', 'address_key', 'sealed', 'country', 'locale', 'created_at', 'confirmed_at'] as const

const waitingComments = (db: Db, campaignId: string) =>
  db
    .selectFrom('signatures')
    .where('campaign_id', '=', campaignId)
    .where('comment_state', '=', 'waiting')
    .where('confirmed_at', 'is not', null)
    .where('state', '=', 'confirmed')

/** Comments that wait, of signatures that count, the longest confirmed first. */
export const listComments = (db: Db, campaignId: string, after: After | null, limit: number) =>
  waitingComments(db, campaignId)
    .select(signed)
    .select(['visibility', 'held_reason'])
    .$if(after !== null, (query) => query.where(sql<boolean>`(confirmed_at, id) > (${after?.at}, ${after?.id}::uuid)`))
    .orderBy('confirmed_at')
    .orderBy('id')
    .limit(limit)
    .execute()

export const listHeldSignatures = (db: Db, campaignId: string, after: After | null, limit: number) =>
  db
    .selectFrom('signatures')
    .select(signed)
    .select(['visibility', 'held_reason'])
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'held')
    .$if(after !== null, (query) => query.where(sql<boolean>`(created_at, id) > (${after?.at}, ${after?.id}::uuid)`))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()

export type QueuedSignature = Awaited<ReturnType<typeof listComments>>[number]

/** Whose corrections somebody may decide on: those for offices that a campaign addresses, or a team's campaigns and the directory. */
export type CorrectionScope = { campaign: string } | { team: string }

const inScope = (scope: CorrectionScope) =>
  'campaign' in scope
    ? sql<boolean>`corrections.office_id in (select office_id from addressees where campaign_id = ${scope.campaign}::uuid)`
    : sql<boolean>`(offices.in_directory or corrections.office_id in (
        select office_id from addressees join campaigns on campaigns.id = addressees.campaign_id
        where organiser_id = ${scope.team}::uuid))`

const waitingCorrections = (db: Db, scope: CorrectionScope) =>
  db
    .selectFrom('corrections')
    .innerJoin('offices', 'offices.id', 'corrections.office_id')
    .where('corrections.state', '=', 'waiting')
    .where(inScope(scope))

/** Corrections of the scope that wait, the oldest first, each with the channel that it is about. */
export const listCorrectionsIn = (db: Db, scope: CorrectionScope, after: string | null, limit: number) =>
  waitingCorrections(db, scope)
    .leftJoin('channels', 'channels.id', 'corrections.channel_id')
    .select(['corrections.id', 'offices.slug', 'offices.name', 'about', 'corrections.kind', 'corrections.address'])
    .select(['source_url', 'corrections.created_at', 'channels.kind as channelKind', 'channels.address as before'])
    .$if(after !== null, (query) => query.where('corrections.id', '>', after ?? ''))
    .orderBy('corrections.id')
    .limit(limit)
    .execute()

export type QueuedCorrection = Awaited<ReturnType<typeof listCorrectionsIn>>[number]

/** Which of these corrections are of the scope and wait. */
export const findCorrectionsIn = async (db: Db, scope: CorrectionScope, ids: string[]): Promise<string[]> => {
  const rows = await waitingCorrections(db, scope).select('corrections.id').where('corrections.id', 'in', ids).execute()
  return rows.map(({ id }) => id)
}

const waitingAnswers = (db: Db, campaignId: string) =>
  db
    .selectFrom('answers')
    .innerJoin('sendings', 'sendings.id', 'answers.sending_id')
    .where('answers.state', '=', 'waiting')
    .where('sendings.campaign_id', '=', campaignId)

/** Answers to a campaign's letters that wait to be redacted, the oldest first; nothing of what they say. */
export const listAnswers = (db: Db, campaignId: string, after: After | null, limit: number) =>
  waitingAnswers(db, campaignId)
    .innerJoin('offices', 'offices.id', 'sendings.office_id')
    .select(['answers.id', 'answers.kind', 'answers.created_at', 'received_on', 'offices.name', 'file_type'])
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(answers.created_at, answers.id) > (${after?.at}, ${after?.id}::uuid)`),
    )
    .orderBy('answers.created_at')
    .orderBy('answers.id')
    .limit(limit)
    .execute()

export type QueuedAnswer = Awaited<ReturnType<typeof listAnswers>>[number]

export const findAnswersIn = async (db: Db, campaignId: string, ids: string[]): Promise<string[]> => {
  const rows = await waitingAnswers(db, campaignId).select('answers.id').where('answers.id', 'in', ids).execute()
  return rows.map(({ id }) => id)
}

const upToCounted = async (db: Db, query: SelectQueryBuilder<Database, never, object>): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (${query.select(sql`1`.as('one')).limit(COUNTED)}) as counted`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many comments wait, counted no further than COUNTED. */
export const countComments = (db: Db, campaignId: string) => upToCounted(db, bare(waitingComments(db, campaignId)))

export const countCorrections = (db: Db, scope: CorrectionScope) => upToCounted(db, bare(waitingCorrections(db, scope)))

export const countAnswers = (db: Db, campaignId: string) => upToCounted(db, bare(waitingAnswers(db, campaignId)))

/** For counting it does not matter which tables a query is over. */
const bare = (query: unknown) => query as SelectQueryBuilder<Database, never, object>

/** The campaigns of a team with what waits in each: comments counted no further than COUNTED, held from the counters. */
export const listCampaignsOf = (db: Db, teamId: string) =>
  db
    .selectFrom('campaigns')
    .select(['campaigns.id', 'campaigns.slug'])
    .select((row) => [
      sql<Record<string, string>>`coalesce((select jsonb_object_agg(locale, title) from campaign_texts
        where campaign_id = campaigns.id), '{}')`.as('titles'),
      sql<number>`(select count(*) from (
        select 1 from signatures where campaign_id = campaigns.id and comment_state = 'waiting'
          and confirmed_at is not null and state = 'confirmed' limit ${sql.lit(COUNTED)}) as counted)`.as('comments'),
      sql<number>`(select count(*) from answers join sendings on sendings.id = answers.sending_id
        where answers.state = 'waiting' and sendings.campaign_id = campaigns.id)`.as('answers'),
      row
        .selectFrom('signature_counts')
        .select('count')
        .whereRef('campaign_id', '=', 'campaigns.id')
        .where('signature_counts.state', '=', 'held')
        .as('held'),
    ])
    .where('organiser_id', '=', teamId)
    .orderBy('campaigns.created_at', 'desc')
    .execute()

/** What a batch decided, and how many things in it have not been taken back. */
export const findBatch = (db: Db, batchId: string) =>
  db
    .selectFrom('moderation_decisions')
    .select(['kind', 'decision', 'campaign_id', 'decided_by'])
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('batch_id', '=', batchId)
    .where('undone_at', 'is', null)
    .groupBy(['kind', 'decision', 'campaign_id', 'decided_by'])
    .executeTakeFirst()

/** How many comments and signatures a campaign's moderators refused, by reason. */
export const countRefusals = (db: Db, campaignId: string) =>
  db
    .selectFrom('moderation_decisions')
    .select(['kind', 'reason'])
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('campaign_id', '=', campaignId)
    .where('kind', 'in', ['comment', 'held'])
    .where('decision', '=', 'refused')
    .where('undone_at', 'is', null)
    .groupBy(['kind', 'reason'])
    .execute()
