import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { CampaignState } from '../../db/schema.ts'
import type { LocalizedText } from '../../i18n/locale.ts'

export interface TeamCampaign {
  id: string
  slug: string
  state: CampaignState
  opensAt: Date | null
  closesAt: Date | null
  titles: LocalizedText
  signatures: number
  /** Sections that somebody has begun and nobody has called ready. */
  unfinished: number
}

const PAGE = 50

/**
 * A page of a team's campaigns, the latest first, and whether there are earlier ones. Signatures are sums that are kept,
 * so that millions cost nothing. `page` counts from 1.
 */
export const listTeamCampaigns = async (db: Db, teamId: string, page: number) => {
  const { rows } = await sql<TeamCampaign>`
    select id, slug, state, opens_at as "opensAt", closes_at as "closesAt",
      coalesce(
        (select jsonb_object_agg(locale, title) from campaign_texts where campaign_id = campaigns.id),
        (select jsonb_object_agg(locale, content ->> 'title') from campaign_sections
          where campaign_id = campaigns.id and section = 'heading' and content ->> 'title' <> ''),
        '{}') as titles,
      coalesce((select count from signature_counts
        where campaign_id = campaigns.id and state = 'confirmed'), 0) as signatures,
      (select count(*) from campaign_sections
        where campaign_id = campaigns.id and not ready and section <> 'other')::int as unfinished
    from campaigns where organiser_id = ${teamId}
    order by created_at desc, slug
    limit ${PAGE + 1} offset ${(page - 1) * PAGE}`.execute(db)
  return { campaigns: rows.slice(0, PAGE), more: rows.length > PAGE }
}
