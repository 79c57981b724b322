import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { mailbox, oneLine } from './addresses.ts'

/** A message for the writer's own mail program: nothing is sent from here. */
export interface Draft {
  to: string
  /** The writer's own address; empty leaves the sender to the mail program. */
  from: string
  subject: string
  text: string
  date: Date
}

/**
 * An .eml file (RFC 5322) that mail programs open as a draft: X-Unsent is what Outlook looks for. One recipient and
 * at most one sender, whatever the fields hold: what is not a plain address throws, line breaks in the subject are
 * no longer line breaks. The Message-ID is left to the program that will send it.
 */
export const composeEml = async ({ to, from, subject, text, date }: Draft): Promise<Buffer> => {
  const composer = new MailComposer({
    to: mailbox(to),
    ...(from ? { from: mailbox(from) } : {}),
    subject: oneLine(subject),
    text,
    date,
    headers: { 'X-Unsent': '1' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
  const message = await composer.compile().build()
  return withoutMessageId(message)
}

/** Headers end at the first empty line; a folded one goes on in lines that start with a space. */
const withoutMessageId = (message: Buffer) => {
  const end = message.indexOf('\r\n\r\n')
  const headers = message.subarray(0, end).toString('latin1')
  const kept = headers.split(/\r\n(?![ \t])/).filter((header) => !/^message-id:/i.test(header))
  return Buffer.concat([Buffer.from(kept.join('\r\n'), 'latin1'), message.subarray(end)])
}
