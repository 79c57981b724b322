import { sql } from 'kysely'
import type { OfficeName } from '../../db/directory-tables.ts'
import type { Db } from '../../db/index.ts'
import type { ModeratedKind, ModerationDecision } from '../../db/moderation-tables.ts'

/** Whose decisions: a campaign's, or those on the directory that people of a team took. */
export type DecisionScope = { campaign: string } | { team: string }

/** What was decided together: the newest of its kind first. */
export interface DecidedBatch {
  batch: string
  kind: ModeratedKind
  decision: ModerationDecision
  reason: string
  by: string | null
  at: Date
  count: number
  /** How many have not been taken back. */
  standing: number
}

const inScope = (scope: DecisionScope) =>
  'campaign' in scope
    ? sql<boolean>`campaign_id = ${scope.campaign}::uuid`
    : sql<boolean>`campaign_id is null and decided_by in (select account_id from members where team_id = ${scope.team}::uuid)`

interface Wanted {
  kind: ModeratedKind | undefined
  /** Only batches earlier than this one. */
  before: string | undefined
  limit: number
}

/** What was decided, the latest batch first; ids of batches rise with time, so they are the key. */
export const listDecided = (db: Db, scope: DecisionScope, { kind, before, limit }: Wanted): Promise<DecidedBatch[]> =>
  db
    .selectFrom('moderation_decisions')
    .select(['batch_id as batch', 'kind', 'decision', 'reason', 'decided_by as by'])
    .select((row) => [
      row.fn.max('decided_at').as('at'),
      row.fn.countAll<number>().as('count'),
      sql<number>`count(*) filter (where undone_at is null)`.as('standing'),
    ])
    .where(inScope(scope))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'comment'))
    .$if(before !== undefined, (query) => query.where('batch_id', '<', before ?? ''))
    .groupBy(['campaign_id', 'batch_id', 'kind', 'decision', 'reason', 'decided_by'])
    .orderBy('campaign_id', 'desc')
    .orderBy('batch_id', 'desc')
    .limit(limit)
    .execute()

/** One thing that was decided on, as far as it is still there. */
export interface DecidedSubject {
  batch: string
  id: string
  note: Buffer | null
  /** Of a signature; null where that is erased, or it is none. */
  address_key: Buffer | null
  sealed: Buffer | null
  locale: string | null
  /** Of the office of a correction or an answer. */
  office: OfficeName | null
}

/** The first few things of each of these batches. */
export const listSubjects = async (db: Db, batches: string[], each: number): Promise<DecidedSubject[]> => {
  if (batches.length === 0) return []
  const { rows } = await sql<DecidedSubject>`
    select batch, decided.id, decided.note, signatures.address_key, signatures.sealed, signatures.locale,
      coalesce(corrected.name, answering.name) as office
    from unnest(${batches}::uuid[]) as wanted (batch)
    cross join lateral (
      select id, kind, slot, subject_id, note from moderation_decisions where batch_id = wanted.batch limit ${each}
    ) as decided
    left join signatures on decided.slot = signatures.slot and decided.subject_id = signatures.id
    left join corrections on decided.kind = 'correction' and decided.subject_id = corrections.id
    left join offices as corrected on corrected.id = corrections.office_id
    left join answers on decided.kind = 'answer' and decided.subject_id = answers.id
    left join sendings on sendings.id = answers.sending_id
    left join offices as answering on answering.id = sendings.office_id
    order by batch, decided.id
  `.execute(db)
  return rows
}
