import type { MailKind, SignerMailKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import { type MailText, mailTemplate } from '../../render/text.ts'

interface MailFacts {
  name: string
  confirmUrl: string
  myUrl: string
  /** For how long the link can be used. */
  days: number
  /** Of those who were imported: where they had signed, and the team that added them; empty where it stays unnamed. */
  source: string
  team: string
}

type MailOf = Record<Locale, (facts: MailFacts) => MailText>

/** Every mail to a supporter. None names the campaign: a glance at a mailbox must not tell what its owner signed. */
export const mails: Record<SignerMailKind, MailOf> = {
  confirm: { en: mailTemplate('confirm.en'), ru: mailTemplate('confirm.ru') },
  'confirm-imported': { en: mailTemplate('confirm-imported.en'), ru: mailTemplate('confirm-imported.ru') },
  'already-signed': { en: mailTemplate('already-signed.en'), ru: mailTemplate('already-signed.ru') },
}

/** Whether the promise is ours to compose: mail about letters is not. */
export const isForSigner = (kind: MailKind): kind is SignerMailKind => kind in mails
