import type { Db } from '../../db/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import type { UploadedFile } from './uploads.ts'

/** Keeps, sealed, what shows that a letter was sent; in place of what was kept before. */
export const keepProof = async (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  sendingId: string,
  { type, bytes }: UploadedFile,
): Promise<void> => {
  const sealed = vault.seal(campaign, bytes.toString('base64'), uuidBytes(sendingId))
  await db
    .insertInto('sending_proofs')
    .values({ sending_id: sendingId, type, sealed })
    .onConflict((conflict) => conflict.column('sending_id').doUpdateSet({ type, sealed }))
    .execute()
}

/** Undefined where none is kept. */
export const openProof = async (db: Db, vault: Vault, campaign: SealedCampaign, sendingId: string) => {
  const row = await db
    .selectFrom('sending_proofs')
    .select(['type', 'sealed'])
    .where('sending_id', '=', sendingId)
    .executeTakeFirst()
  return row && { type: row.type, bytes: Buffer.from(vault.open(campaign, row.sealed, uuidBytes(sendingId)), 'base64') }
}
