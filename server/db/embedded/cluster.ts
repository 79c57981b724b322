import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Account, handOver, reachable, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive } from './postmaster.ts'

const windows = process.platform === 'win32'

/** The superuser's password, kept in the cluster's folder where there is no Unix socket to be private. */
export const passwordFile = (dataDir: string) => join(dataDir, 'otklik.password')

/**
 * Makes the cluster unless it is there. It is made in a folder beside and then renamed, so that a start that is
 * killed leaves no half of a cluster. Throws where the folder holds something else.
 */
export const createCluster = async (dataDir: string, account: Account, binaries: Binaries): Promise<void> => {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return
  await mkdir(dirname(dataDir), { recursive: true })
  await removeRemains(dataDir)

  const draft = `${dataDir}.draft-${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    await mkdir(draft, { mode: 0o700 })
    await handOver(account, draft)
    await initialise(draft, await reachable(account, draft, binaries), binaries)
    await takePlace(draft, dataDir)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Drafts of processes that were killed. */
const removeRemains = async (dataDir: string) => {
  const draft = `${basename(dataDir)}.draft-`
  for (const entry of await readdir(dirname(dataDir))) {
    if (!entry.startsWith(draft)) continue
    const pid = Number.parseInt(entry.slice(draft.length), 10)
    if (pid === process.pid || !isAlive(pid)) await rm(join(dirname(dataDir), entry), { recursive: true, force: true })
  }
}

const initialise = async (folder: string, account: Account, { initdb }: Binaries) => {
  const secret = `${folder}.password`
  const login = windows ? ['--auth=scram-sha-256', `--pwfile=${secret}`] : ['--auth=trust']
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  if (windows) await writeFile(secret, randomBytes(24).toString('hex'), { mode: 0o600 })

  await runAs(account, initdb, ['-D', folder, '-U', 'postgres', ...login, ...locale])
  await appendFile(join(folder, 'postgresql.conf'), "\ninclude_if_exists = 'otklik.conf'\n")
  if (windows) await rename(secret, passwordFile(folder))
}

const takePlace = async (draft: string, dataDir: string) => {
  await rmdir(dataDir).catch(() => {})
  try {
    await rename(draft, dataDir)
  } catch (cause) {
    if (existsSync(join(dataDir, 'PG_VERSION'))) return
    throw new Error(`${dataDir} is neither empty nor a database's folder`, { cause })
  }
}

export interface Address {
  /** A folder of a Unix socket, or 127.0.0.1. */
  host: string
  port: number
}

/** Written anew at each start, so that a newer version's settings hold in an older cluster. */
export const writeSettings = async (dataDir: string, account: Account, address: Address, durable: boolean) => {
  const file = join(dataDir, 'otklik.conf')
  const lines = Object.entries({ ...reach(address), ...fixed, ...(durable ? {} : careless) })
  await writeFile(file, lines.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`).join(''))
  await handOver(account, file)
}

const reach = ({ host, port }: Address) => ({
  port: String(port),
  listen_addresses: windows ? host : '',
  unix_socket_directories: windows ? '' : host,
})

/** Messages of statements, and the values in them, are for whoever sent the statement: the log names nobody. */
const fixed = {
  max_connections: '50',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  // Address keys are random, so after a checkpoint each row writes a whole page, and pglz takes longer than the row.
  wal_compression: 'off',
  random_page_cost: '1.1',
  jit: 'off',
  statement_timeout: '60s',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
