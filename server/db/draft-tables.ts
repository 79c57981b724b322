import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'

/** Where a campaign stands; 'open' is published. Words of a folder, too. */
export type CampaignState = 'draft' | 'review' | 'open' | 'closed' | 'delivered' | 'answered' | 'archived'

export type Outcome = 'won' | 'partly' | 'lost'

/** '' is what all languages share. */
export type SectionLocale = Locale | ''

export interface CampaignMovesTable {
  campaign_id: string
  moved_at: Date
  from_state: CampaignState
  to_state: CampaignState
  /** Null: by command. */
  account: string | null
}

export interface CampaignEditionsTable {
  campaign_id: string
  number: number
  published_at: Date
  account: string | null
  note: JSONColumnType<LocalizedText, string, string>
  /** `SignedText` of the campaigns room. */
  folder: JSONColumnType<object, string, string>
  digest: Buffer
}

export interface CampaignSectionsTable {
  campaign_id: string
  section: string
  locale: SectionLocale
  /** Rises with each change. */
  revision: number
  content: JSONColumnType<object, string, string>
  ready: Generated<boolean>
  /** The other language's revision that this was last found to agree with. */
  seen_other: Generated<number | null>
  saved_by: string | null
  saved_at: Date
}

export interface SectionRevisionsTable {
  campaign_id: string
  section: string
  locale: SectionLocale
  revision: number
  content: JSONColumnType<object, string, string>
  /** The revision that was put back, where this is one. */
  restored_from: number | null
  saved_by: string | null
  saved_at: Date
}
