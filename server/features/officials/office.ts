import type {
  Attachments,
  ChannelKind,
  ChannelState,
  Exposure,
  Gender,
  LegalStanding,
  OfficeName,
  OfficialName,
  SuggestedForm,
} from '../../db/schema.ts'
import type { Locale, LocalizedText } from '../../i18n/locale.ts'

/** A public body, and what its answers go by. */
export interface Institution {
  slug: string
  name: Record<Locale, string>
  /** ISO 3166-1 alpha-2; null for an international body. */
  country: string | null
  /** IANA */
  timeZone: string | null
  /** «09:00-18:30», in its time zone */
  workingHours: string | null
  /** The key of the rule by which its answers fall due; null where none is known. */
  answerRule: string | null
}

/** A post in an institution, which letters address, whoever holds it. */
export interface Office {
  id: string
  slug: string
  name: OfficeName
  /** How a letter greets the post while nobody is known to hold it. */
  salutation: Record<Locale, string>
  /** Kept by the directory, and not by the campaigns that address it. */
  inDirectory: boolean
  institution: Institution
}

export interface Official {
  gender: Gender | null
  name: OfficialName
  salutation: Record<Locale, string>
}

/** One person's time in an office; dates are YYYY-MM-DD, null where they are not known, or where it goes on. */
export interface Term extends Official {
  since: string | null
  until: string | null
  /** Forms that grammar supplied and nobody has confirmed. */
  suggested: SuggestedForm[]
}

export interface Channel {
  id: string
  kind: ChannelKind
  /** A mail address, a web address, a telephone number or a postal address, by kind. */
  address: Record<Locale, string>
  residentsOnly: boolean
  /** In which it may be written; never empty. */
  languages: Locale[]
  /** In characters; null where no limit is known. */
  maxLength: number | null
  exposes: Exposure[]
  note: LocalizedText
  state: ChannelState
  /** Null where nothing is known about files. */
  attachments: Attachments | null
  legalStanding: LegalStanding | null
  source: string | null
  /** YYYY-MM-DD */
  checkedOn: string | null
}

/** All that the directory holds of an office. */
export interface OfficeRecord extends Office {
  /** The institutions that its own is a part of, the nearest first. */
  within: { slug: string; name: Record<Locale, string> }[]
  /** Who holds the post now; null while it is vacant, or nobody is named. */
  official: Term | null
  /** Who held it before, the latest first. */
  former: Term[]
  channels: Channel[]
}

/** Whether letters can leave this way. */
export const isWorking = ({ state }: Pick<Channel, 'state'>) => state === 'working'

/** Who holds the post, to be kept with a letter that names them: successors change nothing in it. Null where vacant. */
export const holderSnapshot = (official: Pick<Official, 'name'> | null): Record<Locale, string> | null =>
  official && { en: official.name.en, ru: official.name.ru.nominative }
