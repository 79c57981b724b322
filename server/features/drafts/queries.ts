import type { Db } from '../../db/index.ts'
import type { CampaignKind, CampaignState, SectionLocale } from '../../db/schema.ts'
import { exportCampaign, listImages, type NamedPicture } from '../campaigns/index.ts'
import { type DraftHead, type SectionContent, sectionsOf } from './section-files.ts'
import type { Section } from './sections.ts'

/** A campaign as the desk keeps it beside its sections. */
export interface DraftCampaign extends DraftHead {
  id: string
  teamId: string
  kind: CampaignKind
  state: CampaignState
  edition: number
  /** Rises with every change that readers see. */
  version: number
}

export interface Draft {
  campaign: DraftCampaign
  sections: Section[]
  /** All that the desk has, whether anything shows them or not. */
  images: NamedPicture[]
}

const toMoment = (at: Date | null) => at && `${at.toISOString().slice(0, 19)}Z`

/** The campaign with its sections; undefined where there is none. */
export const findDraft = async (db: Db, campaignId: string): Promise<Draft | undefined> => {
  const row = await db
    .selectFrom('campaigns')
    .innerJoin('organisers', 'organisers.id', 'campaigns.organiser_id')
    .select(['campaigns.id', 'campaigns.slug', 'kind', 'state', 'outcome', 'opens_at', 'closes_at', 'edition'])
    .select('version')
    .select('state_note as note')
    .select(['organisers.id as teamId', 'organisers.slug as teamSlug', 'organisers.name', 'organisers.email'])
    .where('campaigns.id', '=', campaignId)
    .executeTakeFirst()
  if (!row) return undefined
  const { teamSlug, name, email, opens_at, closes_at, ...campaign } = row
  return {
    campaign: {
      ...campaign,
      organiser: { slug: teamSlug, name, email },
      opens: toMoment(opens_at),
      closes: toMoment(closes_at),
    },
    sections: await listSections(db, campaignId),
    images: await listImages(db, campaignId),
  }
}

/**
 * The campaign's sections in no particular order. One that came by a folder gets them from its texts the first time
 * that they are asked for.
 */
export const listSections = async (db: Db, campaignId: string): Promise<Section[]> => {
  const found = await selectSections(db, campaignId)
  if (found.some(({ section }) => section === 'basics')) return found
  const row = await db.selectFrom('campaigns').select('slug').where('id', '=', campaignId).executeTakeFirst()
  const folder = row && (await exportCampaign(db, row.slug))
  if (!folder) return found
  await insertSections(db, campaignId, sectionsOf(folder), { ready: true, account: null, now: new Date() })
  return selectSections(db, campaignId)
}

const selectSections = (db: Db, campaignId: string): Promise<Section[]> =>
  db
    .selectFrom('campaign_sections')
    .select(['section', 'locale', 'revision', 'content', 'ready'])
    .select(['seen_other as seenOther', 'saved_by as savedBy', 'saved_at as savedAt'])
    .where('campaign_id', '=', campaignId)
    .execute()

interface Inserted {
  ready: boolean
  account: string | null
  now: Date
}

/** First revisions; those that are there already stay. */
export const insertSections = async (
  db: Db,
  campaignId: string,
  sections: SectionContent[],
  { ready, account, now }: Inserted,
): Promise<void> => {
  const rows = sections.map(({ section, locale, content }) => ({
    campaign_id: campaignId,
    section,
    locale,
    revision: 1,
    content: JSON.stringify(content),
    saved_by: account,
    saved_at: now,
  }))
  const isThere = (wanted: string, locale: SectionLocale) =>
    sections.some((each) => each.section === wanted && each.locale !== '' && each.locale !== locale)
  await db
    .with('added', (query) =>
      query
        .insertInto('campaign_sections')
        .values(
          rows.map((row) => ({
            ...row,
            ready,
            seen_other: ready && isThere(row.section, row.locale) ? 1 : ready ? 0 : null,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .returning(['campaign_id', 'section', 'locale', 'revision', 'content', 'saved_by', 'saved_at']),
    )
    .insertInto('section_revisions')
    .columns(['campaign_id', 'section', 'locale', 'revision', 'content', 'saved_by', 'saved_at'])
    .expression((query) =>
      query
        .selectFrom('added')
        .select(['campaign_id', 'section', 'locale', 'revision', 'content', 'saved_by', 'saved_at']),
    )
    .execute()
}

export interface Revision {
  revision: number
  content: unknown
  restoredFrom: number | null
  /** The account; null: by command. */
  by: string | null
  at: Date
}

interface OfSection {
  campaign: string
  section: string
  locale: SectionLocale
}

/** A section's history, the latest first. */
export const findRevisions = (
  db: Db,
  { campaign, section, locale }: OfSection,
  { limit = 100 }: { limit?: number } = {},
): Promise<Revision[]> =>
  db
    .selectFrom('section_revisions')
    .select(['revision', 'content', 'restored_from as restoredFrom', 'saved_by as by', 'saved_at as at'])
    .where('campaign_id', '=', campaign)
    .where('section', '=', section)
    .where('locale', '=', locale)
    .orderBy('revision', 'desc')
    .limit(limit)
    .execute()

/** One of them. */
export const findRevision = (db: Db, { campaign, section, locale }: OfSection, revision: number) =>
  db
    .selectFrom('section_revisions')
    .select(['revision', 'content', 'restored_from as restoredFrom', 'saved_by as by', 'saved_at as at'])
    .where('campaign_id', '=', campaign)
    .where('section', '=', section)
    .where('locale', '=', locale)
    .where('revision', '=', revision)
    .executeTakeFirst()
