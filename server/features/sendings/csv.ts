export type Cell = string | number | null

/** What a spreadsheet could take for a formula, also behind spaces or in full-width signs (OWASP, CSV injection). */
const formula = /^[\s\p{Cf}\p{Z}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/u

/** Control characters other than tabs and line breaks, by which programs end or split a cell. */
const controls = /(?![\t\r\n])\p{Cc}/gu

/**
 * A table as CSV: UTF-8 with a byte order mark, for spreadsheets; CRLF between records and every text in quotation
 * marks, doubled within (RFC 4180); null is an empty field. A text that a spreadsheet could run as a formula gets an
 * apostrophe before it, by which they show it as it is.
 */
export const writeCsv = (rows: Cell[][]): string => `${CSV_START}${rows.map(csvLine).join('')}`

export const CSV_START = '\ufeff'

/** One record of such a table, for those that are written piece by piece. */
export const csvLine = (row: Cell[]): string => `${row.map(writeCell).join(',')}\r\n`

const writeCell = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = cell.replace(controls, '')
  const harmless = formula.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
