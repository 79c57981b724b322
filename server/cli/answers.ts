import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Db } from '../db/index.ts'
import { isDay } from '../features/clocks/index.ts'
import type { Vault } from '../features/privacy/index.ts'
import {
  answerKinds,
  daysUntilNow,
  fileTypeOf,
  findNextOffice,
  findWaitingAnswer,
  listOffices,
  listWaitingAnswers,
  MAX_FILE_BYTES,
  openWaitingFile,
  publishAnswer,
  readAnswer,
  refuseAnswer,
} from '../features/sendings/index.ts'
import { runCommand } from './run-command.ts'

/** For an office that the directory does not have. */
const ELSEWHERE = 'elsewhere'

const USAGE = `npm run answers -- COMMAND
  list                          the answers that wait to be redacted, the oldest first
  show ID                       the text as a first redaction proposes it; look for what it did not know
  show ID --as-received         the text as it came
  file ID                       the file that came with it, to standard output
  publish ID TEXT_FILE [FILE] [--kind KIND] [--to OFFICE] [--on DAY]
                                shows the redacted text (- for standard input), and a redacted file, in public; an answer
                                that nobody has classified needs a kind: ${answerKinds.join(', ')};
                                a letter that was forwarded goes on at the office (its slug in the directory, or
                                ${ELSEWHERE}) from that day (YYYY-MM-DD; else the day on which the answer came)
  refuse ID                     keeps an answer from the public
`

const LISTED = 500

interface Tools {
  db: Db
  vault: Vault
  print: (line: string) => void
  /** Where a file's bytes go. */
  write?: (bytes: Buffer) => void
  now?: () => Date
}

const toOutput = (bytes: Buffer) => {
  process.stdout.write(bytes)
}

/** Runs one command on the queue of answers; the process's exit code: 0 done, 1 nothing found or refused, 2 not understood. */
export const runAnswersCommand = async (args: string[], tools: Tools): Promise<number> => {
  const { db, vault, print, write = toOutput } = tools
  const [command, id = '', ...rest] = args
  if (command === 'list' && !id) return list(tools)
  if (!command || !['show', 'file', 'publish', 'refuse'].includes(command) || !id) return refuse(print, USAGE, 2)

  const answer = /^[\da-f-]{36}$/.test(id) ? await findWaitingAnswer(db, id) : undefined
  if (!answer) return refuse(print, `No answer ${id} waits`, 1)
  if (command === 'refuse') return (await refuseAnswer(db, id)) ? 0 : 1
  if (command === 'publish') return publish(tools, answer, rest)
  if (command === 'file') {
    const bytes = await openWaitingFile(db, vault, answer)
    if (!bytes) return refuse(print, 'It came without a file', 1)
    write(bytes)
    return 0
  }
  const { text, proposed } = readAnswer(vault, answer)
  print(rest[0] === '--as-received' ? text : proposed)
  return 0
}

const list = async ({ db, print }: Tools) => {
  for (const answer of await listWaitingAnswers(db, LISTED)) {
    const { id, created_at, campaign, office, kind, file_type } = answer
    print([id, created_at.toISOString(), campaign, office, kind ?? '', file_type ?? ''].join('\t'))
  }
  return 0
}

interface Said {
  files: string[]
  kind?: string
  to?: string
  on?: string
}

/** Undefined for options that there are not, and those without a value. */
const readPublish = (args: string[]): Said | undefined => {
  const options = { kind: { type: 'string' }, to: { type: 'string' }, on: { type: 'string' } } as const
  try {
    const { positionals: files, values } = parseArgs({ args, options, allowPositionals: true })
    return { files, ...values }
  } catch {
    return undefined
  }
}

type Waiting = NonNullable<Awaited<ReturnType<typeof findWaitingAnswer>>>

const publish = async ({ db, vault, print, now = () => new Date() }: Tools, answer: Waiting, args: string[]) => {
  const said = readPublish(args)
  const [textFile, file, ...more] = said?.files ?? []
  const kind = said?.kind === undefined ? answer.kind : answerKinds.find((each) => each === said.kind)
  if (!said || !textFile || more.length > 0 || kind === undefined) return refuse(print, USAGE, 2)
  if (kind === null) return refuse(print, `Nobody has said what it is: --kind ${answerKinds.join('|')}`, 1)
  const text = readFileSync(textFile === '-' ? 0 : textFile, 'utf8')
    .trim()
    .normalize('NFC')
  const bytes = file ? readFileSync(file) : undefined
  const type = bytes && fileTypeOf(bytes)
  if (bytes && (!type || bytes.length > MAX_FILE_BYTES)) return refuse(print, 'A PDF, JPEG or PNG of up to 5 MB', 1)
  if (text === '' && !bytes) return refuse(print, 'There is nothing to show', 1)

  const forwarded = kind === 'forwarded' ? await readForwarding(db, answer, said, now()) : null
  if (typeof forwarded === 'string') return refuse(print, forwarded, 1)
  const shown = { kind, text, file: bytes && type ? { bytes, type } : null, forwarded }
  const published = await db.transaction().execute((trx) => publishAnswer(trx, vault, answer, shown, now()))
  return published ? 0 : 1
}

/** Where and when the letter went on; null where that is known, or nowhere that we can follow; words for what is wrong. */
const readForwarding = async (db: Db, { sending_id, sent_on, received_on }: Waiting, said: Said, now: Date) => {
  const { to, on = received_on } = said
  const followed = await findNextOffice(db, sending_id)
  if (followed) return to === undefined ? null : `It is followed at ${followed.slug} already: leave out --to`
  if (to === undefined) return `To which office was it forwarded? --to SLUG, or --to ${ELSEWHERE}`
  if (to === ELSEWHERE) return null
  const { earliest, latest } = daysUntilNow(now, sent_on)
  if (!isDay(on) || on < earliest || on > latest) return `--on: a day from ${earliest} to ${latest}`
  const known = (await listOffices(db)).some(({ slug }) => slug === to)
  return known ? { to, on } : `The directory has no office ${to}`
}

const refuse = (print: Tools['print'], reason: string, code: number) => {
  print(reason)
  return code
}

await runCommand(import.meta.url, runAnswersCommand)
