import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../../server/paths.ts'
import { temporaryFolder } from '../temporary.ts'
import { rounded } from './rounds.ts'

const PATIENCE_MS = 120_000
const STOP_MS = 30_000

export interface Seconds {
  value: number
  unit: 's'
  target: string
}

/** Seconds from `npm start` to the first page, in a folder with nothing in it and in the same folder again. */
export const measureStarts = async (): Promise<{ start_first: Seconds; start_again: Seconds }> => {
  const folder = await temporaryFolder('start')
  try {
    const dataDir = join(folder, 'data')
    const first = await startOnce(dataDir)
    const again = await startOnce(dataDir)
    return {
      start_first: { value: rounded(first), unit: 's', target: '≤ 15' },
      start_again: { value: rounded(again), unit: 's', target: '≤ 3' },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const startOnce = async (dataDir: string): Promise<number> => {
  const { PATH, HOME, USER } = process.env
  const began = performance.now()
  // A group of its own, so that npm, its shell and the server are all told to stop.
  const child = spawn('npm', ['start'], {
    cwd: inProject(),
    env: { PATH, HOME, USER, DATA_DIR: dataDir, PORT: '0', DEMO: 'true', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const exited = once(child, 'exit')
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? 0), name)
    } catch {
      // It has ended by itself.
    }
  }
  try {
    const address = await addressIn(child.stdout)
    const page = await fetch(`${address}/en/`)
    if (page.status !== 200) throw new Error(`The first page answers ${page.status}`)
    await page.arrayBuffer()
    return (performance.now() - began) / 1000
  } finally {
    signal('SIGTERM')
    const timer = setTimeout(() => signal('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(timer)
  }
}

const addressIn = (output: NodeJS.ReadableStream) =>
  new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('npm start printed no address')), PATIENCE_MS)
    let printed = ''
    output.on('data', (chunk) => {
      printed += chunk
      const address = /http:\/\/[\w.-]+:\d+/.exec(printed)?.[0]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    })
    output.on('end', () => {
      clearTimeout(timer)
      reject(new Error(`npm start ended: ${printed}`))
    })
  })
