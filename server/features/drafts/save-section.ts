import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { SectionLocale } from '../../db/schema.ts'

export interface SavedSection {
  /** The campaign's id. */
  campaign: string
  section: string
  locale: SectionLocale
  /** The revision that the editor began with; 0 where there was none yet. */
  base: number
  content: unknown
  /** Null: by command. */
  account: string | null
  now: Date
  /** The revision that is put back, where this is one. */
  restoredFrom?: number
}

/** by: an account. */
export interface Theirs {
  content: unknown
  revision: number
  by: string | null
  at: Date
}

export type Saving = { ok: true; revision: number } | { ok: false; theirs: Theirs }

/**
 * Saves a section if it still stands as its editor found it, and keeps the revision in the history; else answers with
 * what somebody else has saved meanwhile, and changes nothing. One conditional statement: of two who save at once, one
 * is refused. What is the same as before is no new revision. A section that is changed is no longer ready.
 */
export const saveSection = async (db: Db, saved: SavedSection): Promise<Saving> => {
  const { campaign, section, locale, base, account, now, restoredFrom = null } = saved
  const content = JSON.stringify(saved.content)
  const { rows } = await sql<{ revision: number }>`
    with saved as (
      insert into campaign_sections as known (campaign_id, section, locale, revision, content, saved_by, saved_at)
      select ${campaign}::uuid, ${section}, ${locale}, 1, ${content}::jsonb, ${account}::uuid, ${now}::timestamptz
      where ${base} = 0 or exists (select from campaign_sections
        where campaign_id = ${campaign} and section = ${section} and locale = ${locale})
      on conflict (campaign_id, section, locale) do update set
        revision = known.revision + (known.content <> excluded.content)::int,
        ready = known.ready and known.content = excluded.content,
        saved_by = case when known.content = excluded.content then known.saved_by else excluded.saved_by end,
        saved_at = case when known.content = excluded.content then known.saved_at else excluded.saved_at end,
        content = excluded.content
      where known.revision = ${base}
      returning campaign_id, section, locale, revision, content, saved_by, saved_at
    ), kept as (
      insert into section_revisions (campaign_id, section, locale, revision, content, restored_from, saved_by, saved_at)
      select campaign_id, section, locale, revision, content, ${restoredFrom}::int, saved_by, saved_at from saved
      on conflict do nothing
    )
    select revision from saved`.execute(db)
  const [row] = rows
  return row ? { ok: true, revision: row.revision } : { ok: false, theirs: await findTheirs(db, saved) }
}

/** What stands now; where nothing does, an editor's base was no revision of it. */
const findTheirs = async (db: Db, { campaign, section, locale, now }: SavedSection): Promise<Theirs> => {
  const row = await db
    .selectFrom('campaign_sections')
    .select(['content', 'revision', 'saved_by as by', 'saved_at as at'])
    .where('campaign_id', '=', campaign)
    .where('section', '=', section)
    .where('locale', '=', locale)
    .executeTakeFirst()
  return row ?? { content: {}, revision: 0, by: null, at: now }
}

interface Restored extends Omit<SavedSection, 'content' | 'restoredFrom'> {
  /** The one to put back. */
  revision: number
}

/** Puts an earlier revision back as a new one, under the same condition; undefined where there is no such revision. */
export const restoreRevision = async (db: Db, { revision, ...saved }: Restored): Promise<Saving | undefined> => {
  const row = await db
    .selectFrom('section_revisions')
    .select('content')
    .where('campaign_id', '=', saved.campaign)
    .where('section', '=', saved.section)
    .where('locale', '=', saved.locale)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return row && saveSection(db, { ...saved, content: row.content, restoredFrom: revision })
}

interface MarkedReady {
  campaign: string
  section: string
  locale: SectionLocale
  /** As it was shown to whoever says so. */
  revision: number
  /** The revision of the other language's section that was shown beside it; 0 where there was none. */
  other: number
}

/**
 * Says that the section is ready, and that it agrees with the other language's as both were shown; false where this one
 * has changed since. One that followed the other's change agrees with it mutually: the other, if it is ready, is not
 * out of date because of this one. One that led leaves the other out of date.
 */
export const markReady = async (db: Db, marked: MarkedReady): Promise<boolean> => {
  const { campaign, section, locale, revision, other } = marked
  const { rows } = await sql`
    with was as (
      select seen_other from campaign_sections
      where campaign_id = ${campaign} and section = ${section} and locale = ${locale} and revision = ${revision}
      for update
    ), own as (
      update campaign_sections set ready = true, seen_other = ${other}::int from was
      where campaign_id = ${campaign} and section = ${section} and locale = ${locale} and revision = ${revision}
      returning revision
    ), agreed as (
      update campaign_sections set seen_other = ${revision}::int from was
      where campaign_id = ${campaign} and section = ${section} and locale <> ${locale} and locale <> ''
        and ${locale} <> '' and ready and revision = ${other} and (was.seen_other is null or was.seen_other < ${other})
    )
    select revision from own`.execute(db)
  return rows.length > 0
}
