import type { FieldError } from '../../web/form.ts'
import { CsvFault, decodeText, detectSeparator, MAX_ROWS, readRecords } from './read-csv.ts'

/** A file as it comes with a form. */
interface Uploaded {
  toBuffer(): Promise<Buffer>
  file: { truncated: boolean }
}

export type ReadUpload =
  | { ok: true; file: { text: string; separator: string; names: string[] } }
  | { ok: false; error: FieldError }

const SAMPLES = 4

const refuse = (message: FieldError['message'], values: FieldError['values'] = {}): ReadUpload => ({
  ok: false,
  error: { field: 'file', message, values },
})

/** Reads a file to its end once, so that whatever keeps it from being read is told at once and by line. */
export const readUpload = async (uploaded: Uploaded | undefined): Promise<ReadUpload> => {
  const bytes = await uploaded?.toBuffer()
  if (!uploaded || !bytes || bytes.length === 0) return refuse('exchange.errors.fileMissing')
  if (uploaded.file.truncated) return refuse('exchange.errors.fileLarge')
  const text = decodeText(bytes)
  if (text === undefined) return refuse('exchange.errors.fileNoText')
  const separator = detectSeparator(text)
  let rows = 0
  let names: string[] = []
  try {
    for await (const { cells } of readRecords(text, separator)) {
      if (rows === 0) names = cells
      if (++rows > MAX_ROWS + 1) return refuse('exchange.errors.fileRows')
    }
  } catch (error) {
    if (error instanceof CsvFault) return refuse('exchange.errors.quote', { line: error.line })
    throw error
  }
  return rows === 0 ? refuse('exchange.errors.fileEmpty') : { ok: true, file: { text, separator, names } }
}

/** The beginning of a file, to be shown beside the question what its columns mean. */
export const firstRows = async (text: string, separator: string): Promise<string[][]> => {
  const rows: string[][] = []
  for await (const { cells } of readRecords(text, separator)) {
    rows.push(cells)
    if (rows.length > SAMPLES) break
  }
  return rows
}
