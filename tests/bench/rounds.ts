/** One figure of two things measured in turn, so that what else the machine does meets both. */
export interface Ratio {
  ratio: number
  unit: string
  /** The medians whose quotient is the ratio: the first by the second. */
  terms: Record<string, number>
  rounds: Record<string, number[]>
  target: string
  notes?: Record<string, unknown>
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return (low + high) / 2
}

/** To four significant digits: the rest is noise. */
export const rounded = (value: number) => Number(value.toPrecision(4))

interface Contest {
  rounds: number
  unit: string
  target: string
  first: [name: string, measure: () => Promise<number>]
  second: [name: string, measure: () => Promise<number>]
}

/** Measures the two in turn, A B A B …, and divides the median of the first by that of the second. */
export const compare = async ({ rounds, unit, target, first, second }: Contest): Promise<Ratio> => {
  const contestants = [first, second].map(([name, measure]) => ({ name, measure, values: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    for (const { measure, values } of contestants) values.push(await measure())
  }
  const [one = 0, other = 0] = contestants.map(({ values }) => median(values))
  return {
    ratio: rounded(one / other),
    unit,
    terms: Object.fromEntries(contestants.map(({ name, values }) => [name, rounded(median(values))])),
    rounds: Object.fromEntries(contestants.map(({ name, values }) => [name, values.map(rounded)])),
    target,
  }
}
