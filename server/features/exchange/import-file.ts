import { type Db, newId } from '../../db/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import type { ImportSettings } from './import-rows.ts'
import { type CsvRecord, decodePieces, type Encoding, EncodingFinder, readRecords } from './read-csv.ts'

const PIECE = 64 * 1024

/** A piece's seal belongs to its import and place. */
const pieceContext = (importId: string, number: number) =>
  Buffer.concat([uuidBytes(importId), Buffer.from(`piece ${number}`)])

interface FileFacts {
  id: string
  campaign: SealedCampaign
}

/**
 * Keeps a file as it comes, in sealed pieces, never more than one of them in memory. Gives how its text is encoded;
 * undefined where it is no text, 'empty' where nothing came.
 */
export const keepPieces = async (
  db: Db,
  vault: Vault,
  { id, campaign }: FileFacts,
  bytes: AsyncIterable<Buffer>,
): Promise<Encoding | 'empty' | undefined> => {
  const finder = new EncodingFinder()
  let waiting: Buffer[] = []
  let number = 0
  const keep = async () => {
    const piece = Buffer.concat(waiting)
    waiting = []
    if (piece.length === 0) return
    finder.take(piece)
    const sealed = vault.seal(campaign, piece.toString('latin1'), pieceContext(id, number))
    await db.insertInto('import_pieces').values({ import_id: id, number, sealed }).execute()
    number++
  }
  for await (const part of bytes) {
    waiting.push(part)
    if (waiting.reduce((sum, { length }) => sum + length, 0) >= PIECE) await keep()
  }
  await keep()
  return number === 0 ? 'empty' : finder.end()
}

/** The text of a kept file, piece by piece; nothing where it has been taken in or thrown away. */
export async function* openText(db: Db, vault: Vault, { id, campaign }: FileFacts, encoding: Encoding) {
  const pieces = async function* () {
    for (let number = 0; ; number++) {
      const piece = await db
        .selectFrom('import_pieces')
        .select('sealed')
        .where('import_id', '=', id)
        .where('number', '=', number)
        .executeTakeFirst()
      if (!piece) return
      yield Buffer.from(vault.open(campaign, piece.sealed, pieceContext(id, number)), 'latin1')
    }
  }
  yield* decodePieces(pieces(), encoding)
}

/** The records of a kept file. */
export const openRecords = (
  db: Db,
  vault: Vault,
  file: FileFacts,
  { encoding, separator }: Pick<ImportSettings, 'encoding' | 'separator'>,
): AsyncGenerator<CsvRecord> => readRecords(openText(db, vault, file, encoding), separator)

const SAMPLES = 4

/** The beginning of a file, to be shown beside the question what its columns mean. */
export const firstRows = async (records: AsyncIterable<CsvRecord>): Promise<string[][]> => {
  const rows: string[][] = []
  for await (const { cells } of records) {
    rows.push(cells)
    if (rows.length > SAMPLES) break
  }
  return rows
}

/** The import that a file is being received for; it is nowhere to be seen before all of it is there. */
export const beginReceiving = async (
  db: Db,
  { campaign, account, now }: { campaign: SealedCampaign; account: string; now: Date },
): Promise<string> => {
  const id = newId()
  await db
    .insertInto('signature_imports')
    .values({
      id,
      campaign_id: campaign.id,
      imported_by: account,
      state: 'receiving',
      settings: JSON.stringify({}),
      created_at: now,
    })
    .execute()
  return id
}

/** What did not come whole, or cannot be read. */
export const dropReceived = (db: Db, id: string) =>
  db.deleteFrom('signature_imports').where('id', '=', id).where('state', '=', 'receiving').execute()
