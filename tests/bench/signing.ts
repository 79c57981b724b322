import type { BenchDatabase, Cluster } from './database.ts'
import { sign } from './load.ts'
import { findPgbench } from './machine.ts'
import { bestSettings, runPgbench } from './pgbench.ts'
import { compare, median, type Ratio, rounded } from './rounds.ts'
import { type Site, startSite } from './site.ts'
import type { Workbench } from './workbench.ts'

/** Why a figure is missing. */
export interface NotMeasured {
  not_measured: string
}

const columns = (runs: Run[]) => ({
  median_ms: rounded(median(runs.map((run) => run.median))),
  p99_ms: rounded(median(runs.map((run) => run.p99))),
  load_generator_busy: rounded(median(runs.map((run) => run.busy))),
})

type Run = Awaited<ReturnType<typeof sign>>

/** A server that has just been started, and its database. */
interface Place {
  site: Site
  database: BenchDatabase
}

/** One run, after which the database must hold exactly the signatures that were acknowledged. */
const measureSigning = async (cluster: Cluster, { site, database }: Place, seconds: number): Promise<Run> => {
  const before = await database.countRows()
  cluster.keep('load')
  const run = await sign(site.port, database.campaign.slug, seconds)
  cluster.keep('both')
  const written = (await database.countRows()) - before
  if (written !== run.answered) throw new Error(`${run.answered} signatures were acknowledged, ${written} are there`)
  return run
}

/** V8 goes on compiling for some twenty seconds of signing; in the first four a server does half of what it can. */
const WARM_UP_SECONDS = 20
const TURNS = 2

const openWarm = async (cluster: Cluster, database: BenchDatabase): Promise<Place> => {
  const site = await startSite(cluster, database)
  await sign(site.port, database.campaign.slug, WARM_UP_SECONDS)
  return { site, database }
}

/** Signing over HTTP by 64 connections against pgbench, which inserts the same row and nothing else, at its best. */
export const signVsPgbench = async (bench: Workbench): Promise<Ratio | NotMeasured> => {
  const program = findPgbench()
  if (!program) return { not_measured: 'pgbench is not on this machine; Debian has it in postgresql-contrib' }
  const { rounds, seconds, log } = bench.settings
  const cluster = await bench.cluster()
  const database = await bench.none()
  const fresh = async () => {
    await database.empty()
    await cluster.checkpoint()
  }

  log('Looking for the number of clients at which pgbench is best')
  const settings = await bestSettings({ program, cluster, database }, fresh)
  const runs: Run[] = []
  const ratio = await compare({
    rounds,
    turns: TURNS,
    unit: 'signatures a second',
    target: '≥ 1',
    first: 'signing',
    second: 'pgbench',
    begin: async () => {
      log('Signing until the server is warm')
      const place = await openWarm(cluster, database)
      return {
        first: async () => {
          await fresh()
          const run = await measureSigning(cluster, place, seconds / TURNS)
          runs.push(run)
          return run.perSecond
        },
        second: async () => {
          await fresh()
          return runPgbench({ program, cluster, database }, settings, Math.ceil(seconds / TURNS))
        },
        end: () => place.site.stop(),
      }
    },
  })
  return { ...ratio, notes: { pgbench: settings, signing: columns(runs) } }
}

/**
 * Signing a campaign that millions have signed against one that nobody has. The round's checkpoint comes before the
 * servers are warmed up: right after it each row writes a whole page of the index, for seconds of a quarter of an hour.
 */
export const signFullVsEmpty = async (bench: Workbench): Promise<Ratio> => {
  const { rounds, seconds, rows, log } = bench.settings
  const cluster = await bench.cluster()
  const [none, many] = [await bench.none(), await bench.many()]
  const ratio = await compare({
    rounds,
    turns: TURNS,
    unit: 'signatures a second',
    target: '0.9 to 1.1',
    first: `signatures_${rows}`,
    second: 'signatures_0',
    begin: async () => {
      log('Signing until both servers are warm')
      await cluster.checkpoint()
      const full = await openWarm(cluster, many)
      const empty = await openWarm(cluster, none)
      return {
        first: async () => (await measureSigning(cluster, full, seconds / TURNS)).perSecond,
        second: async () => {
          await none.empty()
          return (await measureSigning(cluster, empty, seconds / TURNS)).perSecond
        },
        end: async () => {
          await full.site.stop()
          await empty.site.stop()
        },
      }
    },
  })
  return { ...ratio, notes: { rows } }
}
