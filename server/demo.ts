import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from './db/index.ts'
import { importCampaign, type Problem, readCampaignFolder } from './features/campaigns/index.ts'
import { checkLetters } from './features/letters/index.ts'
import { findDirectorySlugs, importDirectory, readDirectory } from './features/officials/index.ts'
import type { Vault } from './features/privacy/index.ts'
import { inProject } from './paths.ts'

const directory = inProject('server', 'features', 'officials', 'demo')
const campaigns = inProject('server', 'features', 'campaigns', 'demo')
const migrations = inProject('migrations')

/**
 * Imports the demo directory and campaigns; where the same files were loaded last, they are not read again. What has been
 * opened at the desk is the desk's from then on.
 */
export const loadDemo = async (db: Db, vault: Vault): Promise<void> => {
  const digest = digestOfFiles()
  const loaded = await db.selectFrom('demo_loads').select('digest').executeTakeFirst()
  if (loaded?.digest.equals(digest)) return

  await importDemo(db, vault)
  await db.deleteFrom('demo_loads').execute()
  await db
    .insertInto('demo_loads')
    .values({ digest })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Of the demo's files, and of the names of migrations: a new table may take more of the same files. */
const digestOfFiles = () => {
  const hash = createHash('sha256').update(readdirSync(migrations).sort().join())
  for (const folder of [directory, campaigns]) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const file of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      hash.update(file.slice(folder.length)).update(readFileSync(file))
    }
  }
  return hash.digest()
}

const importDemo = async (db: Db, vault: Vault) => {
  const offices = await readDirectory(directory, new Date().toISOString().slice(0, 10))
  if (!offices.ok) throw new Error(worded(offices.problems))
  await importDirectory(db, offices.folder)

  for (const name of readdirSync(campaigns)) {
    const read = await readCampaignFolder(`${campaigns}/${name}`, checkLetters, await findDirectorySlugs(db))
    if (!read.ok) throw new Error(worded(read.problems))
    if (!(await isAtDesk(db, read.folder.campaign.slug))) {
      await importCampaign(db, read.folder, () => vault.newDataKey())
    }
  }
}

const isAtDesk = async (db: Db, slug: string) => {
  const row = await db
    .selectFrom('campaign_sections')
    .innerJoin('campaigns', 'campaigns.id', 'campaign_id')
    .select('slug')
    .where('slug', '=', slug)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const worded = (problems: Problem[]) =>
  problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n')
