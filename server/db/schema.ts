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
  AddresseesTable,
  CampaignsTable,
  CampaignTextsTable,
  DemandsTable,
  DemoLoadsTable,
  EvidenceTable,
  LetterFragmentsTable,
  LetterTemplatesTable,
  OrganisersTable,
  TopicsTable,
} from './campaign-tables.ts'
import type {
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
  MailboxPaceTable,
  OfficePaceTable,
  QuarantinedFilesTable,
} from './dispatch-tables.ts'
import type {
  CampaignEditionsTable,
  CampaignMovesTable,
  CampaignSectionsTable,
  SectionRevisionsTable,
} from './draft-tables.ts'
import type { ExportsTable, ImportPiecesTable, ImportRowsTable, SignatureImportsTable } from './exchange-tables.ts'
import type { CampaignImagesTable } from './image-tables.ts'
import type { ModerationDecisionsTable } from './moderation-tables.ts'
import type { OutboxTable } from './outbox-tables.ts'
import type {
  AccountLinksTable,
  InvitationsTable,
  PasskeyChallengesTable,
  PasskeysTable,
  ResetWishesTable,
} from './people-tables.ts'
import type {
  AnswersTable,
  SendingMovesTable,
  SendingProofsTable,
  SendingsTable,
  WritersTable,
} from './sending-tables.ts'
import type { SignatoriesTable } from './signatory-tables.ts'
import type { SignatureCountsTable, SignaturesTable } from './signature-tables.ts'
import type { CampaignDocumentsTable, CasesTable, RecommendationStatesTable } from './submission-tables.ts'
import type { SignatureTalliedTable, SignatureTalliesTable, SigningSourcesTable } from './tally-tables.ts'
import type { MailingsTable, UpdateReceiversTable, UpdatesTable, UpdateTextsTable } from './update-tables.ts'

export type * from './account-tables.ts'
export type * from './campaign-tables.ts'
export type * from './directory-tables.ts'
export type * from './draft-tables.ts'
export type * from './exchange-tables.ts'
export type * from './moderation-tables.ts'
export type * from './outbox-tables.ts'
export type * from './signatory-tables.ts'
export type * from './signature-tables.ts'

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
  campaign_images: CampaignImagesTable
  signatures: SignaturesTable
  signature_counts: SignatureCountsTable
  outbox: OutboxTable
  writers: WritersTable
  sendings: SendingsTable
  sending_moves: SendingMovesTable
  sending_proofs: SendingProofsTable
  answers: AnswersTable
  deliveries: DeliveriesTable
  office_pace: OfficePaceTable
  mailbox_pace: MailboxPaceTable
  departures: DeparturesTable
  inbound_mails: InboundMailsTable
  quarantined_files: QuarantinedFilesTable
  moderation_decisions: ModerationDecisionsTable
  exports: ExportsTable
  signature_imports: SignatureImportsTable
  import_pieces: ImportPiecesTable
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
