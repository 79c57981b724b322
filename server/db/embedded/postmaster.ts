import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'

export interface Postmaster {
  pid: number
  port: number
  /** Empty where it listens on 127.0.0.1. */
  socketFolder: string
}

/** What postmaster.pid says, undefined where there is none. */
export const readPostmaster = async (dataDir: string): Promise<Postmaster | undefined> => {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port, socketFolder = ''] = text.split('\n')
  return pid ? { pid: Number(pid), port: Number(port), socketFolder } : undefined
}

/** Whether there is a process of this id, whoever's. */
export const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Starts PostgreSQL, waits until it answers. Throws with the end of its log where it does not. */
export const startPostmaster = async (dataDir: string, account: Account, { pgCtl }: Binaries): Promise<void> => {
  const log = join(dataDir, 'postgresql.log')
  await turnLog(log)
  const wait = ['-w', '-t', '600']
  await runAs(account, pgCtl, ['start', '-D', dataDir, '-l', log, ...wait]).catch(async (cause) => {
    const end = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join('\n')
    throw new Error(end || 'PostgreSQL did not start', { cause })
  })
}

const turnLog = async (log: string) => {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size > 10_000_000) await rename(log, `${log}.1`)
}

/** Ends the sessions and stops PostgreSQL; what takes longer than 20 s is cut off, and recovered at the next start. */
export const stopPostmaster = async (dataDir: string, account: Account, { pgCtl }: Binaries): Promise<void> => {
  for (const mode of ['fast', 'immediate']) {
    if (!(await isHeld(dataDir))) return
    await runAs(account, pgCtl, ['stop', '-D', dataDir, '-w', '-t', '20', '-m', mode]).catch(async (error) => {
      if (mode === 'immediate' && (await isHeld(dataDir))) throw error
    })
  }
}

/**
 * Whether a live postmaster holds the folder: it starts, recovers, runs or stops.
 * The postmaster.pid that a crash or a container's end has left may name a process that has nothing to do with it, or
 * one that nobody has buried: its number is then replaced by one that no process has, and PostgreSQL, which would
 * refuse to start, makes its own checks of what is left.
 */
export const isHeld = (dataDir: string): Promise<boolean> => holds(join(dataDir, 'postmaster.pid'))

/** Does the same for its Unix socket, which has a lock of its own. */
export const releaseSocket = async (folder: string, port: number): Promise<void> => {
  await holds(join(folder, `.s.PGSQL.${port}.lock`))
}

const holds = async (file: string) => {
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  if (!pid || !isAlive(pid)) return false
  if (!(await isSomethingElse(pid))) return true

  await writeFile(file, text.replace(/^\d+/, String(noProcess)))
  return false
}

const noProcess = 2_147_483_646

// Linux alone tells: "17 (postgres) S …", and Z for the unburied.
const isSomethingElse = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return status !== '' && !/\(postgres\) [^ZX]/.test(status)
}
