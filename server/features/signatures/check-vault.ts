import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'

/** Throws where the secret key is not the one that sealed the campaigns of this database. */
export const checkVault = async (db: Db, vault: Vault): Promise<void> => {
  const campaign = await db.selectFrom('campaigns').select(['slug', 'data_key']).limit(1).executeTakeFirst()
  if (!campaign) return
  try {
    vault.checkDataKey(campaign.data_key)
  } catch (cause) {
    throw new Error(
      `The secret key does not open the campaign ${campaign.slug}: the database was filled under another key`,
      { cause },
    )
  }
}
