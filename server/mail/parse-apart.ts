import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** What came by mail, as far as it is of use here. */
export interface ParsedMail {
  text: string
  /** The machine-readable part of a delivery report (RFC 3464, 2); null where the mail is none. */
  deliveryStatus: string | null
  files: { name: string; type: string; content: Uint8Array }[]
}

/** The mail cannot be read: too deep, too many parts, no end to its headers, or it takes the parser too long. */
export class UnreadableMailError extends Error {}

const SECONDS = 20
const MEGABYTES = 192

/**
 * mailparser in a thread of its own, with its own memory and a deadline, so that whatever a mail does to it, the server
 * goes on. HTML becomes text and nothing else; attachments stay the bytes that they are, and nothing opens them.
 */
const PARSER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { simpleParser } = require(workerData.parser)
  const { htmlToText } = require(workerData.html)
  const options = { keepDeliveryStatus: true, skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true,
    maxHtmlLengthToParse: 1000000 }
  simpleParser(Buffer.from(workerData.message), options).then(
    (mail) => {
      const report = /^multipart\\/report/i.test((mail.headers.get('content-type') || {}).value || '')
      const status = mail.attachments.find((file) => file.contentType === 'message/delivery-status')
      const files = mail.attachments
        .filter((file) => file !== status && !file.related)
        .map(({ filename, contentType, content }) => ({ name: filename || '', type: contentType || '',
          content: new Uint8Array(content) }))
      const text = mail.text || (mail.html ? htmlToText(mail.html.slice(0, 1000000)) : '')
      parentPort.postMessage({ text, files,
        deliveryStatus: report && status ? status.content.toString('utf8') : null })
    },
    () => parentPort.postMessage(null),
  )
`

const parser = createRequire(import.meta.url).resolve('mailparser')
const html = createRequire(parser).resolve('html-to-text')

/** Reads a message of any bytes. Rejects with UnreadableMailError, never with anything else, and always ends. */
export const parseApart = (message: Buffer): Promise<ParsedMail> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(PARSER, {
      eval: true,
      workerData: { parser, html, message },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    const refuse = () => reject(new UnreadableMailError('The mail cannot be read'))
    const deadline = setTimeout(refuse, SECONDS * 1000)
    worker.on('message', (mail: ParsedMail | null) => (mail ? resolve(mail) : refuse()))
    worker.on('error', refuse)
    worker.on('exit', refuse)
    const end = () => {
      clearTimeout(deadline)
      worker.terminate().catch(() => {})
    }
    worker.on('message', end)
    worker.on('error', end)
    worker.on('exit', () => clearTimeout(deadline))
    setTimeout(end, SECONDS * 1000).unref()
  })
