import { randomInt } from 'node:crypto'
import { noise, randomFrom } from './repeatable-random.ts'
import { ROWS, rowsFor, type VariedPart } from './wording-table.ts'

const LARGEST = 2 ** 31

/** Which wording of each part a person gets, from their number alone: the same number gives the same wordings. */
export const wordingsOf = (parts: readonly VariedPart[], variant: number): number[] => {
  const [block, row] = [Math.floor(variant / ROWS), variant % ROWS]
  return (rowsFor(parts)[row] ?? []).map((wording, at) => {
    const count = parts[at]?.count ?? 1
    return (wording + noise(`block ${at}`, block)) % count
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

const shuffled = (count: number, seed: string) => {
  const random = randomFrom(seed)
  const order = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0]
  }
  return order
}
