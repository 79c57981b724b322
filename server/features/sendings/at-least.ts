/**
 * Counts of people as they may be shown: rounded down to tens, none below ten. One more letter moves nothing that can
 * be seen until it is one of ten, so that snapshots compared with one another single nobody out. Whatever can be
 * computed from what is shown, a sum or a difference, is about ten people or more, or about nobody.
 */
const FEW = 10

/** Null where there are fewer than ten. */
export type AtLeast = number | null

export const atLeast = (count: number): AtLeast => (count < FEW ? null : Math.floor(count / FEW) * FEW)

/**
 * Parts of a whole that do not overlap. Between them they leave ten of the whole unsaid: else a whole that is shown
 * beside its parts would tell of the few who are in none of them. The earlier parts come first.
 */
export const partsAtLeast = (whole: AtLeast, counts: number[]): AtLeast[] => {
  let unsaid = (whole ?? 0) - FEW
  return counts.map((count) => {
    const shown = atLeast(Math.min(count, unsaid))
    unsaid -= shown ?? 0
    return shown
  })
}

/** What the parts that are shown come to; a part that is not shown adds nothing, so that no sum tells of it. */
export const sumOfShown = (parts: AtLeast[]): AtLeast => {
  const sum = parts.reduce((total: number, part) => total + (part ?? 0), 0)
  return sum === 0 ? null : sum
}

/** Of as many values as are shown as counted, in the order in which they came: it moves when that count does. */
export const medianOf = (values: number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  const next = sorted[Math.ceil((sorted.length - 1) / 2)]
  return middle === undefined || next === undefined ? null : Math.round((middle + next) / 2)
}
