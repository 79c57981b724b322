import type { Locale } from '../../i18n/index.ts'
import type { SafeHtml } from '../../render/markdown.ts'
import { type MailText, mailTemplate } from '../../render/text.ts'

interface UpdateFacts {
  /** The language of title and text, which may not be the mail's. */
  lang: Locale
  otherLanguage: boolean
  title: string
  /** Markdown, as it was written: plain enough to read. */
  text: string
  html: SafeHtml
  /** Ends such mails; empty in a test, which nobody gets who could end them. */
  stopUrl: string
  myUrl: string
}

/**
 * News to supporters. What a mailbox shows beside the subject are a mail's first words, so these are long and neutral:
 * a glance must not tell what its owner has signed.
 */
export const updateMails: Record<Locale, (facts: UpdateFacts) => MailText> = {
  en: mailTemplate('update.en'),
  ru: mailTemplate('update.ru'),
}
