import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BenchDatabase, Cluster } from './database.ts'

/** The row that a signing form becomes, of the same sizes, with address keys at random and ids in the order of time. */
const script = (campaignId: string) => `\\set slot random(0, 63)
\\set one random(1, 9000000000000000)
insert into signatures (slot, campaign_id, address_key, id, created_at, form_key, wants_updates, resident, sealed,
  state, held_reason, visibility, locale, country, comment_state)
values (:slot, '${campaignId}', decode(md5((:one)::text), 'hex'), uuidv7(), now(), gen_random_uuid(), true, true,
  '\\\\x${'5a'.repeat(100)}', 'pending', null, 'initial', 'en', 'KZ', 'none');
`

const CLIENTS = [8, 16, 32, 64]
const MODES = ['prepared', 'simple']
const TRY_SECONDS = 2

export interface PgbenchSettings {
  clients: number
  mode: string
}

interface Bench {
  program: string
  cluster: Cluster
  database: BenchDatabase
}

/** Inserts a second, each in a transaction of its own. */
export const runPgbench = async (bench: Bench, { clients, mode }: PgbenchSettings, seconds: number) => {
  const { program, cluster, database } = bench
  const file = join(cluster.folder, 'insert.sql')
  await writeFile(file, script(database.campaign.id))
  const url = new URL(database.url)
  const args = [
    ...['-h', url.searchParams.get('host') ?? url.hostname, '-p', url.port || '5432', '-U', url.username],
    ...['-n', '-f', file, '-c', String(clients), '-j', '2', '-M', mode, '-T', String(seconds), database.name],
  ]
  const env = { ...process.env, PGPASSWORD: url.password, PGOPTIONS: '' }
  const { stdout } = await promisify(execFile)(program, args, { env, timeout: (seconds + 60) * 1000 })
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  const failed = Number(/failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0)
  if (!(perSecond > 0) || failed > 0) throw new Error(`pgbench did not work: ${stdout}`)
  return perSecond
}

/** The number of clients and the protocol with which pgbench is fastest here. */
export const bestSettings = async (bench: Bench, reset: () => Promise<void>): Promise<PgbenchSettings> => {
  let best = { clients: 0, mode: '', perSecond: 0 }
  for (const mode of MODES) {
    for (const clients of CLIENTS) {
      await reset()
      const perSecond = await runPgbench(bench, { clients, mode }, TRY_SECONDS)
      if (perSecond > best.perSecond) best = { clients, mode, perSecond }
    }
  }
  return { clients: best.clients, mode: best.mode }
}
