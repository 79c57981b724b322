import { readdirSync } from 'node:fs'
import type { Db } from './db/index.ts'
import { importCampaign, readCampaignFolder } from './features/campaigns/index.ts'
import { checkLetters } from './features/letters/index.ts'
import type { Vault } from './features/privacy/index.ts'
import { inProject } from './paths.ts'

const folder = inProject('server', 'features', 'campaigns', 'demo')

/** Imports the demo campaigns; where they are there already and nothing changed, nothing happens. */
export const loadDemo = async (db: Db, vault: Vault): Promise<void> => {
  for (const name of readdirSync(folder)) {
    const read = await readCampaignFolder(`${folder}/${name}`, checkLetters)
    if (!read.ok)
      throw new Error(read.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
    await importCampaign(db, read.folder, () => vault.newDataKey())
  }
}
