import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { FieldError } from '../../web/form.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { beginReceiving, dropReceived, firstRows, keepPieces, openText } from './import-file.ts'
import { guessColumns, type ImportSettings } from './import-rows.ts'
import { CsvFault, detectSeparator, type Encoding } from './read-csv.ts'

/** A file as it comes with a form. */
interface Uploaded {
  file: AsyncIterable<Buffer> & { truncated: boolean }
}

interface Receiving {
  campaign: SealedCampaign & { country: string }
  account: string
  now: Date
  locale: Locale
}

export type Received = { ok: true; id: string } | { ok: false; error: FieldError }

type Read = { ok: true; settings: ImportSettings } | { ok: false; error: FieldError }

const refuse = (message: FieldError['message'], values: FieldError['values'] = {}) => ({
  ok: false as const,
  error: { field: 'file', message, values },
})

/**
 * Takes a file in as it comes, sealed, and looks at its first rows; then it waits until somebody has said what its
 * columns mean. Whether all of it can be read is for the check to say. Gives the import's id.
 */
export const receiveUpload = async (
  db: Db,
  vault: Vault,
  uploaded: Uploaded | undefined,
  receiving: Receiving,
): Promise<Received> => {
  if (!uploaded) return refuse('exchange.errors.fileMissing')
  const id = await beginReceiving(db, receiving)
  try {
    const encoding = await keepPieces(db, vault, { id, ...receiving }, uploaded.file)
    if (encoding === 'empty') return refuse('exchange.errors.fileMissing')
    if (uploaded.file.truncated) return refuse('exchange.errors.fileLarge')
    if (encoding === undefined) return refuse('exchange.errors.fileNoText')
    const read = await sniff(db, vault, id, encoding, receiving)
    if (!read.ok) return read
    await db
      .updateTable('signature_imports')
      .set({ state: 'uploaded', settings: JSON.stringify(read.settings) })
      .where('id', '=', id)
      .execute()
    return { ok: true, id }
  } finally {
    await dropReceived(db, id)
  }
}

const sniff = async (
  db: Db,
  vault: Vault,
  id: string,
  encoding: Encoding,
  { campaign, locale }: Receiving,
): Promise<Read> => {
  const file = { id, campaign }
  const beginning = await openText(db, vault, file, encoding).next()
  const separator = detectSeparator(beginning.value ?? '')
  try {
    const [names] = await firstRows(db, vault, file, { encoding, separator })
    if (!names) return refuse('exchange.errors.fileEmpty')
    const columns = guessColumns(names)
    const header = columns.some((field) => field !== null)
    const { country } = campaign
    return { ok: true, settings: { encoding, separator, header, columns, country, locale, mapped: false } }
  } catch (error) {
    if (error instanceof CsvFault) return refuse('exchange.errors.quote', { line: error.line })
    throw error
  }
}
