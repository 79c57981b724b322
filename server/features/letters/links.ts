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
  const body = encodeURIComponent(text.replace(/\r\n?|\n/g, '\r\n'))
  const url = `mailto:${to}?subject=${encodeURIComponent(subject.replace(/\s+/g, ' '))}&body=${body}`
  return { url: url.length <= MAX_LINK ? url : null, length: url.length }
}
