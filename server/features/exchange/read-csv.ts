import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { TextDecoder } from 'node:util'
import { CsvError, parse } from 'csv-parse'

export const MAX_FILE_BYTES = 5 * 1024 * 1024
export const MAX_ROWS = 50_000
const MAX_RECORD = 100_000
/** So much is parsed at once, and so long is worked on end: then others have their turn. */
const PIECE = 4 * 1024
const SLICE_MS = 2

/** The file cannot be read from this line on: a quotation mark is out of place. */
export class CsvFault extends Error {
  readonly line: number

  constructor(line: number) {
    super(`A quotation mark is out of place in line ${line}`)
    this.line = line
  }
}

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251'] as const
export type Encoding = (typeof encodings)[number]

/** Finds how a file's text is encoded while its bytes come: Unicode where they are that, else Windows-1251. */
export class EncodingFinder {
  #encoding: Encoding | undefined
  #strict: TextDecoder | undefined
  #text = true

  /** The bytes that come next; the first time two at least, where the file has two. */
  take(bytes: Buffer): void {
    if (!this.#strict) {
      const [first, second] = bytes
      this.#encoding =
        first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
      this.#strict = new TextDecoder(this.#encoding, { fatal: true })
    }
    if (this.#encoding === 'windows-1251') this.#text &&= !bytes.includes(0)
    else this.#decode(this.#strict, bytes)
  }

  /** Undefined where the bytes are no text. */
  end(): Encoding | undefined {
    if (this.#strict && this.#encoding !== 'windows-1251') this.#decode(this.#strict)
    return this.#text ? this.#encoding : undefined
  }

  #decode(strict: TextDecoder, bytes?: Buffer) {
    try {
      const text = bytes ? strict.decode(bytes, { stream: true }) : strict.decode()
      this.#text &&= !text.includes('\0')
    } catch {
      this.#text &&= this.#encoding === 'utf-8' && !bytes?.includes(0)
      this.#encoding = 'windows-1251'
    }
  }
}

/** A file's text piece by piece, its lines ended alike. */
export async function* decodePieces(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  const alike = (text: string) => text.replace(/\r\n?/g, '\n')
  // What ends one piece may be half of what ends a line.
  let held = ''
  for await (const piece of pieces) {
    const text = held + decoder.decode(piece, { stream: true })
    held = text.endsWith('\r') ? '\r' : ''
    yield alike(text.slice(0, text.length - held.length))
  }
  yield alike(held + decoder.decode())
}

const separators = [',', ';', '\t'] as const

/** What stands between the fields: what is the most frequent in the first line, quoted parts left out. */
export const detectSeparator = (beginning: string): string => {
  const line = beginning.replace(/"[^"]*"/g, '').split('\n', 1)[0] ?? ''
  const [most] = [...separators].sort((a, b) => line.split(b).length - line.split(a).length)
  return most ?? ','
}

export interface CsvRecord {
  /** Where it begins in the file, from 1. */
  line: number
  cells: string[]
}

const breaksIn = (cells: string[]) => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

type Pieces = AsyncIterable<string> | Iterable<string>

async function* cutUp(pieces: Pieces) {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PIECE) yield piece.slice(at, at + PIECE)
  }
}

/**
 * The records of a file one by one (RFC 4180), no more of it in memory than a few pieces, leaving others their turn
 * whatever is done with each; throws CsvFault where it cannot be read.
 */
export async function* readRecords(pieces: Pieces, separator: string): AsyncGenerator<CsvRecord> {
  const parser = Readable.from(cutUp(pieces), { highWaterMark: 1 }).pipe(
    parse({
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAX_RECORD,
      info: true,
    }),
  )
  let since = performance.now()
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines - breaksIn(record), cells: record }
      if (performance.now() - since < SLICE_MS) continue
      await turn()
      since = performance.now()
    }
  } catch (error) {
    if (error instanceof CsvError) throw new CsvFault(parser.info.lines)
    throw error
  }
}
