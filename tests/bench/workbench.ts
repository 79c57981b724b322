import { type BenchDatabase, type Cluster, startCluster } from './database.ts'
import { read, sign } from './load.ts'
import { seed } from './seed.ts'
import { type Site, startSite } from './site.ts'

export interface Settings {
  rounds: number
  /** Seconds of each measurement. */
  seconds: number
  /** Signatures in the full campaign. */
  rows: number
  log: (message: string) => void
}

/** A server and its database. */
export interface Place {
  site: Site
  database: BenchDatabase
}

const WARM_UP_SECONDS = 3

/** What several figures need, each made when it is first asked for: the cluster and the two servers. */
export class Workbench {
  readonly settings: Settings
  #cluster: Promise<Cluster> | undefined
  #none: Promise<Place> | undefined
  #many: Promise<Place> | undefined
  readonly #sites: Site[] = []

  constructor(settings: Settings) {
    this.settings = settings
  }

  cluster(): Promise<Cluster> {
    this.#cluster ??= startCluster()
    return this.#cluster
  }

  /** The server of a campaign that nobody has signed. */
  none(): Promise<Place> {
    this.#none ??= this.#open('none', 0)
    return this.#none
  }

  /** The server of the full campaign. */
  many(): Promise<Place> {
    this.#many ??= this.#open('many', this.settings.rows)
    return this.#many
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#none, this.#many])
    await Promise.all(this.#sites.map((site) => site.stop()))
    const [cluster] = await Promise.allSettled([this.#cluster])
    if (cluster.status === 'fulfilled') await cluster.value?.close()
  }

  async #open(name: string, rows: number): Promise<Place> {
    const cluster = await this.cluster()
    const database = await cluster.create(name)
    if (rows > 0) {
      this.settings.log(`Writing ${rows} signatures`)
      await seed(database, cluster.vault, rows)
    }
    const site = await startSite(cluster, database)
    this.#sites.push(site)
    this.settings.log(`Warming up the server of ${rows} signatures`)
    await sign(site.port, database.campaign.slug, WARM_UP_SECONDS)
    await read(site.port, `/en/campaigns/${database.campaign.slug}`, WARM_UP_SECONDS)
    return { site, database }
  }
}

/** How much of its core a process took while something ran. */
export const busyWhile = async <Result>(site: Site, run: () => Promise<Result>) => {
  const [cpuBefore, began] = [site.cpuSeconds(), performance.now()]
  const result = await run()
  const busy = (site.cpuSeconds() - cpuBefore) / ((performance.now() - began) / 1000)
  return { result, busy }
}
