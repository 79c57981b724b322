import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared/index.js'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'
import { mailbox } from './addresses.ts'
import { type LetterCarrier, letterMessage, NotTakenError, OutcomeUnknownError } from './letter.ts'
import { RefusedForGoodError } from './mail.ts'

const TIMEOUT = 20_000

/** The longest that a letter may be on the line, from the first packet to the last answer. */
export const LONGEST_ATTEMPT = 120_000

interface Failure extends Error {
  code?: string | undefined
  responseCode?: number | undefined
  command?: string | undefined
}

/**
 * Letters by SMTP, a connection each, since it must be known how far each one came: the text is a stream that nodemailer
 * begins to read once the server has answered DATA with “go ahead”, and the first read awaits `beforeData`.
 */
export const smtpLetters = (url: string, longest = LONGEST_ATTEMPT): LetterCarrier => ({
  deliver: async (letter, beforeData) => {
    const message = await letterMessage(letter)
    let begun = false
    const text = Readable.from(
      (async function* () {
        await beforeData()
        begun = true
        yield message
      })(),
      { objectMode: false },
    )
    const line = new SMTPConnection({
      connectionTimeout: TIMEOUT,
      greetingTimeout: TIMEOUT,
      socketTimeout: TIMEOUT,
      ...parseConnectionUrl(url),
      logger: false,
    })
    try {
      const envelope = { from: mailbox(letter.returnPath).address, to: [mailbox(letter.to).address] }
      await within(longest, converse(line, parseConnectionUrl(url).auth, envelope, text))
    } catch (error) {
      throw judged(error, begun)
    } finally {
      text.destroy()
      line.close()
    }
  },
})

type Login = { user?: string | undefined; pass?: string | undefined } | undefined

const converse = (line: SMTPConnection, auth: Login, envelope: { from: string; to: string[] }, text: Readable) =>
  new Promise<void>((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    const send = () => line.send(envelope, text, (error) => done(error))
    line.on('error', reject)
    line.on('end', () => reject(new Error('The mail server hung up')))
    line.connect((error) => {
      if (error) return reject(error)
      if (!auth?.user) return send()
      line.login({ user: auth.user, pass: auth.pass ?? '' }, (refusal) => (refusal ? reject(refusal) : send()))
    })
  })

const within = async <Value>(limit: number, promise: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The mail server is too slow')), limit)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * What the failure means. A reply to the recipient or to the letter itself tells for certain; silence after the text had
 * begun tells nothing. A refusal at log-in or of the sender is our own affair and says nothing of the recipient.
 */
const judged = (error: unknown, begun: boolean): Error => {
  const { responseCode = 0, command = '' } = error as Failure
  const answered = responseCode >= 400 && responseCode < 600
  if (begun && !(answered && command === 'DATA')) {
    return new OutcomeUnknownError('The mail server may have the letter', { cause: error })
  }
  const aboutLetter = command === 'RCPT TO' || (begun && command === 'DATA')
  if (answered && responseCode >= 500 && aboutLetter) {
    return new RefusedForGoodError('The mail server refused the letter', { cause: error })
  }
  return new NotTakenError('The mail server did not take the letter', { cause: error })
}
