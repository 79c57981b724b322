import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'

export interface OfficeCard {
  url: string
  office: string
  holder: string
  /** That no channel works, or empty. */
  limited: string
}

/** An institution with its offices and those of the institutions that are parts of it. */
export interface InstitutionView {
  name: string
  /** A part of another institution of the list. */
  nested: boolean
  offices: OfficeCard[]
}

export const officesPage = page<{ groups: { title: string; id: string; institutions: InstitutionView[] }[] }>(
  'offices/index',
)

export interface Fact {
  label: string
  value: string
}

export interface OfficeChannel {
  kind: string
  address: string
  /** To open it; empty where it is not for a browser or a mail program. */
  href: string
  /** That it does not work, or empty. */
  state: string
  rules: Fact[]
  note: string
  /** Where it is known from: as words, and as an address where it is one. */
  source: string
  sourceUrl: string
}

export interface Choice {
  value: string
  label: string
  checked: boolean
}

export interface CorrectionView {
  action: string
  about: string
  channels: Choice[]
  address: string
  source: string
  errors: Record<'about' | 'channel' | 'address' | 'source_url', string>
  errorList: { field: string; words: string }[]
  /** Nothing is wrong with the form, but no more are taken now. */
  full: boolean
}

export interface OfficePageModel {
  name: string
  officesUrl: string
  /** What the office's institution is called, and what that is a part of, the widest last. */
  institutions: string[]
  facts: Fact[]
  /** Who holds it; empty where nobody is known to. */
  holder: string
  since: string
  former: { name: string; term: string }[]
  forms: (Fact & { lang: Locale; note: string })[]
  channels: OfficeChannel[]
  /** Why letters wait; empty where a channel works. */
  waiting: string
  campaigns: { title: string; lang: Locale; url: string; writeUrl: string }[]
  /** How it has answered, for the partial of the feature that knows; none or one. */
  record: { title: string }[]
  correction: CorrectionView
}

export const officePage = page<OfficePageModel>('offices/office')

export const correctionThanksPage = page<{ name: string; officeUrl: string }>('offices/thanks')
