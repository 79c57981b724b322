import type { MessageKey, MessageValues } from '../../i18n/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { sealRow } from './import-file.ts'
import { checkRow, type ImportSettings } from './import-rows.ts'
import type { CsvRecord } from './read-csv.ts'

/** How many bad rows are told of by line; the rest are counted. */
const TOLD = 100
const SLICE = 250

export interface BadRow {
  line: number
  errors: MessageKey[]
}

/** What an import would do, as far as its file has been gone through. */
export interface ImportCheck {
  /** All that are in the file, good or bad. */
  rows: number
  good: number
  /** Who would be added but has signed already. */
  known: number
  twice: number
  badCount: number
  bad: BadRow[]
  /** Why the file cannot be read; null where it can. */
  fault: { message: MessageKey; values: MessageValues } | null
}

/** A campaign as far as rows are judged by it. */
export interface ImportCampaign extends SealedCampaign {
  country: string
}

export interface GoodRow {
  line: number
  /** The supporter, as the row waits to be taken in. */
  sealed: Buffer
  addressKey: Buffer
}

interface Slice {
  good: GoodRow[]
  bad: BadRow[]
  twice: number
}

/**
 * Goes through a file's rows as the import will: gives them in slices, each row held to the rules. The second row of a
 * mailbox is left out. Throws CsvFault where the file cannot be read.
 */
export async function* goThrough(
  vault: Vault,
  { id, campaign }: { id: string; campaign: ImportCampaign },
  records: AsyncIterable<CsvRecord>,
  settings: ImportSettings,
): AsyncGenerator<Slice> {
  const seen = new Set<string>()
  let slice: Slice = { good: [], bad: [], twice: 0 }
  let heading = settings.header
  for await (const { line, cells } of records) {
    if (heading) {
      heading = false
      continue
    }
    const row = checkRow(cells, settings, campaign.country)
    if (row.ok) {
      const addressKey = vault.addressKey(campaign.id, row.supporter.email)
      const mark = addressKey.toString('latin1')
      if (seen.has(mark)) slice.twice++
      else
        slice.good.push({ line, sealed: sealRow(vault, campaign, id, { line, supporter: row.supporter }), addressKey })
      seen.add(mark)
    } else slice.bad.push({ line, errors: row.errors })
    if (slice.good.length + slice.bad.length + slice.twice < SLICE) continue
    yield slice
    slice = { good: [], bad: [], twice: 0 }
  }
  yield slice
}

/** What is known after one more slice; known: how many of its good rows have signed already. */
export const withSlice = (check: ImportCheck, { good, bad, twice }: Slice, known: number): ImportCheck => ({
  ...check,
  good: check.good + good.length - known,
  known: check.known + known,
  twice: check.twice + twice,
  badCount: check.badCount + bad.length,
  bad: [...check.bad, ...bad].slice(0, TOLD),
})

/** How many rows have been gone through. */
export const doneOf = ({ good, known, twice, badCount }: ImportCheck): number => good + known + twice + badCount
