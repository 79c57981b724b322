/** Longest link that mail programs and browsers are known to take whole. */
export const MAX_LINK = 1_600

export type MailLink = { url: string; length: number } | { url: null; length: number }

/**
 * A mailto link (RFC 6068) that opens a mail program with the letter filled in; no url where the encoded link would
 * be longer than MAX_LINK, `length` says how long. Address, subject and text are percent-encoded whole, so nothing in
 * them can add a field.
 */
export const mailLink = (address: string, subject: string, text: string): MailLink => {
  const to = encodeURIComponent(address).replaceAll('%40', '@')
  return fitting(`mailto:${to}?subject=${line(subject)}&body=${lines(text)}`)
}

/** The same for Gmail's compose window, in the reader's own browser: nothing is asked of Google before it is followed. */
export const gmailLink = (address: string, subject: string, text: string): MailLink =>
  fitting(
    `https://mail.google.com/mail/?view=cm&fs=1&to=${encodeURIComponent(address)}&su=${line(subject)}&body=${lines(text)}`,
  )

/** The same for Outlook on the web. */
export const outlookLink = (address: string, subject: string, text: string): MailLink =>
  fitting(
    `https://outlook.live.com/mail/0/deeplink/compose?to=${encodeURIComponent(address)}&subject=${line(subject)}&body=${lines(text)}`,
  )

const line = (text: string) => encodeURIComponent(text.replace(/\s+/g, ' '))
const lines = (text: string) => encodeURIComponent(text.replace(/\r\n?|\n/g, '\r\n'))

const fitting = (url: string): MailLink => ({ url: url.length <= MAX_LINK ? url : null, length: url.length })
