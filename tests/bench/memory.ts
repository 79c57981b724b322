import { setTimeout as sleep } from 'node:timers/promises'
import { read, sign } from './load.ts'
import type { NotMeasured } from './signing.ts'
import { type Site, startSite } from './site.ts'
import type { Workbench } from './workbench.ts'

const SAMPLE_MS = 100

export interface Memory {
  value: number
  unit: 'MB'
  /** At rest after the start, and at most while signatures and pages were asked for. */
  terms: Record<string, number>
  target: string
}

/** The most memory that a fresh server holds while 64 connections sign and then read without a pause. */
export const memoryUnderLoad = async (bench: Workbench): Promise<Memory | NotMeasured> => {
  const { seconds, rounds } = bench.settings
  const database = await bench.none()
  const site = await startSite(await bench.cluster(), database)
  try {
    const rest = site.memory().now
    if (rest === 0) return { not_measured: 'this system does not tell a process’s memory in /proc' }
    const signing = await peakWhile(site, () => sign(site.port, database.campaign.slug, seconds * rounds))
    const page = `/en/campaigns/${database.campaign.slug}`
    const reading = await peakWhile(site, () => read(site.port, page, seconds * rounds))
    const { peak } = site.memory()
    return {
      value: Math.max(peak, signing, reading),
      unit: 'MB',
      terms: { rest, signing, reading, peak },
      target: '≤ 250',
    }
  } finally {
    await site.stop()
  }
}

const peakWhile = async (site: Site, run: () => Promise<unknown>): Promise<number> => {
  let [running, peak] = [true, 0]
  const load = run().finally(() => {
    running = false
  })
  while (running) {
    peak = Math.max(peak, site.memory().now)
    await sleep(SAMPLE_MS)
  }
  await load
  return peak
}
