import type { Generated } from 'kysely'
import type { Locale } from '../i18n/locale.ts'

export interface InvitationsTable {
  id: string
  organiser_id: string
  /** Equal for every spelling of the mailbox. */
  address_key: Buffer
  /** The address that the invitation goes to. */
  sealed: Buffer
  roles: string[]
  locale: Locale
  invited_by: string | null
  created_at: Generated<Date>
  expires_at: Date
  accepted_at: Generated<Date | null>
  revoked_at: Generated<Date | null>
}

export type AccountLinkPurpose = 'password-reset' | 'address-change'

export interface AccountLinksTable {
  id: string
  account_id: string
  purpose: AccountLinkPurpose
  /** The new address, where one is to be confirmed. */
  sealed: Buffer | null
  /** The address before, once it was changed. */
  former: Generated<Buffer | null>
  created_at: Generated<Date>
  expires_at: Date
  used_at: Generated<Date | null>
}

export interface ResetWishesTable {
  address_key: Buffer
  asked_at: Date
  id: string
}

export interface PasskeysTable {
  id: string
  account_id: string
  credential_id: Buffer
  public_key: Buffer
  /** How often the device says that it was used. */
  counter: Generated<number>
  transports: string[]
  name: string
  created_at: Generated<Date>
  used_at: Generated<Date | null>
}

export interface PasskeyChallengesTable {
  challenge: Buffer
  purpose: 'registration' | 'sign-in'
  account_id: string | null
  expires_at: Date
}
