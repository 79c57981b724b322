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

/** Groups of bars one under another, all to one scale; undefined where there is nothing to draw. */
export const drawChart = (groups: { name: string; bars: Bar[] }[]): ChartView | undefined => {
  const most = Math.max(0, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value)))
  if (most === 0) return undefined

  let y = 0
  const placed = groups.map(({ name, bars }) => {
    const lines = breakLines(name).map((text, index) => ({ x: 0, y: y + LINE * (index + 1) - 4, text }))
    const top = y + lines.length * LINE + 4
    y = top + bars.length * STEP + GAP
    return { name: lines, bars: bars.map((bar, index) => placeBar(bar, top + index * STEP, most)) }
  })
  return { width: WIDTH, height: y - GAP, groups: placed }
}

const placeBar = ({ fill, words, value }: Bar, y: number, most: number) => {
  const width = Math.max(2, Math.round((value / most) * LONGEST))
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
