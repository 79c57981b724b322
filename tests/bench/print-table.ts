const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const inWords = (value: unknown): string =>
  isObject(value)
    ? Object.entries(value)
        .map(([name, part]) => (isObject(part) ? `${name}: ${inWords(part)}` : `${name} ${part}`))
        .join(', ')
    : String(value ?? '')

const rowOf = ([name, figure]: [string, object]): string[] => {
  if (!isObject(figure) || name === 'machine') return [name, inWords(figure)]
  if (figure.not_measured) return [name, 'not measured', '', String(figure.not_measured)]
  const value = figure.ratio ?? `${figure.value} ${figure.unit}`
  return [name, String(value), String(figure.target ?? ''), inWords(figure.terms), inWords(figure.notes)]
}

/** The figures as lines of text: name, value, target, terms, notes. */
export const printTable = (figures: Record<string, object>): string => {
  const rows = [['figure', 'value', 'target', 'terms', 'notes'], ...Object.entries(figures).map(rowOf)]
  const measured = rows.filter(([name]) => name !== 'machine')
  const widths = [0, 1, 2, 3].map((column) => Math.max(...measured.map((row) => row[column]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
