import type { RecommendationState } from '../../db/submission-tables.ts'
import type { Locale } from '../../i18n/index.ts'
import type { RecommendationKind } from '../../render/document/model.ts'
import type { SafeHtml } from '../../render/markdown.ts'

export interface SaidView {
  words: string
  lang: Locale
}

/** Where something is known from: an address, or a citation without one (url empty). */
export interface SourceView {
  words: string
  url: string
}

export interface StateView {
  state: RecommendationState
  words: string
  who: SaidView
  date: string
  source: SourceView
  note: SaidView | null
}

export interface RecommendationView {
  number: string
  key: string
  kind: RecommendationKind
  html: SafeHtml
  /** What a link to it is called. */
  linkWords: string
  /** The latest, or null where nobody has said anything. */
  state: StateView | null
}

export interface TopicView {
  key: string
  number: number
  title: string
  html: SafeHtml
  groups: { title: string; kind: RecommendationKind; items: RecommendationView[] }[]
  references: { title: string; items: SafeHtml[] } | null
}

export interface DocumentView {
  lang: Locale
  /** That there is no such document, or not all of it, in the reader's language; empty where there is. */
  missing: string
  preliminary: { id: string; title: string; html: SafeHtml }[]
  topics: TopicView[]
  notes: { id: string; html: SafeHtml }[]
  cases: { name: SaidView; status: SaidView | null; url: string }[]
  /** How many recommendations are in each state, those without one last; only what there is. */
  tally: { state: RecommendationState | 'none'; words: string; count: number; url: string }[]
  /** «46 рекомендаций» */
  counted: string
  pdfUrl: string
  recommendationsUrl: string
}
