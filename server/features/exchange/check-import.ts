import { sql } from 'kysely'
import { binaryBytes, binarySmallints } from '../../db/binary-arrays.ts'
import type { Db } from '../../db/index.ts'
import type { MessageKey } from '../../i18n/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { type ImportedSupporter, slotOf } from '../signatures/index.ts'
import { openRecords } from './import-file.ts'
import { checkRow, type ImportSettings } from './import-rows.ts'
import type { CsvRecord } from './read-csv.ts'

/** How many bad rows are told of by line; the rest are counted. */
const TOLD = 100
const BATCH = 250

export interface BadRow {
  line: number
  errors: MessageKey[]
}

export interface ImportCheck {
  good: number
  /** Of the good ones, who has signed already. */
  known: number
  twice: number
  badCount: number
  bad: BadRow[]
}

/** A campaign as far as rows are judged by it. */
export interface ImportCampaign extends SealedCampaign {
  country: string
}

interface GoodRow {
  line: number
  supporter: ImportedSupporter
  addressKey: Buffer
}

/**
 * Goes through a file's rows as the import would: gives each that can be taken to `take`, in batches, and a summary.
 * The second row of a mailbox is left out. Throws CsvFault where the file cannot be read.
 */
export const goThrough = async (
  vault: Vault,
  campaign: ImportCampaign,
  records: AsyncIterable<CsvRecord>,
  settings: ImportSettings,
  take: (rows: GoodRow[]) => Promise<void>,
): Promise<Omit<ImportCheck, 'known'>> => {
  const check = { good: 0, twice: 0, badCount: 0, bad: [] as BadRow[] }
  const seen = new Set<string>()
  const batch: GoodRow[] = []
  let first = true
  for await (const { line, cells } of records) {
    const heading = first && settings.header
    first = false
    if (heading) continue
    const row = checkRow(cells, settings, campaign.country)
    if (!row.ok) {
      check.badCount++
      if (check.bad.length < TOLD) check.bad.push({ line, errors: row.errors })
      continue
    }
    const addressKey = vault.addressKey(campaign.id, row.supporter.email)
    const mark = addressKey.toString('latin1')
    if (seen.has(mark)) {
      check.twice++
      continue
    }
    seen.add(mark)
    check.good++
    batch.push({ line, supporter: row.supporter, addressKey })
    if (batch.length === BATCH) await take(batch.splice(0))
  }
  if (batch.length > 0) await take(batch)
  return check
}

const countKnown = async (db: Db, campaignId: string, keys: Buffer[]): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) from unnest(${binarySmallints(keys.map(slotOf))}::smallint[], ${binaryBytes(keys)}::bytea[])
      as wanted (slot, address_key)
    join signatures using (slot, address_key) where campaign_id = ${campaignId}::uuid
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** What an import of its file would do; nothing is written. */
export const checkImport = async (
  db: Db,
  vault: Vault,
  campaign: ImportCampaign,
  id: string,
  settings: ImportSettings,
): Promise<ImportCheck> => {
  let known = 0
  const records = openRecords(db, vault, { id, campaign }, settings)
  const check = await goThrough(vault, campaign, records, settings, async (rows) => {
    known += await countKnown(
      db,
      campaign.id,
      rows.map(({ addressKey }) => addressKey),
    )
  })
  return { ...check, known, good: check.good - known }
}
