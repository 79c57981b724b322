/** How a bar is filled, so that it can be told apart without colour; the template has the patterns. */
export type Fill = 'open' | 'lines' | 'solid' | 'crossed'

export interface Bar {
  fill: Fill
  /** Stands beside the bar and says what it is: “290+ answered”. */
  words: string
  value: number
}

interface Placed {
  x: number
  y: number
  text: string
}

/** A chart with everything in its place, in units of its own width and height. */
export interface ChartView {
  width: number
  height: number
  groups: {
    name: Placed[]
    bars: { x: number; y: number; width: number; height: number; fill: string; outlined: boolean; words: Placed }[]
  }[]
}

const WIDTH = 360
const LONGEST = 175
const BAR = 14
const STEP = 20
const LINE = 18
const GAP = 20
const LINE_LENGTH = 46

const fills: Record<Fill, string> = {
  open: 'none',
  lines: 'url(#lines)',
  solid: 'currentColor',
  crossed: 'url(#crossed)',
}

/** Groups of bars one under another, `gap` apart, all to one scale; undefined where there is nothing to draw. */
export const drawChart = (groups: { name: string; bars: Bar[] }[], gap = GAP): ChartView | undefined => {
  const most = Math.max(0, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value)))
  if (most === 0) return undefined

  let y = 0
  const placed = groups.map(({ name, bars }) => {
    const lines = breakLines(name).map((text, index) => ({ x: 0, y: y + LINE * (index + 1) - 4, text }))
    const top = y + lines.length * LINE + 4
    y = top + bars.length * STEP + gap
    return { name: lines, bars: bars.map((bar, index) => placeBar(bar, top + index * STEP, most)) }
  })
  return { width: WIDTH, height: y - gap, groups: placed }
}

const placeBar = ({ fill, words, value }: Bar, y: number, most: number) => {
  const width = value === 0 ? 0 : Math.max(2, Math.round((value / most) * LONGEST))
  const label = { x: width + 9, y: y + BAR - 3, text: words }
  return { x: 0.5, y: y + 0.5, width, height: BAR - 1, fill: fills[fill], outlined: fill !== 'solid', words: label }
}

/** SVG breaks no lines of itself. */
const breakLines = (text: string): string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= LINE_LENGTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Columns over time with everything in its place, in units of its own width and height. */
export interface ColumnsView {
  width: number
  height: number
  /** Where the columns stand. */
  base: number
  columns: { x: number; y: number; width: number; height: number; words: string }[]
  /** Below some columns: which they are. */
  ticks: { x: number; y: number; anchor: string; text: string }[]
  /** Above the highest. */
  peak: { x: number; y: number; anchor: string; text: string }
}

interface Column {
  value: number
  /** What the column is, for whoever points at it: “12 March: 48”. */
  words: string
  /** Below it; empty for most. */
  tick: string
}

const PLOT = 104
const PEAK = 18
const AXIS = 20
const SPARE = 0.22
/** So near to an edge of the chart words that stand in the middle of their column would be cut. */
const NEAR = 34

const anchorAt = (x: number) => (x < NEAR ? 'start' : x > WIDTH - NEAR ? 'end' : 'middle')

/** Columns side by side to one scale, with the height of the highest in words; undefined where there is nothing to draw. */
export const drawColumns = (columns: Column[], peakWords: (most: number) => string): ColumnsView | undefined => {
  const most = Math.max(0, ...columns.map(({ value }) => value))
  if (most === 0) return undefined

  const step = WIDTH / columns.length
  const round = (value: number) => Math.round(value * 10) / 10
  const middle = (index: number) => round((index + 0.5) * step)
  const base = PEAK + PLOT
  const highest = middle(columns.findIndex(({ value }) => value === most))
  const placed = columns.map(({ value, words }, index) => {
    const height = value === 0 ? 0 : Math.max(1.5, round((value / most) * PLOT))
    return { x: round((index + SPARE / 2) * step), y: base - height, width: round(step * (1 - SPARE)), height, words }
  })
  return {
    width: WIDTH,
    height: base + AXIS,
    base,
    columns: placed.filter(({ height }) => height > 0),
    ticks: columns.flatMap(({ tick }, index) =>
      tick ? [{ x: middle(index), y: base + AXIS - 5, anchor: anchorAt(middle(index)), text: tick }] : [],
    ),
    peak: { x: highest, y: PEAK - 6, anchor: anchorAt(highest), text: peakWords(most) },
  }
}
