import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { lchown, lstat, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'

/** Whose the cluster is: PostgreSQL refuses to run as root. */
export interface Account {
  /** Undefined where the process's own account does, as everywhere but under root. */
  ids: { uid: number; gid: number } | undefined
  /** The command that runs another under this account with what it may do. */
  prefix: readonly string[]
}

/** Root stands aside for the cluster's owner, or for nobody where there is no cluster yet or it is root's. */
export const chooseAccount = async (dataDir: string): Promise<Account> => {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [] }

  const owner = await stat(join(dataDir, 'PG_VERSION')).catch(() => undefined)
  if (owner && owner.uid !== 0) return { ids: { uid: owner.uid, gid: owner.gid }, prefix: [] }
  return { ids: { uid: idOf('-u'), gid: idOf('-g') }, prefix: [] }
}

// macOS counts nobody as -2; the system calls want it unsigned.
const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' })) >>> 0

/** Gives the folder, and all that is in it, to the account. */
export const handOver = async (account: Account, path: string): Promise<void> => {
  if (!account.ids) return
  await lchown(path, account.ids.uid, account.ids.gid)
  if (!(await lstat(path)).isDirectory()) return
  for (const entry of await readdir(path)) await handOver(account, join(path, entry))
}

/**
 * The account as it reaches the cluster's folder and the binaries. Under root in a folder that others may not enter
 * (a home of mode 0700), it keeps root's right to pass such folders where setpriv (util-linux) can grant that.
 * Throws where neither helps.
 */
export const reachable = async (account: Account, folder: string, { postgres }: Binaries): Promise<Account> => {
  if (!account.ids) return account

  const passing = { ...account, prefix: setpriv(account.ids) }
  for (const candidate of [account, passing]) {
    if (await canReach(candidate, folder, postgres)) return candidate
  }
  throw new Error(
    `Under root PostgreSQL runs as another user, who cannot reach ${folder} or ${postgres}: ` +
      'set DATA_DIR to a folder whose parents others may enter, or start as an ordinary user',
  )
}

const setpriv = ({ uid, gid }: { uid: number; gid: number }) => [
  'setpriv',
  ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'],
  ...['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override', '--'],
]

const canReach = (account: Account, folder: string, postgres: string) => {
  const probe = join(folder, `.probe-${randomBytes(4).toString('hex')}`)
  const script = ': > "$0" && rm "$0" && "$1" --version > /dev/null'
  return runAs(account, 'sh', ['-c', script, probe, postgres]).then(
    () => true,
    () => false,
  )
}

/**
 * Runs a program to its end and returns what it said. Throws with what it said where it fails.
 * It starts a session of its own, so that the terminal's Ctrl-C, which ends us in order, does not end the database
 * first; and it sees none of our environment, which may hold secrets and PostgreSQL's own variables.
 */
export const runAs = ({ ids, prefix }: Account, program: string, args: string[]): Promise<string> => {
  const [command = program, ...rest] = [...prefix, program, ...args]
  const { PATH, SystemRoot, TEMP } = process.env

  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      cwd: '/',
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { LC_ALL: 'C', ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }) },
      ...(prefix.length === 0 && ids),
    })
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    // On Windows PostgreSQL inherits the pipes, which then never close.
    child.on(process.platform === 'win32' ? 'exit' : 'close', (code) => {
      child.stdout.destroy()
      child.stderr.destroy()
      if (code === 0) resolve(said)
      else reject(new Error(`${program} failed: ${said.trim()}`))
    })
  })
}

/** Makes a folder that only the account (and root) may enter. Throws where it is somebody else's. */
export const privateFolder = async (account: Account, folder: string): Promise<void> => {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  if ((await lstat(folder)).uid === 0) await handOver(account, folder)

  const found = await lstat(folder)
  const owner = account.ids?.uid ?? process.getuid?.()
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a private folder of the user that runs the database: remove it`)
  }
}
