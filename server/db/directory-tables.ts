import type { Generated, JSONColumnType } from 'kysely'
import type { Locale, LocalizedText } from '../i18n/locale.ts'

type Json<T extends object> = JSONColumnType<T, string, string>

export interface InstitutionsTable {
  id: string
  slug: string
  /** ISO 3166-1 alpha-2; null for an international body. */
  country: string | null
  name: Json<Record<Locale, string>>
  parent_id: Generated<string | null>
  /** The directory's file that keeps it; null where a campaign defined it. */
  directory: Generated<string | null>
  /** Its place in that file. */
  place: Generated<number>
  /** IANA, «Asia/Almaty» */
  time_zone: Generated<string | null>
  /** «09:00-18:30», in its time zone */
  working_hours: Generated<string | null>
  /** The key of the rule by which its answers fall due. */
  answer_rule: Generated<string | null>
}

/** An office's name: English as it stands, Russian in the cases that letters need. */
export type OfficeName = { en: string; ru: { nominative: string; genitive: string; dative: string } }

/**
 * An official's name: English as it stands; Russian in full, in full in the genitive where that is known, and as it
 * stands in a letter's heading («Токаеву К. К.»).
 */
export type OfficialName = { en: string; ru: { nominative: string; genitive?: string; dative: string } }

export type Gender = 'female' | 'male'

export interface OfficesTable {
  id: string
  slug: string
  institution_id: string
  name: Json<OfficeName>
  salutation: Json<Record<Locale, string>>
  /** Kept by its institution's directory file, and not by the campaigns that address it. */
  in_directory: Generated<boolean>
  /** Its place in its institution. */
  place: Generated<number>
}

/** A form of an official's name, or the name's gender, or the greeting, that grammar can suggest. */
export type SuggestedForm = 'gender' | 'genitive' | 'dative' | 'salutation'

export interface OfficialsTable {
  id: string
  office_id: string
  gender: Gender | null
  name: Json<OfficialName>
  salutation: Json<Record<Locale, string>>
  /** YYYY-MM-DD, as is until; null where it is not known, or not over. */
  since: string | null
  until: string | null
  suggested: Generated<SuggestedForm[]>
}

export type ChannelKind = 'email' | 'online-reception' | 'post' | 'public-comment' | 'telephone'

/** What writing through a channel makes known of the writer. */
export type Exposure =
  | 'name'
  | 'email'
  | 'phone'
  | 'postal-address'
  | 'iin'
  | 'passport'
  | 'digital-signature'
  | 'public'

export type ChannelState = 'working' | 'failing' | 'closed'

/** Whether what comes this way must be answered as an appeal, or need not be. */
export type LegalStanding = 'appeal' | 'informal'

/** How many files may go with a letter (none where 0), of what size in all, of which types («pdf»). */
export type Attachments = { files?: number; megabytes?: number; types?: string[] }

export interface ChannelsTable {
  id: string
  office_id: string
  position: number
  kind: ChannelKind
  address: Json<Record<Locale, string>>
  residents_only: boolean
  languages: Locale[]
  max_length: number | null
  exposes: Exposure[]
  note: Json<LocalizedText>
  state: Generated<ChannelState>
  /** Null where it is not known. */
  attachments: JSONColumnType<Attachments | null, string | null | undefined, string | null>
  legal_standing: LegalStanding | null
  /** Where all this is known from. */
  source: string | null
  /** YYYY-MM-DD */
  checked_on: string | null
}

export interface CorrectionsTable {
  id: string
  office_id: string
  about: string
  /** The channel whose address is to change; it may be gone by now. */
  channel_id: string | null
  /** Of a channel to add; once accepted, of the channel that has the address. */
  kind: ChannelKind | null
  address: string | null
  source_url: string | null
  state: Generated<'waiting' | 'accepted' | 'refused'>
  /** The address that an accepted one took the place of; null where it added a channel. */
  replaced: JSONColumnType<Required<LocalizedText> | null, string | null | undefined, string | null>
  /** Files have had the added channel since. */
  in_files: Generated<boolean>
  created_at: Generated<Date>
  decided_at: Generated<Date | null>
}
