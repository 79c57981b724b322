import { createHash } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { readFile, realpath, rmdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, chooseAccount, privateFolder, reachable } from './embedded/account.ts'
import { type Binaries, findBinaries } from './embedded/binaries.ts'
import { type Address, createCluster, passwordFile, writeSettings } from './embedded/cluster.ts'
import { type Keeper, meet } from './embedded/keeper.ts'
import { isHeld, readPostmaster, releaseSocket, startPostmaster, stopPostmaster } from './embedded/postmaster.ts'

export interface Embedded {
  /** The address for connect(); it stays the same when PostgreSQL is restarted. */
  url: string
  /** True where PostgreSQL ran already: another process uses it, or one that was killed has left it. */
  adopted: boolean
  /** Stops PostgreSQL, unless another process uses it still; the last one stops it. Close your connections first. */
  stop(): Promise<void>
}

interface Options {
  /** False only for tests that can lose their rows: nothing waits for the disk. */
  durable?: boolean
  /** Hears of what an operator may want to know, in a sentence. */
  log?: Log
}

type Log = (message: string, error?: unknown) => void

/**
 * Real PostgreSQL 18 from npm, in dataDir, which is made where it is missing and is the cluster's alone. It listens on
 * a private Unix socket, on Windows on 127.0.0.1 behind a password. It goes on when this process is killed: the next
 * start adopts it. Where it dies, it is started again, until stop().
 * Throws, with advice, where the platform has no PostgreSQL in npm or where it cannot start in dataDir.
 */
export const startEmbedded = async (dataDir: string, options: Options = {}): Promise<Embedded> => {
  const { durable = true, log = () => {} } = options
  try {
    const cluster = await openCluster(resolve(dataDir), durable)
    const { keeper, adopted } = await attach(cluster, log)
    return { url: address(cluster, 'otklik'), adopted, stop: watch(cluster, keeper, log) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const advice = 'Set DATABASE_URL to use another PostgreSQL, 15 or later.'
    throw new Error(`The embedded PostgreSQL does not start in ${resolve(dataDir)}: ${reason}. ${advice}`, { cause })
  }
}

const windows = process.platform === 'win32'

interface Cluster {
  dataDir: string
  durable: boolean
  account: Account
  binaries: Binaries
  listens: Address
  password: string | undefined
}

const openCluster = async (dataDir: string, durable: boolean): Promise<Cluster> => {
  const binaries = await findBinaries()
  const chosen = await chooseAccount(dataDir)
  await createCluster(dataDir, chosen, binaries)
  const account = await reachable(chosen, dataDir, binaries)

  const reach = windows ? await onLoopback(dataDir) : await onSocket(dataDir)
  return { dataDir: await realpath(dataDir), durable, account, binaries, ...reach }
}

// A socket's path has at most 107 bytes (103 on macOS), so its folder cannot be the cluster's.
const onSocket = async (dataDir: string) => {
  const hash = createHash('sha256').update(await realpath(dataDir))
  const folder = join(temporaryFolder(), `otklik-${hash.digest('hex').slice(0, 12)}`)
  const running = (await isHeld(dataDir)) ? await readPostmaster(dataDir) : undefined
  return { listens: { host: running?.socketFolder || folder, port: 5432 }, password: undefined }
}

// Not os.tmpdir() at once: that differs between a service and a shell, and both are to find the socket.
const temporaryFolder = () => {
  try {
    accessSync('/tmp', constants.W_OK)
    return '/tmp'
  } catch {
    return tmpdir()
  }
}

const onLoopback = async (dataDir: string) => {
  const running = (await isHeld(dataDir)) ? await readPostmaster(dataDir) : undefined
  const password = await readFile(passwordFile(dataDir), 'utf8')
  return { listens: { host: '127.0.0.1', port: running?.port || (await freePort()) }, password }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const taken = server.address()
      server.close(() => resolve(typeof taken === 'object' && taken ? taken.port : 0))
    })
  })

const address = ({ listens, password }: Cluster, user: 'postgres' | 'otklik') => {
  const database = user
  if (password) return `postgres://${user}:${password}@${listens.host}:${listens.port}/${database}`
  return `postgres://${user}@localhost:${listens.port}/${database}?host=${encodeURIComponent(listens.host)}`
}

/** Adopts the PostgreSQL that runs in the folder or starts it; where an old one still stands in the way, it waits. */
const attach = async (cluster: Cluster, log: Log): Promise<{ keeper: Keeper; adopted: boolean }> => {
  const { dataDir, account, binaries } = cluster
  const patience = Date.now() + 300_000

  for (let started = false, waiting = false; ; ) {
    const held = await isHeld(dataDir)
    const keeper = held ? await meet(address(cluster, 'postgres'), dataDir) : undefined
    if (keeper) return { keeper, adopted: !started }

    if (held) {
      if (!waiting) log('A PostgreSQL that starts or stops holds the folder: waiting for it')
      waiting = true
      if (Date.now() > patience) throw new Error('a PostgreSQL that holds the folder does not answer')
      await sleep(50)
      continue
    }
    if (!windows) await makeSocketFolder(cluster)
    await writeSettings(dataDir, account, cluster.listens, cluster.durable)
    started = await startPostmaster(dataDir, account, binaries).then(
      () => true,
      async (error) => {
        const another = (await isHeld(dataDir)) || oldOneLingers.test(String(error))
        if (!another || Date.now() > patience) throw error
        await sleep(200)
        return false
      },
    )
  }
}

// Sessions of a PostgreSQL that was killed live on for a moment, and so may its locks.
const oldOneLingers = /is still in use|already exists/

const makeSocketFolder = async ({ account, listens }: Cluster) => {
  await privateFolder(account, listens.host)
  await releaseSocket(listens.host, listens.port)
}

/** Restarts PostgreSQL when it goes, until the function that it returns is called. */
const watch = (cluster: Cluster, first: Keeper, log: Log) => {
  let keeper: Keeper | undefined
  let mending = Promise.resolve()
  let stopped: Promise<void> | undefined

  const guard = (next: Keeper) => {
    keeper = next
    next.onEnd(() => {
      keeper = undefined
      if (!stopped) mending = mend()
    })
  }
  const mend = async () => {
    log('PostgreSQL has gone and is started again')
    for (let pause = 100; !stopped && !keeper; pause = Math.min(pause * 2, 2_000)) {
      try {
        guard((await attach(cluster, log)).keeper)
        log('PostgreSQL is back')
      } catch (error) {
        log('PostgreSQL could not be started', error)
        await sleep(pause)
      }
    }
  }
  const stop = async () => {
    await mending
    const last = keeper ? await keeper.leave().catch(() => false) : true
    if (last) await stopPostmaster(cluster.dataDir, cluster.account, cluster.binaries)
    await keeper?.close()
    if (last && !windows) await rmdir(cluster.listens.host).catch(() => {})
  }

  guard(first)
  return () => {
    stopped ??= stop()
    return stopped
  }
}
