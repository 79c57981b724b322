/** A mail as it leaves: one recipient, both forms of the text. */
export interface Mail {
  /** Stays the same however often the mail is tried, so that a mailbox can tell a repetition. */
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  /** Where a POST ends mails of this kind, for mail that nobody has to act on (RFC 2369, RFC 8058). */
  unsubscribeUrl?: string
}

/** What carries mail away. Resolves once it has been taken over for good; rejects otherwise. */
export interface Carrier {
  send(mail: Mail): Promise<void>
  close(): void
}

/** The carrier says that trying again is of no use: the address does not exist, the mail is refused. */
export class RefusedForGoodError extends Error {}
