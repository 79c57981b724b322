import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'
import type { ChannelKind } from './directory-tables.ts'
import type { CampaignState, Outcome } from './draft-tables.ts'
import type { CoSigning, DeclarationFacts, SignatoryGroup } from './signatory-tables.ts'

type Json<T extends object> = JSONColumnType<T, string, string>

export interface OrganisersTable {
  id: string
  slug: string
  name: Json<Record<Locale, string>>
  email: string
  created_at: Generated<Date>
}

/** One row at most. */
export interface DemoLoadsTable {
  digest: Buffer
}

export type CampaignKind = 'petition' | 'statement' | 'declaration' | 'submission'
export type CommentRule = 'off' | 'after-rules' | 'after-review'

/** Signatures over one of these are held: an hour's worth by network prefix and by mail domain, a minute's worth in all. */
export type SigningLimits = { network_hour: number; domain_hour: number; campaign_minute: number }

/** A figure, date or article that texts and letters quote, the same everywhere or worded a locale. */
export type Fact = number | string | Record<Locale, string>

export type DispatchMode = 'off' | 'test' | 'on'

export interface CampaignsTable {
  id: string
  slug: string
  kind: CampaignKind
  state: CampaignState
  organiser_id: string
  country: string
  goal: number
  opened_on: string
  comments: CommentRule
  facts: Json<Record<string, Fact>>
  limits: Json<SigningLimits>
  /** Null where letters take the addressee's own template or the common one. */
  letter_rules: JSONColumnType<LetterRules | null, string | null | undefined, string | null>
  data_key: Buffer
  /** Whether the platform sends letters: not at all, all of them to the tester, or to the offices. */
  dispatch: Generated<DispatchMode>
  dispatch_tester: Generated<string | null>
  /** Letters an hour to one office. */
  quota_hour: Generated<number>
  dispatch_paused_at: Generated<Date | null>
  /** From when and until when a published campaign can be signed; null: at once, and without end. */
  opens_at: Generated<Date | null>
  closes_at: Generated<Date | null>
  /** Since when the campaign is in its state; null where that is not known. */
  state_since: Generated<Date | null>
  /** What its organisers say of that: why it closed, what came of it. */
  state_note: JSONColumnType<LocalizedText, string | undefined, string>
  outcome: Generated<Outcome | null>
  /** The number of the text that people sign now. */
  edition: Generated<number>
  /** Whether the public pages name the organiser. */
  organiser_shown: Generated<boolean>
  declaration: JSONColumnType<DeclarationFacts | null, string | null | undefined, string | null>
  signatory_groups: JSONColumnType<SignatoryGroup[], string | undefined, string>
  co_signing: Generated<CoSigning>
  /** The name of the picture at the top of the page. */
  cover: Generated<string | null>
  version: Generated<number>
  /** Addresses that it had before it was ever public. */
  former_slugs: Generated<string[]>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface CampaignTextsTable {
  campaign_id: string
  locale: Locale
  title: string
  summary: string
  call_to_action: string
  body: string
  /** What the picture at the top shows. */
  cover: Generated<string | null>
  brief: Json<{ text: string; source: string | null }[]>
}

export interface DemandsTable {
  campaign_id: string
  key: string
  position: number
  texts: Json<LocalizedText>
  letter_texts: Json<LocalizedText>
}

export interface TopicsTable {
  campaign_id: string
  key: string
  position: number
  labels: Json<LocalizedText>
  letter_texts: Json<LocalizedText>
}

export interface AddresseesTable {
  campaign_id: string
  key: string
  position: number
  office_id: string
  demands: string[]
  points: Json<LocalizedText>
  /** What stands above the demands to this addressee. */
  leads: JSONColumnType<LocalizedText, string | undefined, string>
}

export type EvidenceKind = 'video' | 'photo' | 'post' | 'article' | 'document' | 'site'
export type ContentWarning = 'graphic' | 'distressing'

export interface EvidenceTable {
  campaign_id: string
  key: string
  kind: EvidenceKind
  url: string
  happened: string | null
  warning: ContentWarning | null
  captions: Json<Partial<Record<Locale, { position: number; text: string }>>>
}

export interface LetterTemplatesTable {
  campaign_id: string
  locale: Locale
  addressee: string
  source: string
}

export interface LetterFragmentsTable {
  campaign_id: string
  locale: Locale
  name: string
  position: number
  variants: Json<string[]>
}

/** Which template a letter takes (the first rule that fits), and which of its parts the writer cannot change. */
export interface LetterRules {
  locked: string[]
  rules: LetterRule[]
}

/** A null filter asks for nothing. template: an addressee's key or a name, `common`, or `none` with the reason. */
export interface LetterRule {
  addressee: string[] | null
  kind: ChannelKind[] | null
  country: string[] | null
  language: Locale[] | null
  resident: boolean | null
  template: string
  reason: LocalizedText
}
