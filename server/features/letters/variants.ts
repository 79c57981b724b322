import { createHash, randomInt } from 'node:crypto'

/** People whose wordings are kept apart from each other's together; the next ones begin another such set. */
const ROWS = 256
const TRIES = 48
const LARGEST = 2 ** 31

/**
 * Which wording a person gets of each part, from their number alone: of the parts that every letter has, and of one
 * part by itself. The same number gives the same wordings.
 */
export const wordingsOf = (counts: readonly number[], variant: number): number[] => {
  const [block, row] = [Math.floor(variant / ROWS), variant % ROWS]
  return (rowsFor(counts)[row] ?? []).map((wording, part) => {
    const count = counts[part] ?? 1
    return (wording + noise(`block ${part}`, block)) % count
  })
}

/** One of `count`, dealt so that of any `count` people in a row that begins a round each gets another. */
export const dealt = (name: string, count: number, variant: number): number => {
  if (count < 2) return 0
  const round = Math.floor(variant / count)
  return shuffled(count, `${name} ${round}`)[variant % count] ?? 0
}

/** The things in an order of this person's own; every first, every next is dealt evenly. */
export const reordered = <Thing>(name: string, things: readonly Thing[], variant: number): Thing[] => {
  const left = [...things]
  const order: Thing[] = []
  while (left.length > 0) order.push(...left.splice(dealt(`${name} ${left.length}`, left.length, variant), 1))
  return order
}

/**
 * Numbers for people who begin a letter, one after another for each kind of letter, so that wordings are dealt evenly
 * among those who write the same one. Each process starts somewhere of its own.
 */
export const variantNumbers = () => {
  const next = new Map<string, number>()
  return (letter: string): number => {
    const number = next.get(letter) ?? randomInt(LARGEST / ROWS) * ROWS
    if (next.size > 10_000) next.clear()
    next.set(letter, (number + 1) % LARGEST)
    return number
  }
}

const tables = new Map<string, number[][]>()

/**
 * A table of wordings, a row a person: each row gets the wordings that were dealt least so far, and of many such rows
 * the one that shares fewest parts with any before it.
 */
const rowsFor = (counts: readonly number[]): number[][] => {
  const name = counts.join()
  const known = tables.get(name)
  if (known) return known
  const random = generator(name)
  const dealtSoFar = counts.map((count) => Array.from({ length: Math.max(1, count) }, () => 0))
  const rows: number[][] = []
  while (rows.length < ROWS) {
    const row = bestRow(dealtSoFar, rows, random)
    for (const [part, wording] of row.entries()) {
      const times = dealtSoFar[part]
      if (times) times[wording] = (times[wording] ?? 0) + 1
    }
    rows.push(row)
  }
  if (tables.size >= 200) tables.clear()
  tables.set(name, rows)
  return rows
}

const bestRow = (dealtSoFar: number[][], rows: number[][], random: () => number) => {
  let [best, fewest]: [number[], number] = [[], Number.POSITIVE_INFINITY]
  for (let tries = 0; tries < TRIES; tries++) {
    const row = dealtSoFar.map((times) => leastDealt(times, random))
    // The likest counts first, and among equals how many are as like.
    const shared = rows.reduce((worst, other) => worst + 8 ** sharedParts(row, other), 0)
    if (shared < fewest) [best, fewest] = [row, shared]
  }
  return best
}

const sharedParts = (one: number[], other: number[]) =>
  one.reduce((shared, wording, part) => shared + Number(wording === other[part]), 0)

const leastDealt = (times: number[], random: () => number) => {
  const least = Math.min(...times)
  const candidates = times.flatMap((count, wording) => (count === least ? [wording] : []))
  return candidates[Math.floor(random() * candidates.length)] ?? 0
}

const shuffled = (count: number, seed: string) => {
  const random = generator(seed)
  const order = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0]
  }
  return order
}

const noise = (name: string, number: number) =>
  createHash('sha256').update(`${name} ${number}`).digest().readUInt32BE(0)

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const generator = (seed: string) => {
  let state = noise(seed, 0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
