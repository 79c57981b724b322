import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'
import type { RecommendationView, SaidView, SourceView, StateView } from '../campaigns/index.ts'

export interface CampaignLink {
  title: string
  lang: Locale
  url: string
}

export interface CaseModel {
  campaign: CampaignLink
  kind: string
  name: SaidView
  status: SaidView | null
  history: { date: string; text: SaidView; source: SourceView | null }[]
  basis: string
  source: SourceView | null
  /** Topics of the document that tell of it. */
  topics: { url: string; number: number; title: string; lang: Locale }[]
}

export const casePage = page<CaseModel>('submissions/case')

export interface RecommendationsModel {
  campaign: CampaignLink
  lang: Locale
  missing: string
  filters: { words: string; count: number; url: string; chosen: boolean }[]
  topics: {
    number: number
    title: string
    items: (RecommendationView & { url: string; kindWords: string; history: StateView[] })[]
  }[]
}

export const recommendationsPage = page<RecommendationsModel>('submissions/recommendations')
