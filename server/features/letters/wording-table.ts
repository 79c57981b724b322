import { randomFrom } from './repeatable-random.ts'

/** A part that every such letter has: how many wordings there are of it, and how long they are about. */
export interface VariedPart {
  count: number
  length: number
}

/** People whose letters are kept apart together; the next ones begin another such set. */
export const ROWS = 256
/** By how many times one wording may be dealt more than another. */
const UNEVEN = 2
const STARTS = 1
const SWEEPS = 2

const tables = new Map<string, number[][]>()

/**
 * A table of wordings, a row a person: each wording is dealt as often as the others of its part, give or take two, and
 * each row shares as little of its text as can be with any row before it.
 */
export const rowsFor = (parts: readonly VariedPart[]): number[][] => {
  const whole = parts.reduce((sum, { length }) => sum + length, 0)
  const shares = parts.map(({ length }) => Math.round((100 * length) / Math.max(1, whole)))
  const name = parts.map(({ count }, part) => `${count}:${shares[part]}`).join()
  const known = tables.get(name)
  if (known) return known
  const rows = newRows(parts, shares, randomFrom(name))
  if (tables.size >= 200) tables.clear()
  tables.set(name, rows)
  return rows
}

const newRows = (parts: readonly VariedPart[], shares: number[], random: () => number) => {
  const dealt = parts.map(({ count }) => Array.from({ length: Math.max(1, count) }, () => 0))
  const rows: number[][] = []
  while (rows.length < ROWS) {
    const open = dealt.map((times) =>
      times.flatMap((dealt, wording) => (dealt < Math.min(...times) + UNEVEN ? [wording] : [])),
    )
    const tries = Array.from({ length: STARTS }, () => improved(firstRow(open, random), open, rows, shares))
    const [best] = tries.sort((one, other) => one.cost - other.cost)
    const row = best?.row ?? []
    for (const [part, wording] of row.entries()) {
      const times = dealt[part]
      if (times) times[wording] = (times[wording] ?? 0) + 1
    }
    rows.push(row)
  }
  return rows
}

const firstRow = (open: number[][], random: () => number) =>
  open.map((wordings) => wordings[Math.floor(random() * wordings.length)] ?? 0)

/** Nearly only the likest rows count: a tenth of the text more in common weighs e times as much squared. */
const costs = Array.from({ length: 400 }, (_, share) => Math.exp(share / 5))

/** The row with each part in turn in the wording that leaves it least like the others. */
const improved = (row: number[], open: number[][], rows: number[][], shares: number[]) => {
  const shared = rows.map((other) =>
    row.reduce((sum, wording, part) => sum + overlap(wording, other[part], shares[part]), 0),
  )
  let cost = shared.reduce((sum, share) => sum + (costs[share] ?? 0), 0)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [part, wordings] of open.entries()) {
      for (const wording of wordings) {
        const without = rows.map((other, at) => (shared[at] ?? 0) - overlap(row[part], other[part], shares[part]))
        const changed = rows.map((other, at) => (without[at] ?? 0) + overlap(wording, other[part], shares[part]))
        const changedCost = changed.reduce((sum, share) => sum + (costs[share] ?? 0), 0)
        if (changedCost >= cost) continue
        row[part] = wording
        cost = changedCost
        for (const [at, share] of changed.entries()) shared[at] = share
      }
    }
  }
  return { row, cost }
}

/** In hundredths of the text. */
const overlap = (one: number | undefined, other: number | undefined, share = 0) => (one === other ? share : 0)
