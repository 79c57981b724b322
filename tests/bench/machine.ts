import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'

const answers = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Whether processes can be held to a core each; elsewhere the system moves them as it likes. */
export const pinned = availableParallelism() >= 2 && answers('taskset', ['-c', '1', 'true'])

const cores = { server: '0', load: '1' }

/** A command as it runs on the server's core or the load's, where the machine allows it. */
export const onCore = (whose: keyof typeof cores, command: string, args: string[]): [string, string[]] =>
  pinned ? ['taskset', ['-c', cores[whose], command, ...args]] : [command, args]

export type Where = 'load' | 'both'

/**
 * Holds PostgreSQL, its children to be included, to the load's core while the server signs, or lets it go again.
 * PostgreSQL wakes on the core that wrote to it, and there pushes aside the one process that may run nowhere else.
 */
export const keepPostgres = (postmaster: string, where: Where) => {
  if (!pinned) return
  const children = readdirSync(`/proc/${postmaster}/task`).flatMap((task) =>
    readFileSync(`/proc/${postmaster}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  )
  const allowed = where === 'both' ? `${cores.server},${cores.load}` : cores.load
  for (const pid of [postmaster, ...children]) {
    // A child that has ended meanwhile is nothing to hold.
    spawnSync('taskset', ['-cp', allowed, pid], { stdio: 'ignore' })
  }
}

const debianFolder = '/usr/lib/postgresql'

/** pgbench on the PATH, or of the newest PostgreSQL of a Debian; undefined where there is none. */
export const findPgbench = (): string | undefined => {
  if (answers('pgbench', ['--version'])) return 'pgbench'
  const versions = (() => {
    try {
      return readdirSync(debianFolder).sort((one, other) => Number(other) - Number(one))
    } catch {
      return []
    }
  })()
  return versions
    .map((version) => join(debianFolder, version, 'bin', 'pgbench'))
    .find((path) => answers(path, ['--version']))
}

export const describeMachine = () => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  node: process.version,
  pinning: pinned
    ? 'server on core 0, load on core 1; PostgreSQL on core 1 beside the server, on both beside pgbench'
    : 'none: one core alone, or no taskset',
})
