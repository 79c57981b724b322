import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { mailbox, oneLine } from './addresses.ts'

/** A letter as it leaves for an official: one recipient, plain text. */
export interface OutgoingLetter {
  /** Stays the same however often the letter is tried. */
  messageId: string
  /** From our own domain, so that DMARC holds; the name is the writer's, through us. */
  from: { name: string; address: string }
  to: string
  replyTo: string
  /** Where the mail servers report what became of it (MAIL FROM, RFC 5321). */
  returnPath: string
  subject: string
  text: string
  date: Date
  /** In test mode the letter goes to the tester: whom it would have gone to. */
  meantFor?: string
}

/**
 * Takes a letter away. Before the first byte of its text `beforeData` is awaited; where that throws, nothing of the
 * text has left. Rejects with NotTakenError where trying again is of use, RefusedForGoodError where it is not, and
 * OutcomeUnknownError where the other side may or may not have the letter.
 */
export interface LetterCarrier {
  deliver(letter: OutgoingLetter, beforeData: () => Promise<void>): Promise<void>
}

/** The letter is certainly not with the other side; later it may be taken. */
export class NotTakenError extends Error {}

/** The text was on its way when the line went silent: only a person may decide to send it again. */
export class OutcomeUnknownError extends Error {}

/**
 * The letter as a message (RFC 5322). Whatever the fields hold, they stay single headers with one address each: what is
 * not a plain address throws, line breaks elsewhere are no longer line breaks.
 */
export const letterMessage = (letter: OutgoingLetter): Promise<Buffer> =>
  new MailComposer({
    messageId: letter.messageId,
    from: mailbox(letter.from.address, letter.from.name),
    to: mailbox(letter.to),
    replyTo: mailbox(letter.replyTo),
    subject: oneLine(letter.subject),
    text: letter.text,
    date: letter.date,
    headers: {
      'Auto-Submitted': 'no',
      ...(letter.meantFor ? { 'X-Otklik-Meant-For': mailbox(letter.meantFor).address } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
    .compile()
    .build()
