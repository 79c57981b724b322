import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'

export type SignatoryKind = 'organisation' | 'office-holder'

/**
 * pending: asked to sign through the open form, the mailbox not yet confirmed. invited: has a link. waiting: for an
 * editor's check. Only the confirmed are shown.
 */
export type SignatoryState = 'pending' | 'invited' | 'waiting' | 'confirmed' | 'refused' | 'withdrawn'

export type Honorific = 'mr' | 'ms' | 'mrs' | 'sir' | 'dame' | 'lord' | 'lady' | 'baron' | 'baroness' | 'dr' | 'prof'

/** What is shown of an organisation. */
export interface OrganisationFacts {
  name: LocalizedText
  website: string | null
  /** ISO 3166-1 alpha-2 */
  country: string | null
}

/** What is shown of somebody who signs in office. */
export interface OfficeHolderFacts {
  honorific: Honorific | null
  given: LocalizedText
  /** As it is to stand, capitals and all: «SCHWABE», «De BOER». */
  surname: LocalizedText
  country: string
  /** A key of the campaign's groups. */
  group: string | null
  capacity: LocalizedText
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  since: string | null
  until: string | null
}

/** A political group: as it stands after a name, and in full. */
export interface SignatoryGroup {
  key: string
  short: Record<Locale, string>
  name: Record<Locale, string>
}

/** How a declaration was tabled. */
export interface DeclarationFacts {
  /** What it is called; «Written declaration» where left out. */
  title: Record<Locale, string> | null
  number: string | null
  document: Record<Locale, string> | null
  /** YYYY-MM-DD */
  tabled: string | null
}

export type CoSigning = 'by-invitation' | 'open'

export interface SignatoriesTable {
  id: string
  campaign_id: string
  kind: SignatoryKind
  key: string
  position: number
  state: SignatoryState
  facts: JSONColumnType<OrganisationFacts | OfficeHolderFacts, string, string>
  /** Contact person, address, an editor's words: sealed under the campaign's key. */
  sealed: Generated<Buffer | null>
  /** 16 bytes that stand for the mailbox. */
  address_key: Generated<Buffer | null>
  locale: Generated<Locale>
  form_key: Generated<string | null>
  held: Generated<boolean>
  /** An organisation's logo in WebP, and the SHA-256 of it, by which it is asked for; null where there is none. */
  logo: Generated<Buffer | null>
  logo_digest: Generated<string | null>
  logo_width: Generated<number | null>
  logo_height: Generated<number | null>
  /** Light on nothing, so that it needs a dark ground. */
  logo_light: Generated<boolean>
  mails: Generated<number>
  /** Counts invitations: a link carries the number, and only the last is good. */
  invitation: Generated<number>
  invited_until: Generated<Date | null>
  answered_at: Generated<Date | null>
  checked_by: Generated<string | null>
  checked_at: Generated<Date | null>
  /** When it withdrew by its own link, for good; null where it did not. */
  left_at: Generated<Date | null>
  created_at: Generated<Date>
}
