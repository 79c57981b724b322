import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../../server/paths.ts'
import type { BenchDatabase, Cluster } from './database.ts'
import { onCore } from './machine.ts'

const START_MS = 60_000
const STOP_MS = 30_000

/** A server in a process of its own, on the server's core. */
export interface Site {
  port: number
  /** Megabytes in memory, now and at most so far; 0 where the system does not tell. */
  memory(): { now: number; peak: number }
  stop(): Promise<void>
}

/** Flags of Node with which `npm start` runs the server. */
const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { scripts: { start: string } }
const nodeFlags = scripts.start.match(/ --\S+(?= .*dist)/g)?.map((flag) => flag.trim()) ?? []

/** The built server, as `npm start` runs it, on this database; its mail is kept as files at the usual pace. */
export const startSite = async (cluster: Cluster, database: BenchDatabase): Promise<Site> => {
  const env = {
    DATA_DIR: await mkdtemp(join(cluster.folder, 'data-')),
    DATABASE_URL: database.url,
    SECRET_KEY_FILE: cluster.secretKeyFile,
    DEMO: 'false',
    PORT: '0',
    LOG_LEVEL: 'error',
  }
  return startProcess([...nodeFlags, inProject('dist', 'server', 'main.js')], env)
}

/** Starts a Node process that prints the address at which it listens. Throws where it does not within a minute. */
export const startProcess = async (args: string[], env: Record<string, string>): Promise<Site> => {
  const child = spawn(...onCore('server', process.execPath, args), {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Also where the bench is told to stop, or fails, while a figure is being measured.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  const port = await portOf(child)
  child.stdout?.resume()
  const { pid = 0 } = child
  return {
    port,
    memory: () => memoryOf(pid),
    stop: () => stopProcess(child),
  }
}

const portOf = (child: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not start in a minute')), START_MS)
    let printed = ''
    child.stdout?.on('data', (chunk) => {
      printed += chunk
      const port = /http:\/\/[\w.-]+:(\d+)/.exec(printed)?.[1]
      if (!port) return
      clearTimeout(timer)
      resolve(Number(port))
    })
    child.on('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`The server ended with ${code}`))
    })
  })

const stopProcess = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await exited
  clearTimeout(timer)
}

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const memoryOf = (pid: number) => {
  const status = read(`/proc/${pid}/status`)
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024)
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}
