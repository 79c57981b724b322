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

/** Two that are measured beside each other. */
export interface Pair {
  first: () => Promise<number>
  second: () => Promise<number>
  end: () => Promise<void>
}

interface Contest {
  rounds: number
  /** How often each is measured in a round; the round counts with its median. */
  turns: number
  unit: string
  target: string
  first: string
  second: string
  /**
   * Begins a round, with servers of its own: two processes of one program differ by up to a tenth for as long as they
   * live, so that one pair would be measured again and again for what only chance has made of it.
   */
  begin: () => Promise<Pair>
}

/** Measures the two in turn, A B A B …, and divides the median of the first by that of the second. */
export const compare = async ({ rounds, turns, unit, target, first, second, begin }: Contest): Promise<Ratio> => {
  const [firsts, seconds]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const pair = await begin()
    const [ones, others]: [number[], number[]] = [[], []]
    try {
      for (let turn = 0; turn < turns; turn++) {
        ones.push(await pair.first())
        others.push(await pair.second())
      }
    } finally {
      await pair.end()
    }
    firsts.push(median(ones))
    seconds.push(median(others))
  }
  return {
    ratio: rounded(median(firsts) / median(seconds)),
    unit,
    terms: { [first]: rounded(median(firsts)), [second]: rounded(median(seconds)) },
    rounds: { [first]: firsts.map(rounded), [second]: seconds.map(rounded) },
    target,
  }
}
