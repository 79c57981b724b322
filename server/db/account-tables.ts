import type { Generated, JSONColumnType } from 'kysely'
import type { Locale } from '../i18n/locale.ts'

/** What a person may do in a team; coordinator: of letters. */
export type Role = 'owner' | 'editor' | 'translator' | 'moderator' | 'coordinator'

export interface AccountsTable {
  id: string
  /** Equal for every spelling of the mailbox. */
  email_key: Buffer
  /** Name and address as typed. */
  sealed: Buffer
  locale: Locale
  /** IANA; null: that of the team's country. */
  time_zone: Generated<string | null>
  /** Argon2id; null until a password is chosen. */
  password_hash: string | null
  totp_sealed: Generated<Buffer | null>
  totp_confirmed_at: Generated<Date | null>
  /** The latest step of time whose code was used. */
  totp_last_step: Generated<number>
  created_at: Generated<Date>
}

export interface MembersTable {
  team_id: string
  account_id: string
  roles: Role[]
  joined_at: Generated<Date>
}

export interface SessionsTable {
  id: string
  token_hash: Buffer
  account_id: string
  /** half: the second factor is awaited. */
  state: 'half' | 'full'
  second_factor: boolean
  tries: Generated<number>
  agent: string
  created_at: Date
  seen_at: Date
  expires_at: Date
}

export interface RecoveryCodesTable {
  account_id: string
  code_hash: Buffer
  used_at: Generated<Date | null>
}

export interface FirstLinksTable {
  token_hash: Buffer
  /** Null: whoever opens it becomes the first owner. */
  account_id: string | null
  created_at: Generated<Date>
  expires_at: Date
}

export interface SignInFailuresTable {
  key: Buffer
  failures: number
  last_at: Date
}

export interface AuditLogTable {
  id: string
  at: Generated<Date>
  team_id: string | null
  account_id: string | null
  campaign_id: string | null
  act: string
  details: JSONColumnType<Record<string, unknown>, string, string>
}
