import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'
import type {
  AccountsTable,
  AuditLogTable,
  FirstLinksTable,
  MembersTable,
  RecoveryCodesTable,
  SessionsTable,
  SignInFailuresTable,
} from './account-tables.ts'
import type {
  ChannelKind,
  ChannelsTable,
  CorrectionsTable,
  InstitutionsTable,
  OfficesTable,
  OfficialsTable,
} from './directory-tables.ts'
import type {
  DeliveriesTable,
  DeparturesTable,
  InboundMailsTable,
  OfficePaceTable,
  QuarantinedFilesTable,
} from './dispatch-tables.ts'
import type {
  CampaignEditionsTable,
  CampaignMovesTable,
  CampaignSectionsTable,
  CampaignState,
  Outcome,
  SectionRevisionsTable,
} from './draft-tables.ts'
import type { ExportsTable, ImportRowsTable, SignatureImportsTable } from './exchange-tables.ts'
import type { CampaignCoversTable } from './image-tables.ts'
import type { ModerationDecisionsTable } from './moderation-tables.ts'
import type {
  AccountLinksTable,
  InvitationsTable,
  PasskeyChallengesTable,
  PasskeysTable,
  ResetWishesTable,
} from './people-tables.ts'
import type { AnswersTable, SendingMovesTable, SendingsTable, WritersTable } from './sending-tables.ts'
import type { CoSigning, DeclarationFacts, SignatoriesTable, SignatoryGroup } from './signatory-tables.ts'
import type { CampaignDocumentsTable, CasesTable, RecommendationStatesTable } from './submission-tables.ts'
import type { SignatureTalliedTable, SignatureTalliesTable, SigningSourcesTable } from './tally-tables.ts'
import type { MailingsTable, UpdateReceiversTable, UpdatesTable, UpdateTextsTable } from './update-tables.ts'

/** Row types of the tables, one interface a table, in the order of the migrations. */
export interface Database {
  accounts: AccountsTable
  members: MembersTable
  sessions: SessionsTable
  recovery_codes: RecoveryCodesTable
  first_links: FirstLinksTable
  sign_in_failures: SignInFailuresTable
  audit_log: AuditLogTable
  invitations: InvitationsTable
  account_links: AccountLinksTable
  reset_wishes: ResetWishesTable
  passkeys: PasskeysTable
  passkey_challenges: PasskeyChallengesTable
  organisers: OrganisersTable
  demo_loads: DemoLoadsTable
  institutions: InstitutionsTable
  offices: OfficesTable
  officials: OfficialsTable
  channels: ChannelsTable
  corrections: CorrectionsTable
  campaigns: CampaignsTable
  campaign_texts: CampaignTextsTable
  demands: DemandsTable
  topics: TopicsTable
  addressees: AddresseesTable
  evidence: EvidenceTable
  letter_templates: LetterTemplatesTable
  letter_fragments: LetterFragmentsTable
  campaign_covers: CampaignCoversTable
  signatures: SignaturesTable
  signature_counts: SignatureCountsTable
  outbox: OutboxTable
  writers: WritersTable
  sendings: SendingsTable
  sending_moves: SendingMovesTable
  answers: AnswersTable
  deliveries: DeliveriesTable
  office_pace: OfficePaceTable
  departures: DeparturesTable
  inbound_mails: InboundMailsTable
  quarantined_files: QuarantinedFilesTable
  moderation_decisions: ModerationDecisionsTable
  exports: ExportsTable
  signature_imports: SignatureImportsTable
  import_rows: ImportRowsTable
  campaign_moves: CampaignMovesTable
  campaign_editions: CampaignEditionsTable
  campaign_sections: CampaignSectionsTable
  section_revisions: SectionRevisionsTable
  updates: UpdatesTable
  update_texts: UpdateTextsTable
  mailings: MailingsTable
  update_receivers: UpdateReceiversTable
  signature_tallies: SignatureTalliesTable
  signature_tallied: SignatureTalliedTable
  signing_sources: SigningSourcesTable
  campaign_documents: CampaignDocumentsTable
  cases: CasesTable
  recommendation_states: RecommendationStatesTable
  signatories: SignatoriesTable
}

/** One row at most. */
export interface DemoLoadsTable {
  digest: Buffer
}

type Json<T extends object> = JSONColumnType<T, string, string>

export interface OrganisersTable {
  id: string
  slug: string
  name: Json<Record<Locale, string>>
  email: string
  created_at: Generated<Date>
}

export type * from './account-tables.ts'
export type * from './directory-tables.ts'
export type * from './draft-tables.ts'
export type * from './exchange-tables.ts'
export type * from './moderation-tables.ts'
export type * from './signatory-tables.ts'

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
  version: Generated<number>
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

export type SignatureState = 'pending' | 'held' | 'confirmed' | 'withdrawn' | 'refused'
export type HeldReason = 'network' | 'domain' | 'campaign'
export type Visibility = 'full' | 'initial' | 'hidden'
export type CommentState = 'none' | 'waiting' | 'shown' | 'refused'

export interface SignaturesTable {
  slot: number
  campaign_id: string
  id: string
  created_at: Date
  confirmed_at: Date | null
  form_key: string | null
  mails: Generated<number>
  wants_updates: boolean
  resident: boolean
  address_key: Buffer
  sealed: Buffer
  state: SignatureState
  held_reason: HeldReason | null
  visibility: Visibility
  locale: Locale
  country: string
  comment_state: CommentState
  /** Which import brought it; null for who signed here. */
  import_id: Generated<string | null>
  /** The edition of the campaign's text that the signer read. */
  edition: Generated<number>
}

export interface SignatureCountsTable {
  campaign_id: string
  state: SignatureState
  count: number
}

export type SignerMailKind = 'confirm' | 'already-signed' | 'confirm-imported'
export type WriterMailKind = 'writer-link' | 'confirm-sending' | 'reminder' | 'overdue' | 'answer-received'
/** Mail to a campaign's organiser. */
export type EditorMailKind = 'channel-failing'
/** Mail to those who sign as an organisation or in office. */
export type SignatoryMailKind = 'confirm-co-signing' | 'invitation-to-sign'
/** News of a campaign, to supporters who agreed. */
export type UpdateMailKind = 'update' | 'update-test'
/** Mail to the people of a team, about their way in. */
export type AccountMailKind = 'invitation' | 'password-reset' | 'address-change' | 'address-changed'
export type MailKind =
  | SignerMailKind
  | WriterMailKind
  | EditorMailKind
  | SignatoryMailKind
  | UpdateMailKind
  | AccountMailKind

export interface OutboxTable {
  id: string
  kind: MailKind
  locale: Locale
  /** Null for mail to the people of a team. */
  campaign_id: string | null
  /** Where the signature is found, for mail to its owner. */
  slot: number | null
  signature_id: string | null
  /** Whom mail about letters goes to, and about which. */
  writer_id: Generated<string | null>
  sending_id: Generated<string | null>
  /** Which office mail to editors is about. */
  office_id: Generated<string | null>
  signatory_id: Generated<string | null>
  invitation_id: Generated<string | null>
  account_link_id: Generated<string | null>
  /** Which update the mail tells of. */
  update_id: Generated<string | null>
  /** Who at the desk gets a test of it. */
  account_id: Generated<string | null>
  /** Mail to many, which waits until no other is due. */
  bulk: Generated<boolean>
  attempts: Generated<number>
  due_at: Generated<Date>
  failed_at: Date | null
  last_error: string | null
}
