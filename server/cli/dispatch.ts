import { writeFile } from 'node:fs/promises'
import type { Db } from '../db/index.ts'
import {
  dropLetter,
  letterArrived,
  listFailingChannels,
  listHeldLetters,
  listPlan,
  listQuarantined,
  mendChannels,
  openQuarantined,
  queueStatus,
  sendAgain,
  setPaused,
} from '../features/dispatch/index.ts'
import type { Vault } from '../features/privacy/index.ts'
import { runCommand } from './run-command.ts'

const USAGE = `npm run dispatch -- COMMAND
  status                 how many letters wait, are held and have left, a line a campaign
  plan                   offices for which letters wait: when the next leaves, and by which hours and days off
  pause SLUG             lets no more letters of a campaign leave
  resume SLUG            lets them leave again
  held                   letters that wait for a look, the oldest first, with why
  send ID                puts a held letter, or one that came back, in the queue again
  arrived ID             says that a held letter did arrive: it counts as sent on the day on which it left
  drop ID                gives a letter up
  failing                channels that take no letters, with the letters that wait for them
  working OFFICE         opens an office's failing channels again
  files                  attachments of answers, in quarantine
  save ID FILE           writes one of them to a file, as it came
`

interface Tools {
  db: Db
  vault: Vault
  print: (line: string) => void
  now?: () => Date
}

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Runs one command on the letters that the platform sends; the exit code: 0 done, 1 nothing found, 2 not understood. */
export const runDispatchCommand = async (args: string[], tools: Tools): Promise<number> => {
  const { db, vault, print, now = () => new Date() } = tools
  const [command = '', subject = '', target = ''] = args
  const list = (rows: (string | number)[][]) => {
    for (const row of rows) print(row.join('\t'))
    return 0
  }
  const tell = (done: boolean, words: string) => {
    print(done ? words : `nothing to do: ${subject}`)
    return done ? 0 : 1
  }
  if (command === 'status') return list(await queueStatus(db))
  if (command === 'plan') return list(await listPlan(db, now()))
  if (command === 'held') return list(await listHeldLetters(db))
  if (command === 'failing') return list(await listFailingChannels(db))
  if (command === 'files') return list(await listQuarantined(db, vault))
  if (command === 'pause' && subject) return tell(await setPaused(db, subject, now()), 'paused')
  if (command === 'resume' && subject) return tell(await setPaused(db, subject, null), 'resumed')
  if (command === 'working' && subject) return tell(await mendChannels(db, subject), 'working')
  if (command === 'send' && ID.test(subject)) return tell(await sendAgain(db, subject, now()), 'queued')
  if (command === 'arrived' && ID.test(subject)) return tell(await letterArrived(db, subject, now()), 'sent')
  if (command === 'drop' && ID.test(subject)) return tell(await dropLetter(db, subject, now()), 'dropped')
  if (command === 'save' && ID.test(subject) && target) {
    const content = await openQuarantined(db, vault, subject)
    if (content) await writeFile(target, content, { flag: 'wx', mode: 0o600 })
    return tell(content !== undefined, target)
  }
  print(USAGE)
  return 2
}

await runCommand(import.meta.url, runDispatchCommand)
