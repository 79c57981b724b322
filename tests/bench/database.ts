import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { startEmbedded } from '../../server/db/embedded.ts'
import { connect, type Db, migrate } from '../../server/db/index.ts'
import type { SigningLimits } from '../../server/db/schema.ts'
import { loadDemo } from '../../server/demo.ts'
import { findCampaign } from '../../server/features/campaigns/index.ts'
import { loadMasterKey, Vault } from '../../server/features/privacy/index.ts'
import { asDatabase, withClient } from '../postgres.ts'
import { temporaryFolder } from '../temporary.ts'
import { keepPostgres, type Where } from './machine.ts'

/** pgbench tries up to 64 clients, and two servers stay connected. */
const MAX_CONNECTIONS = '120'

/** The load comes from one network; how many of its signatures are held is not what is measured. */
const limits: SigningLimits = { network_hour: 1e9, domain_hour: 1e9, campaign_minute: 1e9 }

export interface Cluster {
  folder: string
  secretKeyFile: string
  vault: Vault
  /** The address by which a superuser reaches this database. */
  asSuperuser(database: string): string
  /** A new, migrated database with the demo campaign in it. */
  create(name: string): Promise<BenchDatabase>
  checkpoint(): Promise<void>
  /** Holds PostgreSQL to the load's core, or lets it run on both. */
  keep(where: Where): void
  close(): Promise<void>
}

export interface BenchDatabase {
  db: Db
  name: string
  url: string
  campaign: { id: string; slug: string; dataKey: Buffer }
  countRows(): Promise<number>
  /** Takes away every signature and what hangs on it. */
  empty(): Promise<void>
}

const asSuperuser = (url: string, database: string) =>
  Object.assign(new URL(asDatabase(url, database)), { username: 'postgres' }).href

/** The embedded PostgreSQL as an installation runs it, fsync and all, in a temporary folder, with more connections. */
export const startCluster = async (): Promise<Cluster> => {
  const folder = await temporaryFolder('bench')
  const dataDir = join(folder, 'postgres')
  const first = await startEmbedded(dataDir)
  await withClient(asSuperuser(first.url, 'postgres'), (client) =>
    client.query(`alter system set max_connections = ${MAX_CONNECTIONS}`),
  )
  await first.stop()
  const cluster = await startEmbedded(dataDir)

  const secretKeyFile = join(folder, 'secret.key')
  const vault = new Vault(loadMasterKey(secretKeyFile, { mayCreate: true }))
  const open: Db[] = []
  return {
    folder,
    secretKeyFile,
    vault,
    asSuperuser: (database) => asSuperuser(cluster.url, database),
    create: async (name) => {
      await withClient(cluster.url, (client) => client.query(`create database ${name}`))
      const url = asDatabase(cluster.url, name)
      const db = connect(url, { max: 1, queryTimeout: 0 })
      open.push(db)
      await migrate(db)
      return openCampaign(db, name, url, vault)
    },
    keep: (where) => keepPostgres(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '', where),
    checkpoint: () =>
      withClient(asSuperuser(cluster.url, 'postgres'), async (client) => {
        await client.query('checkpoint')
      }),
    close: async () => {
      await Promise.all(open.map((db) => db.destroy()))
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const openCampaign = async (db: Db, name: string, url: string, vault: Vault): Promise<BenchDatabase> => {
  await loadDemo(db, vault)
  const { slug } = await db
    .selectFrom('campaigns')
    .select('slug')
    .where('kind', '=', 'petition')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('campaigns')
    .set({ limits: JSON.stringify(limits) })
    .execute()
  const campaign = await findCampaign(db, slug)
  if (!campaign) throw new Error('The demo campaign is not there')
  return {
    db,
    name,
    url,
    campaign: { id: campaign.id, slug, dataKey: campaign.dataKey },
    countRows: async () => {
      const { count } = await db
        .selectFrom('signatures')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('campaign_id', '=', campaign.id)
        .executeTakeFirstOrThrow()
      return count
    },
    empty: async () => {
      await sql`truncate signatures, signature_counts, outbox, update_receivers`.execute(db)
    },
  }
}

/** 16 bytes as an address key is. */
export const randomAddressKey = () => randomBytes(16)
