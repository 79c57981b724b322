import type { AccountMailKind, MailKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import { type MailText, mailTemplate } from '../../render/text.ts'

interface InvitationFacts {
  inviter: string
  team: string
  /** In words: «owner, editor». */
  roles: string
  /** Whether they are more than one. */
  several: boolean
  url: string
  days: number
  /** The last day, as a date. */
  until: string
}

type MailOf<Facts extends object> = Record<Locale, (facts: Facts) => MailText>

export const invitationMail: MailOf<InvitationFacts> = {
  en: mailTemplate('invitation.en'),
  ru: mailTemplate('invitation.ru'),
}

type LinkMailKind = Exclude<AccountMailKind, 'invitation' | 'address-changed'>

/** Mails that carry one link and name nobody. */
export const linkMails: Record<LinkMailKind, MailOf<{ url: string }>> = {
  'password-reset': { en: mailTemplate('password-reset.en'), ru: mailTemplate('password-reset.ru') },
  'address-change': { en: mailTemplate('address-change.en'), ru: mailTemplate('address-change.ru') },
}

/** To the address that an account no longer has; it names nobody and carries no link. */
export const formerMail: MailOf<Record<never, never>> = {
  en: mailTemplate('address-changed.en'),
  ru: mailTemplate('address-changed.ru'),
}

export const isLinkMail = (kind: MailKind): kind is LinkMailKind => kind in linkMails
