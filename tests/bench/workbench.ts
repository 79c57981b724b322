import { type BenchDatabase, type Cluster, startCluster } from './database.ts'
import { seed } from './seed.ts'

export interface Settings {
  rounds: number
  /** Seconds of each measurement. */
  seconds: number
  /** Signatures in the full campaign. */
  rows: number
  log: (message: string) => void
}

/** What several figures need, each made when it is first asked for: the cluster, and the databases of two campaigns. */
export class Workbench {
  readonly settings: Settings
  #cluster: Promise<Cluster> | undefined
  #none: Promise<BenchDatabase> | undefined
  #many: Promise<BenchDatabase> | undefined

  constructor(settings: Settings) {
    this.settings = settings
  }

  cluster(): Promise<Cluster> {
    this.#cluster ??= startCluster()
    return this.#cluster
  }

  /** The database of a campaign that nobody has signed. */
  none(): Promise<BenchDatabase> {
    this.#none ??= this.cluster().then((cluster) => cluster.create('none'))
    return this.#none
  }

  /** The database of the full campaign. */
  many(): Promise<BenchDatabase> {
    this.#many ??= this.#fill(this.settings.rows)
    return this.#many
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#none, this.#many])
    const [cluster] = await Promise.allSettled([this.#cluster])
    if (cluster.status === 'fulfilled') await cluster.value?.close()
  }

  async #fill(rows: number): Promise<BenchDatabase> {
    const cluster = await this.cluster()
    const database = await cluster.create('many')
    this.settings.log(`Writing ${rows} signatures`)
    await seed(database, cluster.vault, rows)
    return database
  }
}
