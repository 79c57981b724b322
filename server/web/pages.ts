import { page } from '../render/page.ts'

export const errorPage = page<{ words: string; status: number; busy: boolean }>('site/error')

/** What is kept of whom, for how long, and who can read it. */
export const privacyPage = page<{ contactDays: number }>('site/privacy')

export const mailboxPage = page<{ mails: { url: string; subject: string; to: string; date: Date }[] }>('site/mailbox')

/** A kept mail; its text in pieces, so that links can be followed. */
export const mailPage = page<{
  subject: string
  from: string
  to: string
  date: Date
  pieces: { text: string; link: string }[]
}>('site/mail')
