import type { SignatoryMailKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import { type MailText, mailTemplate } from '../../render/text.ts'

interface MailFacts {
  /** Where the button is. */
  url: string
  /** For how long the link can be used. */
  days: number
  /** The team that asks; empty where its people wish to stay unnamed. */
  team: string
}

type MailOf = Record<Locale, (facts: MailFacts) => MailText>

/** Mails to those who sign as an organisation or in office. None names the campaign: a glance must not tell. */
export const mails: Record<SignatoryMailKind, MailOf> = {
  'confirm-co-signing': { en: mailTemplate('confirm-co-signing.en'), ru: mailTemplate('confirm-co-signing.ru') },
  'invitation-to-sign': { en: mailTemplate('invitation-to-sign.en'), ru: mailTemplate('invitation-to-sign.ru') },
}
