import { join } from 'node:path'
import { startEmbedded } from '../../server/db/embedded.ts'
import { connect, type Db } from '../../server/db/index.ts'
import { findCampaign } from '../../server/features/campaigns/index.ts'
import { loadMasterKey, Vault } from '../../server/features/privacy/index.ts'
import { findCounts, openPerson } from '../../server/features/signatures/index.ts'
import { demo } from '../site.ts'

/** Looks into the database of a data folder beside the server that uses it, or starts it where none does. */
export const withDatabase = async <Result>(dataDir: string, use: (db: Db) => Promise<Result>): Promise<Result> => {
  const cluster = await startEmbedded(join(dataDir, 'postgres'))
  const db = connect(cluster.url, { max: 1 })
  try {
    return await use(db)
  } finally {
    await db.destroy()
    await cluster.stop()
  }
}

export const vaultOf = (dataDir: string) => new Vault(loadMasterKey(join(dataDir, 'secret.key'), { mayCreate: false }))

/** What the demo campaign's tables hold: addresses in the open, and whether the sums agree with the rows. */
export const readSignatures = async (db: Db, vault: Vault) => {
  const campaign = await findCampaign(db, demo)
  if (!campaign) throw new Error('The demo is not there')
  const rows = await db.selectFrom('signatures').selectAll().execute()
  const people = rows.map((row) => ({ ...row, ...openPerson(vault, campaign, row.address_key, row.sealed) }))
  const promised = await db.selectFrom('outbox').select('signature_id').execute()
  const counted = await findCounts(db, campaign.id)
  const summed = Object.fromEntries(
    Object.keys(counted).map((state) => [state, rows.filter((row) => row.state === state).length]),
  )
  const keyOf = (email: string) => vault.addressKey(campaign.id, email).toString('hex')
  return { people, promised: new Set(promised.map((mail) => mail.signature_id)), counted, summed, keyOf }
}
