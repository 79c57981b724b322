import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Received {
  to: string[]
  /** Of the envelope. */
  from: string
  mail: ParsedMail
}

/** What the receiver answers to the next mails; afterwards it accepts. */
export type Refusal = { responseCode: number; message: string }

/** A real SMTP server on a port of its own that keeps what it is given. */
export const openReceiver = async (refusals: Refusal[] = []) => {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        const refusal = refusals.shift()
        if (refusal) return done(Object.assign(new Error(refusal.message), { responseCode: refusal.responseCode }))
        const { mailFrom, rcptTo } = session.envelope
        received.push({ to: rcptTo.map(({ address }) => address), from: mailFrom ? mailFrom.address : '', mail })
        done()
      }, done)
    },
  })
  server.on('error', () => {}) // Whoever is killed while sending breaks off, as happens to any server.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
