import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'

export const MAX_FILE_BYTES = 5 * 1024 * 1024
export const MAX_ROWS = 50_000
const MAX_RECORD = 100_000
const PIECE = 64 * 1024
const ROWS_A_TURN = 200

/** The file cannot be read from this line on: a quotation mark is out of place. */
export class CsvFault extends Error {
  readonly line: number

  constructor(line: number) {
    super(`A quotation mark is out of place in line ${line}`)
    this.line = line
  }
}

/** The file as text, its lines ended alike: Unicode where its bytes are that, else Windows-1251; undefined for what is no text. */
export const decodeText = (bytes: Buffer): string | undefined => {
  const [first, second] = bytes
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined
  const text = decodeAs(wide ?? 'utf-8', bytes) ?? (wide ? undefined : decodeAs('windows-1251', bytes))
  return text === undefined || text.includes('\0') ? undefined : text.replace(/\r\n?/g, '\n')
}

const decodeAs = (encoding: string, bytes: Buffer) => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const separators = [',', ';', '\t'] as const

/** What stands between the fields: what is the most frequent in the first line, quoted parts left out. */
export const detectSeparator = (text: string): string => {
  const line =
    text
      .slice(0, PIECE)
      .replace(/"[^"]*"/g, '')
      .split('\n', 1)[0] ?? ''
  const [most] = [...separators].sort((a, b) => line.split(b).length - line.split(a).length)
  return most ?? ','
}

function* piecesOf(text: string) {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE)
}

export interface CsvRecord {
  /** Where it begins in the file, from 1. */
  line: number
  cells: string[]
}

const breaksIn = (cells: string[]) => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

/** The records of a file one by one (RFC 4180), leaving others their turn; throws CsvFault where it cannot be read. */
export async function* readRecords(text: string, separator: string): AsyncGenerator<CsvRecord> {
  const parser = Readable.from(piecesOf(text)).pipe(
    parse({
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAX_RECORD,
      info: true,
    }),
  )
  let count = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines - breaksIn(record), cells: record }
      if (++count % ROWS_A_TURN === 0) await turn()
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvFault(parser.info.lines)
    throw error
  }
}
