import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Embedded, startEmbedded } from '../../server/db/embedded.ts'
import { inProject } from '../../server/paths.ts'
import { withClient } from '../postgres.ts'
import { temporaryFolder } from '../temporary.ts'

/** A place for a durable cluster of one test; whatever runs there at its end is stopped. */
export const openFolder = async () => {
  const parent = await temporaryFolder('cluster')
  const dataDir = join(parent, 'postgres')
  const opened: (() => Promise<unknown>)[] = []

  onTestFinished(async () => {
    for (const close of opened.reverse()) await close()
    await rm(parent, { recursive: true })
  })

  const start = async (): Promise<Embedded> => {
    const cluster = await startEmbedded(dataDir)
    opened.push(cluster.stop)
    return cluster
  }
  const startProcess = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', inProject('tests/db/starter.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: inProject(),
    })
    opened.push(() => end(child, 'SIGTERM'))
    const [line] = await once(child.stdout, 'data')
    return { ...(JSON.parse(String(line)) as { url: string; adopted: boolean }), child }
  }
  return { parent, dataDir, start, startProcess }
}

export const end = async (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL') => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

export const postmasterPid = async (dataDir: string) =>
  Number.parseInt(await readFile(join(dataDir, 'postmaster.pid'), 'utf8'), 10)

export const query = async <Row extends object>(url: string, statement: string, values: unknown[] = []) =>
  (await withClient(url, (client) => client.query<Row>(statement, values))).rows
