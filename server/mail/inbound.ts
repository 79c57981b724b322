import { createHash } from 'node:crypto'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { type ParsedMail, parseApart, UnreadableMailError } from './parse-apart.ts'
import type { TlsPair } from './tls-pair.ts'

export interface InboundLimits {
  /** Bytes of a message. */
  size: number
  connections: number
  /** Milliseconds of silence, and of a conversation in all. */
  silence: number
  conversation: number
}

export const inboundLimits: InboundLimits = {
  size: 10 * 1024 * 1024,
  connections: 8,
  silence: 60_000,
  conversation: 300_000,
}

export interface InboundMail extends ParsedMail {
  /** SHA-256 of whom it came for and all of it: a mail that is sent again has the same. */
  digest: Buffer
}

export interface InboundOptions<Place> {
  port: number
  host: string
  /** Offers STARTTLS; without it, lines are in the clear. */
  tls?: TlsPair | undefined
  /** Whom mail is taken for; undefined for an address that is not ours. */
  find: (address: string) => Promise<Place | undefined>
  /** Takes the mail for good; once it has resolved, the sender is told so. */
  take: (place: Place, mail: InboundMail) => Promise<void>
  /** What was refused, in a word, without anything personal. */
  onRefused: (reason: string) => void
  onError: (error: unknown) => void
  limits?: Partial<InboundLimits>
}

export interface Inbound {
  port: number
  close(): Promise<void>
}

/** Raised by `find` or `take`: the mail is not taken, now (4xx) or ever (5xx). */
export class MailRefusedError extends Error {
  readonly code: number
  constructor(code: number, reason: string) {
    super(reason)
    this.code = code
  }
}

const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })

/**
 * Receives mail for addresses that we have made, and for no other: one recipient a mail, a limit on its size, on
 * connections and on time. Nothing is relayed, nobody logs in. STARTTLS (RFC 3207) is for whoever asks for it: mail
 * servers that cannot speak it are heard too, as they are everywhere.
 */
export const openInbound = async <Place>(options: InboundOptions<Place>): Promise<Inbound> => {
  const limits = { ...inboundLimits, ...options.limits }
  const places = new Map<string, Place>()
  const parse = oneAtATime(parseApart)

  const receive = async (stream: SMTPServerDataStream, session: string, address: string) => {
    const message = await collect(stream, limits.size)
    const place = places.get(session)
    if (place === undefined) throw new MailRefusedError(503, 'no-recipient')
    if (message === undefined) throw new MailRefusedError(552, 'too-large')
    const digest = createHash('sha256').update(`${address.toLowerCase()}\n`).update(message).digest()
    await options.take(place, { ...(await parse(message)), digest })
  }

  /** The answer to the sender: what it may know, and whether to come again. */
  const answerTo = (error: unknown) => {
    if (error instanceof MailRefusedError) {
      options.onRefused(error.message)
      return refusal(error.code, error.code < 500 ? 'Try again later' : 'Not taken')
    }
    if (error instanceof UnreadableMailError) {
      options.onRefused('unreadable')
      return refusal(554, 'The message cannot be read')
    }
    options.onError(error)
    return refusal(451, 'Try again later')
  }

  const conversations = new Map<string, NodeJS.Timeout>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...options.tls,
    minVersion: 'TLSv1.2',
    disableReverseLookup: true,
    size: limits.size,
    maxClients: limits.connections,
    maxRecipients: 1,
    socketTimeout: limits.silence,
    closeTimeout: 1_000,
    logger: false,
    onConnect(session, done) {
      const end = () => {
        for (const each of server.connections as Set<{ id: string; close(): void }>)
          if (each.id === session.id) each.close()
      }
      conversations.set(session.id, setTimeout(end, limits.conversation).unref())
      done()
    },
    onClose(session, done) {
      clearTimeout(conversations.get(session.id))
      conversations.delete(session.id)
      places.delete(session.id)
      done?.()
    },
    onRcptTo({ address }, session, done) {
      options.find(address).then(
        (place) => {
          if (place === undefined) {
            options.onRefused('unknown-recipient')
            return done(refusal(550, 'No such mailbox'))
          }
          places.set(session.id, place)
          done()
        },
        (error) => done(answerTo(error)),
      )
    },
    onData(stream, session, done) {
      receive(stream, session.id, session.envelope.rcptTo[0]?.address ?? '').then(
        () => done(),
        (error) => done(answerTo(error)),
      )
    },
  })
  server.on('error', (error) => options.onRefused(`line ${(error as NodeJS.ErrnoException).code ?? 'error'}`))

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject)
      resolve()
    })
  })
  const address = server.server.address()
  return {
    port: address && typeof address === 'object' ? address.port : options.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The whole message, or undefined where it is too large: then it is read to its end and nothing of it is kept. */
const collect = async (stream: SMTPServerDataStream, size: number): Promise<Buffer | undefined> => {
  let [chunks, length]: [Buffer[], number] = [[], 0]
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= size) chunks.push(chunk)
    else chunks = []
  }
  return length <= size ? Buffer.concat(chunks, length) : undefined
}

/** One call after another: what a message may take of memory, it takes once. */
const oneAtATime = <Input, Output>(act: (input: Input) => Promise<Output>) => {
  let last: Promise<unknown> = Promise.resolve()
  return (input: Input): Promise<Output> => {
    const next = last.then(() => act(input))
    last = next.catch(() => {})
    return next
  }
}
