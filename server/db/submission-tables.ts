import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'

type Json<T extends object> = JSONColumnType<T, string, string>

export interface CampaignDocumentsTable {
  campaign_id: string
  locale: Locale
  /** Markdown, for `readDocument` */
  source: string
}

export type CaseKind = 'person' | 'event'
/** Why a case may be shown; `withdrawn` keeps its key alone. */
export type CaseBasis = 'consent' | 'public-source' | 'withdrawn'

/** date: YYYY, YYYY-MM or YYYY-MM-DD. source: an address or a citation. */
export type CaseEvent = { date: string; text: LocalizedText; source: string | null }

export interface CasesTable {
  campaign_id: string
  key: string
  position: number
  kind: CaseKind
  basis: CaseBasis
  source: string | null
  names: Json<LocalizedText>
  status: Json<LocalizedText>
  history: Json<CaseEvent[]>
}

export type RecommendationState = 'accepted' | 'noted' | 'under-way' | 'done' | 'refused'

export interface RecommendationStatesTable {
  id: string
  campaign_id: string
  recommendation: string
  state: RecommendationState
  who: Json<LocalizedText>
  /** YYYY-MM-DD */
  happened_on: string
  source: string
  note: Json<LocalizedText>
  /** The account; null where it came with a campaign's folder. */
  recorded_by: string | null
  recorded_at: Generated<Date>
}
