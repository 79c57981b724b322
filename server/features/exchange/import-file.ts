import { type Db, newId } from '../../db/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import type { ImportedSupporter } from '../signatures/index.ts'
import type { ImportSettings } from './import-rows.ts'
import { decodePieces, type Encoding, EncodingFinder, readRecords } from './read-csv.ts'

const PIECE = 64 * 1024

/** A piece's seal belongs to its import and place. */
const pieceContext = (importId: string, number: number) =>
  Buffer.concat([uuidBytes(importId), Buffer.from(`piece ${number}`)])

/** A row's seal belongs to its import and line. */
const rowContext = (importId: string, line: number) => Buffer.concat([uuidBytes(importId), Buffer.from(String(line))])

/** A row as it waits to be taken in. */
export const sealRow = (
  vault: Vault,
  campaign: SealedCampaign,
  importId: string,
  { line, supporter }: { line: number; supporter: ImportedSupporter },
): Buffer => vault.seal(campaign, JSON.stringify(supporter), rowContext(importId, line))

export const openRow = (
  vault: Vault,
  campaign: SealedCampaign,
  importId: string,
  { line, sealed }: { line: number; sealed: Buffer },
): ImportedSupporter => JSON.parse(vault.open(campaign, sealed, rowContext(importId, line))) as ImportedSupporter

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

/** The text of a kept file, or of its first pieces; nothing where it has been taken in or thrown away. */
export async function* openText(
  db: Db,
  vault: Vault,
  { id, campaign }: FileFacts,
  encoding: Encoding,
  limit = Number.POSITIVE_INFINITY,
) {
  const pieces = async function* () {
    for (let number = 0; number < limit; number++) {
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

type Reading = Pick<ImportSettings, 'encoding' | 'separator'>

/** The records of a kept file. */
export const openRecords = (db: Db, vault: Vault, file: FileFacts, { encoding, separator }: Reading) =>
  readRecords(openText(db, vault, file, encoding), separator)

const SAMPLES = 4
/** The first rows are looked for in so many pieces, which hold even the longest; never in the whole of a file. */
const BEGINNING = 10

/** The first rows of a file, to be shown beside the question what its columns mean. Throws CsvFault. */
export const firstRows = async (db: Db, vault: Vault, file: FileFacts, { encoding, separator }: Reading) => {
  const rows: string[][] = []
  for await (const { cells } of readRecords(openText(db, vault, file, encoding, BEGINNING), separator)) {
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
