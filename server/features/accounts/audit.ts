import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'

export interface AuditFilter {
  person?: string | undefined
  campaign?: string | undefined
  act?: string | undefined
  /** Only entries earlier than the one with this id. */
  before?: string | undefined
}

export interface AuditEntry {
  id: string
  at: Date
  account_id: string | null
  campaign_id: string | null
  act: string
  details: Record<string, unknown>
}

export const AUDIT_PAGE = 50

/** What was done in the team, and what its people did to their own accounts. */
const ofTeam = (db: Db, teamId: string) =>
  db
    .selectFrom('audit_log')
    .where((entry) =>
      entry.or([
        entry('team_id', '=', teamId),
        entry.and([
          entry('team_id', 'is', null),
          entry('account_id', 'in', entry.selectFrom('members').select('account_id').where('team_id', '=', teamId)),
        ]),
      ]),
    )

/** A page of the team's log, the newest first, and whether there is more; ids rise with time, so they are the key. */
export const listAudit = async (
  db: Db,
  teamId: string,
  { person, campaign, act, before }: AuditFilter,
): Promise<{ entries: AuditEntry[]; more: boolean }> => {
  const rows = await ofTeam(db, teamId)
    .select(['id', 'at', 'account_id', 'campaign_id', 'act', 'details'])
    .$if(person !== undefined, (query) => query.where('account_id', '=', person ?? ''))
    .$if(campaign !== undefined, (query) => query.where('campaign_id', '=', campaign ?? ''))
    .$if(act !== undefined, (query) => query.where('act', '=', act ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(AUDIT_PAGE + 1)
    .execute()
  return { entries: rows.slice(0, AUDIT_PAGE), more: rows.length > AUDIT_PAGE }
}

/** What the team's log can be filtered by: every person, campaign and act that is in it. */
export const listAuditChoices = async (db: Db, teamId: string) => {
  const { people, campaigns, acts } = await ofTeam(db, teamId)
    .select([
      sql<string[]>`coalesce(array_agg(distinct account_id::text) filter (where account_id is not null), '{}')`.as(
        'people',
      ),
      sql<string[]>`coalesce(array_agg(distinct campaign_id::text) filter (where campaign_id is not null), '{}')`.as(
        'campaigns',
      ),
      sql<string[]>`coalesce(array_agg(distinct act), '{}')`.as('acts'),
    ])
    .executeTakeFirstOrThrow()
  return { people, campaigns, acts }
}
