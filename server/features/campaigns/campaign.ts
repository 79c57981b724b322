import type {
  CampaignKind,
  CampaignState,
  CommentRule,
  ContentWarning,
  CoSigning,
  DeclarationFacts,
  EvidenceKind,
  Fact,
  LetterRules,
  OfficeHolderFacts,
  OrganisationFacts,
  Outcome,
  SignatoryGroup,
  SigningLimits,
} from '../../db/schema.ts'
import type { Locale, LocalizedText } from '../../i18n/locale.ts'
import type { ImageFacts, Images } from '../../render/image-element.ts'
import type { Channel, Office, Official } from '../officials/index.ts'

/** A campaign with all that its pages and letters show, in every locale that it has. */
export interface Campaign {
  id: string
  slug: string
  kind: CampaignKind
  state: CampaignState
  /** From when and until when it can be signed while it is open; null: at once, and without end. */
  opensAt: Date | null
  closesAt: Date | null
  /** Since when it is in its state; null where that is not known. */
  stateSince: Date | null
  /** What its organisers say of that: why it closed, what came of it. */
  stateNote: LocalizedText
  outcome: Outcome | null
  /** The number of the text that people sign now. */
  edition: number
  /** Every text that people have signed, the first one first; none where it was never published. */
  editions: EditionLine[]
  /** ISO 3166-1 alpha-2 */
  country: string
  goal: number
  /** YYYY-MM-DD */
  openedOn: string
  comments: CommentRule
  limits: SigningLimits
  /** Whether the platform sends letters: no, yes, or all of them to who tries it out. */
  dispatch: 'off' | 'on' | { test: string }
  /** Letters that the platform sends to one office in an hour. */
  quotaHour: number
  facts: Record<string, Fact>
  /** Rises with every change of what the public page shows. */
  version: number
  updatedAt: Date
  /** The campaign's key, still sealed by the master key. */
  dataKey: Buffer
  organiser: { slug: string; name: Record<Locale, string>; email: string }
  /** Whether the public may know who the organiser is: `publicOrganiser` is what pages may show. */
  organiserShown: boolean
  /** No key where the campaign has no text in that locale; then nothing else of it is worded in that locale either. */
  texts: Partial<Record<Locale, CampaignText>>
  demands: Demand[]
  topics: Topic[]
  addressees: Addressee[]
  /** By key; `evidenceIn` has a locale's own choice and order. */
  evidence: Evidence[]
  /** How it was tabled, where it is a declaration of office-holders. */
  declaration: DeclarationFacts | null
  /** Whether organisations may ask to sign without being invited. */
  coSigning: CoSigning
  /** The picture at the top of its page; not there or null where there is none. */
  cover?: CampaignCover | null
  /** Its pictures by name, those too that only the desk has seen; not there where there are none. */
  images?: Images
  /** Those who have signed as an organisation or in office and were checked, each list in its order. */
  signatories: { groups: SignatoryGroup[]; organisations: Organisation[]; officeHolders: OfficeHolder[] }
}

export type Organisation = { key: string } & OrganisationFacts & { logo?: Logo }
export type Logo = ImageFacts & { light: boolean }
export type OfficeHolder = { key: string } & OfficeHolderFacts

/** publishedAt: ISO 8601. note: what changed, in its organisers' words. */
export interface EditionLine {
  number: number
  publishedAt: string
  note: LocalizedText
}

/** alts: what it shows, a locale. */
export interface CampaignCover extends ImageFacts {
  name: string
  alts: LocalizedText
}

export interface CampaignText {
  title: string
  summary: string
  callToAction: string
  /** Markdown, for `renderMarkdown` */
  body: string
  brief: { text: string; source: string | null }[]
}

/** texts: as the page shows it; letterTexts: as it follows "I ask you to:", lower case, without a final mark. */
export interface Demand {
  key: string
  texts: LocalizedText
  letterTexts: LocalizedText
}

/** labels: as a choice; letterTexts: what the letter then says. */
export interface Topic {
  key: string
  labels: LocalizedText
  letterTexts: LocalizedText
}

export interface Addressee {
  key: string
  office: Office
  /** Who holds the post now; null when nobody is named: the office's own salutation then stands. */
  official: Official | null
  channels: Channel[]
  /** Keys of the demands put to this addressee, in their order here. */
  demands: string[]
  /** What to press here; no key where nothing is said. */
  points: LocalizedText
  /** What stands above its demands on the page: “We urge the Government to:”; no key where nothing is said. */
  leads: LocalizedText
}

export interface Evidence {
  key: string
  kind: EvidenceKind
  url: string
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  happened: string | null
  warning: ContentWarning | null
  captions: Partial<Record<Locale, { position: number; text: string }>>
}

export interface CampaignSummary {
  id: string
  slug: string
  kind: CampaignKind
  state: CampaignState
  opensAt: Date | null
  closesAt: Date | null
  goal: number
  openedOn: string
  version: number
  titles: LocalizedText
  summaries: LocalizedText
}

export interface LetterTemplate {
  locale: Locale
  /** An addressee's key; '' is for everyone without a template of their own in this locale. */
  addressee: string
  source: string
}

/** All that a campaign's letters are made of. */
export interface LetterSources {
  templates: LetterTemplate[]
  fragments: LetterFragment[]
  /** null where an addressee's own template stands, or the one for everyone. */
  rules: LetterRules | null
}

/** A part of letters in several wordings. name: `opening`, `topic cruelty`, `point prosecutor`. */
export interface LetterFragment {
  locale: Locale
  name: string
  variants: string[]
}

/** The evidence that has a caption in this locale, in this locale's order. */
export const evidenceIn = (campaign: Pick<Campaign, 'evidence'>, locale: Locale) =>
  campaign.evidence
    .flatMap(({ captions, ...evidence }) => {
      const caption = captions[locale]
      return caption ? [{ ...evidence, caption: caption.text, position: caption.position }] : []
    })
    .sort((a, b) => a.position - b.position)

/** The organiser as the public may know it; null where its people wish to stay unnamed. */
export const publicOrganiser = (
  { organiser, organiserShown }: Pick<Campaign, 'organiser' | 'organiserShown'>,
  locale: Locale,
) => (organiserShown ? { name: organiser.name[locale], email: organiser.email } : null)
