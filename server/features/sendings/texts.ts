import type { MailKind, WriterMailKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import { type MailText, mailTemplate } from '../../render/text.ts'

interface MailFacts {
  /** Confirms the mailbox and opens the writer's page. */
  confirmUrl: string
  /** The letter at the writer's page. */
  letterUrl: string
  /** Ends the reminders. */
  stopUrl: string
}

type MailOf = Record<Locale, (facts: MailFacts) => MailText>

type OwnKind = Extract<WriterMailKind, 'writer-link' | 'reminder' | 'overdue'>

/** Mails to writers. None names the campaign or the office: a glance at a mailbox must not tell what its owner does. */
export const mails: Record<OwnKind, MailOf> = {
  'writer-link': { en: mailTemplate('writer-link.en'), ru: mailTemplate('writer-link.ru') },
  reminder: { en: mailTemplate('reminder.en'), ru: mailTemplate('reminder.ru') },
  overdue: { en: mailTemplate('overdue.en'), ru: mailTemplate('overdue.ru') },
}

export const isForWriter = (kind: MailKind): kind is OwnKind => kind in mails
