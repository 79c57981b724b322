import { readFileSync } from 'node:fs'
import type { Db } from '../db/index.ts'
import type { Vault } from '../features/privacy/index.ts'
import {
  answerKinds,
  fileTypeOf,
  findWaitingAnswer,
  listWaitingAnswers,
  MAX_FILE_BYTES,
  openWaitingFile,
  publishAnswer,
  readAnswer,
  refuseAnswer,
} from '../features/sendings/index.ts'
import { runCommand } from './run-command.ts'

const USAGE = `npm run answers -- COMMAND
  list                          the answers that wait to be redacted, the oldest first
  show ID                       the text as a first redaction proposes it; look for what it did not know
  show ID --as-received         the text as it came
  file ID                       the file that came with it, to standard output
  publish ID TEXT_FILE [FILE] [--kind KIND]
                                shows the redacted text (- for standard input), and a redacted file, in public; an answer
                                that nobody has classified needs a kind: ${answerKinds.join(', ')}
  refuse ID                     keeps an answer from the public
`

const LISTED = 500

interface Tools {
  db: Db
  vault: Vault
  print: (line: string) => void
  /** Where a file's bytes go. */
  write?: (bytes: Buffer) => void
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

/** The files, and the kind where one is named; any other option is a file that there is not. */
const readPublish = (args: string[]) => {
  const at = args.indexOf('--kind')
  return at < 0 ? { files: args, kind: undefined } : { files: args.toSpliced(at, 2), kind: args[at + 1] ?? '' }
}

type Waiting = NonNullable<Awaited<ReturnType<typeof findWaitingAnswer>>>

const publish = async ({ db, print }: Tools, answer: Waiting, args: string[]) => {
  const { files, kind: named } = readPublish(args)
  const [textFile, file] = files
  const kind = named === undefined ? answer.kind : answerKinds.find((each) => each === named)
  if (!textFile || files.length > 2 || kind === undefined) return refuse(print, USAGE, 2)
  if (kind === null) return refuse(print, `Nobody has said what it is: --kind ${answerKinds.join('|')}`, 1)
  const text = readFileSync(textFile === '-' ? 0 : textFile, 'utf8')
    .trim()
    .normalize('NFC')
  const bytes = file ? readFileSync(file) : undefined
  const type = bytes && fileTypeOf(bytes)
  if (bytes && (!type || bytes.length > MAX_FILE_BYTES)) return refuse(print, 'A PDF, JPEG or PNG of up to 5 MB', 1)
  if (text === '' && !bytes) return refuse(print, 'There is nothing to show', 1)
  const shown = { kind, text, file: bytes && type ? { bytes, type } : null, now: new Date() }
  return (await publishAnswer(db, answer, shown)) ? 0 : 1
}

const refuse = (print: Tools['print'], reason: string, code: number) => {
  print(reason)
  return code
}

await runCommand(import.meta.url, runAnswersCommand)
