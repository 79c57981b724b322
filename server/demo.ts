import { readdirSync } from 'node:fs'
import type { Db } from './db/index.ts'
import { importCampaign, type Problem, readCampaignFolder } from './features/campaigns/index.ts'
import { checkLetters } from './features/letters/index.ts'
import { findDirectorySlugs, importDirectory, readDirectory } from './features/officials/index.ts'
import type { Vault } from './features/privacy/index.ts'
import { inProject } from './paths.ts'

const directory = inProject('server', 'features', 'officials', 'demo')
const campaigns = inProject('server', 'features', 'campaigns', 'demo')

/**
 * Imports the demo directory and campaigns; where they are there already and nothing changed, nothing happens. What has
 * been opened at the desk is the desk's from then on.
 */
export const loadDemo = async (db: Db, vault: Vault): Promise<void> => {
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
