import { createTransport } from 'nodemailer'
import { mailbox, oneLine } from './addresses.ts'
import { type Carrier, type Mail, RefusedForGoodError } from './mail.ts'

const CONNECTIONS = 2
const TIMEOUT = 20_000

const isForGood = (error: unknown) =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 500

/**
 * How a mail program offers an end of such mails: the address, and over HTTPS that a POST to it is enough, with no page
 * in between (RFC 8058, 3.1).
 */
const unsubscribeHeaders = (url: string | undefined) => ({
  ...(url ? { 'List-Unsubscribe': `<${oneLine(url)}>` } : {}),
  ...(url?.startsWith('https://') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
})

/** Mail by SMTP over a few connections that stay open. */
export const smtpCarrier = (url: string, from: string): Carrier => {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: TIMEOUT,
      greetingTimeout: TIMEOUT,
      socketTimeout: TIMEOUT,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    async send({ messageId, to, subject, text, html, unsubscribeUrl }: Mail) {
      try {
        await transport.sendMail({
          messageId,
          to: mailbox(to),
          subject: oneLine(subject),
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(unsubscribeUrl) },
        })
      } catch (error) {
        if (isForGood(error)) throw new RefusedForGoodError('The mail server refused the mail', { cause: error })
        throw error
      }
    },
    close: () => transport.close(),
  }
}
