import { join } from 'node:path'
import type { Db } from '../db/index.ts'
import {
  acceptCorrection,
  exportDirectory,
  importDirectory,
  listCorrections,
  readDirectory,
  refuseCorrection,
  writeDirectory,
} from '../features/officials/index.ts'
import { keptWords } from './kept-words.ts'
import { runCommand } from './run-command.ts'

const USAGE = `npm run directory -- COMMAND
  import DIR      takes the directory's folder into the database; again and again, nothing doubles
  export DIR      writes the folder from the database
  check DIR       tells what is wrong with a folder, and which forms of names were suggested and wait for an eye
  corrections     the corrections that readers propose, the oldest first
  accept ID       takes one; a new address that it proposes is put into the channel, which then works
  refuse ID       sets one aside
`

interface Tools {
  db: Db
  print: (line: string) => void
  now: () => Date
}

/** Runs one command on the directory; the process's exit code: 0 done, 1 refused or not found, 2 not understood. */
export const runDirectoryCommand = async (args: readonly string[], tools: Tools): Promise<number> => {
  const [command, subject, ...rest] = args
  const run = command === undefined ? undefined : commands[command]
  if (!run || rest.length > 0 || (command === 'corrections') !== (subject === undefined)) {
    tools.print(USAGE)
    return 2
  }
  return run(subject ?? '', tools)
}

type Command = (subject: string, tools: Tools) => Promise<number>

const readFolder = async (dir: string, { print, now }: Tools) => {
  const read = await readDirectory(dir, now().toISOString().slice(0, 10))
  if (read.ok) return read.folder
  for (const { file, line, message } of read.problems) print(`${join(dir, file)}:${line}: ${message}`)
  return undefined
}

const importFolder: Command = async (dir, tools) => {
  const folder = await readFolder(dir, tools)
  if (!folder) return 1
  const changes = await importDirectory(tools.db, folder)
  for (const slug of changes.created) tools.print(`${slug}: created`)
  for (const slug of changes.changed) tools.print(`${slug}: updated`)
  for (const slug of changes.deleted) tools.print(`${slug}: deleted`)
  for (const line of changes.kept.flatMap(keptWords)) tools.print(line)
  for (const slug of changes.released)
    tools.print(`${slug}: no more in the directory; kept for the campaigns and letters that refer to it`)
  const { kept: _, ...written } = changes
  if (Object.values(written).every((slugs) => slugs.length === 0)) tools.print('unchanged')
  return 0
}

const exportFolder: Command = async (dir, { db, print }) => {
  const folder = await exportDirectory(db)
  await writeDirectory(dir, folder)
  for (const { name } of folder.files) print(`${join(dir, `${name}.yaml`)}: written`)
  return 0
}

const checkFolder: Command = async (dir, tools) => {
  const folder = await readFolder(dir, tools)
  if (!folder) return 1
  const offices = folder.files.flatMap(({ institutions }) => institutions.flatMap((institution) => institution.offices))
  for (const { slug, officials } of offices) {
    for (const { name, gender, salutation, suggested } of officials) {
      const forms = {
        gender,
        genitive: name.ru.genitive,
        dative: name.ru.dative,
        salutation: `${salutation.ru} / ${salutation.en}`,
      }
      for (const form of suggested) tools.print(`${slug}: ${name.ru.nominative}: ${form} suggested: ${forms[form]}`)
    }
  }
  const unreachable = offices.filter(({ channels }) =>
    channels.every(({ state }) => state !== null && state !== 'working'),
  )
  for (const { slug } of unreachable) tools.print(`${slug}: has no working channel: letters to it wait`)
  tools.print(`${offices.length} offices, no problem`)
  return 0
}

const onOneLine = (text: string) => text.replace(/\s+/g, ' ')

const printCorrections: Command = async (_subject, { db, print }) => {
  const waiting = await listCorrections(db)
  for (const { id, office, about, channel, kind, address, source_url } of waiting) {
    print(`${id}  ${office}`)
    print(`  ${onOneLine(about)}`)
    if (address !== null) {
      const place = channel ? `${channel.kind} ${channel.address.en}` : `a new channel, ${kind}`
      print(`  proposes for ${place}: ${onOneLine(address)}`)
    }
    if (source_url !== null) print(`  to be seen at ${onOneLine(source_url)}`)
  }
  if (waiting.length === 0) print('No correction waits')
  return 0
}

const accept: Command = async (id, { db, print, now }) => {
  const accepted = await acceptCorrection(db, id, now())
  if (!accepted) return notWaiting(id, print)
  print(`${accepted.office}: accepted`)
  if (accepted.applied === null) {
    print('  Nothing was changed: put what is right into the directory’s file and import it.')
    return 0
  }
  print(`  ${accepted.applied.kind}: the address is now ${onOneLine(accepted.applied.address)}, and the channel works.`)
  print(
    '  That is in the database alone, where an import of older files leaves it. Export the directory to have it in them.',
  )
  return 0
}

const refuse: Command = async (id, { db, print, now }) => {
  if (!(await refuseCorrection(db, id, now()))) return notWaiting(id, print)
  print(`${id}: refused`)
  return 0
}

const notWaiting = (id: string, print: Tools['print']) => {
  print(`${id}: no such correction waits, or its channel is gone or cannot have that address`)
  return 1
}

const commands: Record<string, Command> = {
  import: importFolder,
  export: exportFolder,
  check: checkFolder,
  corrections: printCorrections,
  accept,
  refuse,
}

await runCommand(import.meta.url, (args, { db, print }) =>
  runDirectoryCommand(args, { db, print, now: () => new Date() }),
)
