import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { ChannelKind, OfficeName } from '../../db/schema.ts'
import type { SigningSource } from '../../db/tally-tables.ts'

/** How many forms came from where, since a day (YYYY-MM-DD). */
export const listSources = async (
  db: Db,
  campaignId: string,
  since: string,
): Promise<{ source: SigningSource; count: number }[]> =>
  db
    .selectFrom('signing_sources')
    .select(['source', sql<number>`sum(count)::bigint`.as('count')])
    .where('campaign_id', '=', campaignId)
    .where('day', '>=', since)
    .groupBy('source')
    .orderBy(sql`sum(count)`, 'desc')
    .execute()

/** Past so many waiting mails the number is of no more use than “many”, and would cost a look at them all. */
export const LOOKED_AT = 5_000

export interface MailHealth {
  /** Mails of the campaign among the next that are due. */
  waiting: number
  /** More mail waits than was looked at. */
  many: boolean
  /** Given up: refused for good, or tried too often. */
  failed: number
  /** News that mail servers refused. */
  newsRefused: number
  /** Letters to offices that came back. */
  bounced: number
}

/** How the campaign's mail does. Each part reads an index, and a bounded piece of it. */
export const findMailHealth = async (db: Db, campaignId: string): Promise<MailHealth> => {
  const { rows } = await sql<MailHealth>`
    with next as (
      select campaign_id from outbox where failed_at is null order by bulk, due_at limit ${LOOKED_AT + 1}
    )
    select
      (select count(*)::int from next where campaign_id = ${campaignId}::uuid) as waiting,
      (select count(*) > ${LOOKED_AT} from next) as many,
      (select count(*)::int from (select from outbox
        where campaign_id = ${campaignId}::uuid and failed_at is not null limit ${LOOKED_AT}) as given_up) as failed,
      (select coalesce(sum(failed), 0)::int from mailings where campaign_id = ${campaignId}::uuid) as "newsRefused",
      (select count(*)::int from sendings where campaign_id = ${campaignId}::uuid and state = 'bounced') as bounced
  `.execute(db)
  return rows[0] ?? { waiting: 0, many: false, failed: 0, newsRefused: 0, bounced: 0 }
}

/** Ways to the campaign's offices that do not work as they should. */
export const listFailingChannels = (
  db: Db,
  campaignId: string,
): Promise<{ name: OfficeName; slug: string; kind: ChannelKind }[]> =>
  db
    .selectFrom('addressees')
    .innerJoin('offices', 'offices.id', 'addressees.office_id')
    .innerJoin('channels', 'channels.office_id', 'offices.id')
    .select(['offices.name', 'offices.slug', 'channels.kind'])
    .where('addressees.campaign_id', '=', campaignId)
    .where('channels.state', '=', 'failing')
    .orderBy('addressees.position')
    .orderBy('channels.position')
    .execute()
