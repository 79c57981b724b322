import { join } from 'node:path'
import type { Db } from '../db/index.ts'
import {
  type CheckLetters,
  exportCampaign,
  readCampaignFolder,
  writeCampaignFolder,
} from '../features/campaigns/index.ts'
import { importCampaignFolder } from '../features/drafts/index.ts'
import { checkLetters } from '../features/letters/index.ts'
import { findDirectorySlugs } from '../features/officials/index.ts'
import { keptWords } from './kept-words.ts'
import { runCommand } from './run-command.ts'

interface Services {
  db: Db
  out: (line: string) => void
  /** A new data key, sealed by the master key. */
  newDataKey: () => Buffer
  checkLetters: CheckLetters
}

const usage = ['usage: campaign import DIR', '       campaign export SLUG [DIR]']

/**
 * `import DIR` takes a campaign folder into the database, or prints each problem as `file:line: message` and leaves the
 * database as it was. `export SLUG [DIR]` writes the folder, in ./SLUG unless told where. Answers the exit code: 0 done,
 * 1 refused, 2 not a known command.
 */
export const runCampaignCommand = async (args: readonly string[], services: Services): Promise<number> => {
  const [command, subject, dir, ...rest] = args
  if (command === 'import' && subject && dir === undefined) return importFolder(subject, services)
  if (command === 'export' && subject && rest.length === 0) return exportFolder(subject, dir ?? subject, services)
  for (const line of usage) services.out(line)
  return 2
}

const importFolder = async (dir: string, { db, out, newDataKey, checkLetters }: Services) => {
  const read = await readCampaignFolder(dir, checkLetters, await findDirectorySlugs(db))
  if (!read.ok) {
    for (const { file, line, message } of read.problems) out(`${join(dir, file)}:${line}: ${message}`)
    return 1
  }
  const { slug, created, changed, kept } = await importCampaignFolder(db, read.folder, newDataKey)
  for (const line of kept.flatMap(keptWords)) out(line)
  out(`${slug}: ${created ? 'created' : changed ? 'updated' : 'unchanged'}`)
  return 0
}

const exportFolder = async (slug: string, dir: string, { db, out }: Services) => {
  const folder = await exportCampaign(db, slug)
  if (!folder) {
    out(`${slug}: no such campaign`)
    return 1
  }
  await writeCampaignFolder(dir, folder)
  out(`${slug}: written to ${dir}`)
  return 0
}

await runCommand(import.meta.url, (args, { db, vault, print }) =>
  runCampaignCommand(args, { db, out: print, newDataKey: () => vault.newDataKey(), checkLetters }),
)
