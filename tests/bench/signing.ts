import type { Cluster } from './database.ts'
import { sign } from './load.ts'
import { findPgbench } from './machine.ts'
import { bestSettings, runPgbench } from './pgbench.ts'
import { compare, median, type Ratio, rounded } from './rounds.ts'
import type { Place, Workbench } from './workbench.ts'

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

const warmUp = ({ site, database }: Place) => sign(site.port, database.campaign.slug, WARM_UP_SECONDS)

/** Signing over HTTP by 64 connections against pgbench, which inserts the same row and nothing else, at its best. */
export const signVsPgbench = async (bench: Workbench): Promise<Ratio | NotMeasured> => {
  const program = findPgbench()
  if (!program) return { not_measured: 'pgbench is not on this machine; Debian has it in postgresql-contrib' }
  const { rounds, seconds, log } = bench.settings
  const cluster = await bench.cluster()
  const place = await bench.none()
  const { database } = place
  const fresh = async () => {
    await database.empty()
    await cluster.checkpoint()
  }

  log('Signing until the server is warm')
  await warmUp(place)
  log('Looking for the number of clients at which pgbench is best')
  const settings = await bestSettings({ program, cluster, database }, fresh)
  const runs: Run[] = []
  const signing = async () => {
    await fresh()
    const run = await measureSigning(cluster, place, seconds)
    runs.push(run)
    return run.perSecond
  }
  const inserting = async () => {
    await fresh()
    return runPgbench({ program, cluster, database }, settings, seconds)
  }
  const ratio = await compare({
    rounds,
    unit: 'signatures a second',
    target: '≥ 1',
    first: ['signing', signing],
    second: ['pgbench', inserting],
  })
  return { ...ratio, notes: { pgbench: settings, signing: columns(runs) } }
}

/** Signing a campaign that millions have signed against one that nobody has. */
export const signFullVsEmpty = async (bench: Workbench): Promise<Ratio> => {
  const { rounds, seconds, rows } = bench.settings
  const cluster = await bench.cluster()
  const [none, many] = [await bench.none(), await bench.many()]
  for (const place of [none, many]) await warmUp(place)
  const into = (place: Place, prepare: () => Promise<void>) => async () => {
    await prepare()
    await cluster.checkpoint()
    return (await measureSigning(cluster, place, seconds)).perSecond
  }
  const ratio = await compare({
    rounds,
    unit: 'signatures a second',
    target: '0.9 to 1.1',
    first: [`signatures_${rows}`, into(many, async () => {})],
    second: ['signatures_0', into(none, () => none.database.empty())],
  })
  return { ...ratio, notes: { rows } }
}
