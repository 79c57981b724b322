import type { Locale } from '../../i18n/index.ts'
import { type MailText, mailTemplate } from '../../render/text.ts'

type MailOf<Facts extends object> = Record<Locale, (facts: Facts) => MailText>

const inBoth = <Facts extends object>(name: string): MailOf<Facts> => ({
  en: mailTemplate(`${name}.en`),
  ru: mailTemplate(`${name}.ru`),
})

/** To the writer, before anything leaves. Names neither the campaign nor the office. */
export const confirmMail = inBoth<{ name: string; confirmUrl: string; days: number }>('confirm-sending')

/** To the writer, when the office has answered. Names neither the campaign nor the office. */
export const answerMail = inBoth<{ name: string; letterUrl: string }>('answer-received')

/** To a campaign's organiser, when an office's mailbox takes no letters any more. */
export const failingMail = inBoth<{ office: string; address: string; slug: string }>('channel-failing')
