import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onCore } from './machine.ts'

/** What the load generator is to do. */
export interface LoadOrder {
  port: number
  path: string
  connections: number
  seconds: number
  /** The only status that counts as answered; any other fails the run. */
  expect: number
  /** 0: GET the path; else POST signing forms to it, each once, at most so many. */
  forms: number
}

export interface LoadResult {
  answered: number
  perSecond: number
  /** Milliseconds. */
  median: number
  p99: number
  /** Share of its core that the generator itself needed: near 1, it is what was measured. */
  busy: number
  errors: Record<string, number>
}

const CONNECTIONS = 64
const MOST_FORMS_PER_SECOND = 25_000

/** Runs a load in a process of its own. Throws where any answer was another than the expected one. */
const runLoad = async (order: LoadOrder): Promise<LoadResult> => {
  const script = join(import.meta.dirname, 'load-generator.ts')
  const args = ['--import', 'tsx', '--max-semi-space-size=32', script, JSON.stringify(order)]
  const { stdout } = await promisify(execFile)(...onCore('load', process.execPath, args), {
    timeout: (order.seconds + 60) * 1000,
  })
  const result = JSON.parse(stdout) as LoadResult
  const errors = Object.entries(result.errors)
  if (errors.length > 0) {
    throw new Error(`The load met errors: ${errors.map(([name, count]) => `${count} × ${name}`).join(', ')}`)
  }
  return result
}

/** Signs the campaign over and over, each time as another person. */
export const sign = (port: number, slug: string, seconds: number) =>
  runLoad({
    port,
    path: `/en/campaigns/${slug}/signatures`,
    connections: CONNECTIONS,
    seconds,
    expect: 303,
    forms: MOST_FORMS_PER_SECOND * seconds,
  })

/** Reads one page over and over. */
export const read = (port: number, path: string, seconds: number) =>
  runLoad({ port, path, connections: CONNECTIONS, seconds, expect: 200, forms: 0 })
