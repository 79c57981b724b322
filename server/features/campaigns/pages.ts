import type { CampaignKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { SafeHtml } from '../../render/markdown.ts'
import { page } from '../../render/page.ts'
import type { DocumentView } from './document-model.ts'

/** How far a campaign has come; the words are ready, for they depend on the numbers. */
export interface Progress {
  count: number
  goal: number
  /** “people have signed”, after the number */
  signed: string
  /** What remains to the goal, or that it is reached. */
  remaining: string
}

export interface CampaignCard {
  url: string
  title: string
  summary: string
  /** The language of title and summary, which may not be the reader's. */
  lang: Locale
  /** Why it cannot be signed now, in a word; empty where it can. */
  standing: string
  progress: Progress
}

export const homePage = page<{ campaigns: CampaignCard[] }>('campaigns/home')

export interface SignerView {
  name: string
  country: string
  /** “9 minutes ago” */
  ago: string
  comment: string
}

export interface EvidenceView {
  caption: string
  url: string
  /** The site that the link leads to. */
  host: string
  kind: string
  /** In words, or empty where it is not known. */
  happened: string
  /** What it shows, said beforehand; empty where nothing needs saying. */
  warning: string
}

export interface AddresseeView {
  key: string
  office: string
  officeUrl: string
  /** Who holds the post, or empty. */
  holder: string
  channels: { words: string; limited: string }[]
  writeUrl: string
}

/** The demands to one addressee under words of their own. */
export interface DemandGroupView {
  key: string
  /** “We urge the Government to:” */
  lead: string
  demands: string[]
}

/** A name in the language that it is known in. */
export interface NameView {
  words: string
  lang: Locale
}

export interface OrganisationView extends NameView {
  /** Or empty. */
  url: string
  logo: { src: string; width: number; height: number; light: boolean } | null
}

/** How many signatories a country or a group has. */
export interface CountView {
  /** As it stands after a name, or empty. */
  short: string
  name: string
  count: number
}

export interface DeclarationView {
  /** “Written declaration No. 734”, “Doc. 15452”, “8 February 2022” */
  references: string[]
  people: {
    name: NameView & { title: string }
    country: string
    group: { short: string; name: string } | null
    /** Capacity and term in words, or empty. */
    office: string
  }[]
  byCountry: CountView[]
  byGroup: CountView[]
}

export interface SignatoriesView {
  /** A document rather than a petition: it has a size of text to choose and a style of its own. */
  formal: boolean
  declaration: DeclarationView | null
  organisations: OrganisationView[]
  /** Where an organisation asks to sign, or empty. */
  askUrl: string
}

export interface OptionView {
  value: string
  words: string
  chosen: boolean
}

/** The signing form as it is filled in. Errors are words, by field; empty where there is none. */
export interface SignFormView {
  action: string
  name: string
  email: string
  city: string
  comment: string
  key: string
  /** Where the link that led here says that it stood; empty for a direct visit. */
  from: string
  /** The number of the text beside the form. */
  edition: string
  updates: boolean
  countries: OptionView[]
  visibilities: OptionView[]
  commentsShown: boolean
  /** Something stands in the fields that may be left out, or is wrong with them. */
  moreOpen: boolean
  errors: Record<'name' | 'email' | 'country' | 'city' | 'comment' | 'visibility' | 'updates', string>
  errorList: { field: string; words: string }[]
  /** The form could not be taken in just now, though nothing is wrong with it. */
  busy: boolean
}

/** Where a campaign stands that cannot be signed: why, since when or from when, and what its organisers say of it. */
export interface StandingView {
  title: string
  words: string
  note: { text: string; lang: Locale } | null
}

/** Which text it is that people sign, where there have been several. */
export interface EditionView {
  /** «Редакция 2 от 5 марта 2026 г.» */
  words: string
  note: string
  url: string
}

export interface CampaignPageModel {
  /** null where it can be signed. */
  standing: StandingView | null
  /** null where there has been one text only. */
  editions: EditionView | null
  /** The text is in the other language, since there is none in the reader's. */
  missingText: boolean
  lang: Locale
  kind: string
  kindKey: CampaignKind
  /** «Открыта 2 марта 2026 г.» */
  opened: string
  title: string
  summary: string
  /** The picture at the top; null where there is none. sizes: both of them, or empty; lang: of its description. */
  cover: { src: string; sizes: string; alt: string; lang: Locale; width: number; height: number } | null
  callToAction: string
  body: SafeHtml
  /** null where the campaign is no document of topics. */
  document: DocumentView | null
  brief: { text: string; source: string }[]
  /** Those that stand in no group. */
  demands: { text: string; to: string }[]
  demandGroups: DemandGroupView[]
  signatories: SignatoriesView
  addressees: AddresseeView[]
  boardUrl: string
  evidence: EvidenceView[]
  comments: SignerView[]
  newest: SignerView[]
  /** The latest news, as lines that lead to the timeline. */
  updates: { url: string; title: string; lang: Locale; date: string }[]
  updatesUrl: string
  /** How comments are checked, and what was refused. */
  commentsUrl: string
  /** Null where its people wish to stay unnamed. */
  organiser: { name: string; email: string } | null
  progress: Progress
  share: { words: string; url: string }[]
  link: string
  lettersUrl: string
  open: boolean
  form: SignFormView
}

export const campaignPage = page<CampaignPageModel>('campaigns/campaign')
