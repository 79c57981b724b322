import type { ExportFormat, ExportPurpose } from '../../db/exchange-tables.ts'
import { type Db, newId } from '../../db/index.ts'
import { countryName, type Locale, translator } from '../../i18n/index.ts'
import { recordAct } from '../accounts/index.ts'
import { campaignFiles, exportCampaign, pictureFiles } from '../campaigns/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import type { Cell } from '../sendings/index.ts'
import { findCounts, firstNameAndInitial, openPerson } from '../signatures/index.ts'
import { countAgreed, countShown, listAgreed, listShown } from './queries.ts'
import { statisticsRows } from './statistics.ts'

export interface Wanted {
  purpose: ExportPurpose
  format: ExportFormat
  reason: string
}

interface Exporting {
  db: Db
  vault: Vault
  locale: Locale
  campaign: SealedCampaign & { slug: string }
  now: Date
}

/** What leaves: a table in batches, or files; and how many rows, counted beforehand. */
export type Leaving =
  | { rows: number; batches: AsyncIterable<Cell[][]> }
  | { rows: number; files: Map<string, string | Buffer> }

/** Gets ready what is to leave for a purpose; nothing has been read of people yet but their number. */
export const prepareExport = async (exporting: Exporting, purpose: ExportPurpose): Promise<Leaving> => {
  const { db, locale, campaign, now } = exporting
  switch (purpose) {
    case 'addressee': {
      const rows = await countShown(db, campaign.id, now)
      const { confirmed } = await findCounts(db, campaign.id)
      return { rows, batches: forAddressee(exporting, Math.max(0, confirmed - rows)) }
    }
    case 'news':
      return { rows: await countAgreed(db, campaign.id), batches: forNews(exporting) }
    case 'statistics': {
      const table = await statisticsRows(db, locale, campaign.id)
      return { rows: table.length - 1, batches: atOnce(table) }
    }
    case 'folder': {
      const folder = await exportCampaign(db, campaign.slug)
      const files = new Map<string, string | Buffer>(folder ? [...campaignFiles(folder), ...pictureFiles(folder)] : [])
      return { rows: files.size, files }
    }
  }
}

async function* atOnce(rows: Cell[][]) {
  yield rows
}

/** Names as their owners let them be shown, in the order of signing; of those who are hidden only the number. */
async function* forAddressee({ db, vault, locale, campaign, now }: Exporting, hidden: number) {
  const t = translator(locale)
  const heading = ['number', 'name', 'country', 'day'] as const
  yield [heading.map((column) => t(`exchange.columns.${column}`))]
  let number = 0
  for await (const rows of listShown(db, campaign.id, now)) {
    yield rows.map(({ address_key, sealed, visibility, country, confirmed_at }): Cell[] => {
      const { name } = openPerson(vault, campaign, address_key, sealed)
      const shown = visibility === 'full' ? name : firstNameAndInitial(name)
      return [++number, shown, countryName(locale, country), confirmed_at?.toISOString().slice(0, 10) ?? null]
    })
  }
  if (hidden > 0) yield [[null, t('exchange.columns.hidden', { count: hidden }), null, null]]
}

/** Addresses of those who agreed to news, and of nobody else. */
async function* forNews({ db, vault, locale, campaign }: Exporting) {
  const t = translator(locale)
  const heading = ['email', 'name', 'language'] as const
  yield [heading.map((column) => t(`exchange.columns.${column}`))]
  for await (const rows of listAgreed(db, campaign.id)) {
    yield rows.map((row): Cell[] => {
      const { name, email } = openPerson(vault, campaign, row.address_key, row.sealed)
      return [email, name, row.locale]
    })
  }
}

/** Writes down who takes what and why, before the first byte leaves. Gives the export's id. */
export const recordExport = (
  db: Db,
  campaignId: string,
  { purpose, format, reason }: Wanted,
  rows: number,
  by: { team: string; account: string; now: Date },
): Promise<string> =>
  db.transaction().execute(async (trx) => {
    const id = newId()
    await trx
      .insertInto('exports')
      .values({
        id,
        campaign_id: campaignId,
        exported_by: by.account,
        purpose,
        format,
        reason,
        rows,
        created_at: by.now,
      })
      .execute()
    const details = { purpose, format, rows, reason }
    await recordAct(trx, { team: by.team, account: by.account, campaign: campaignId, act: 'exported', details })
    return id
  })

/** Notes that the last byte has left. */
export const finishExport = async (db: Db, id: string, now: Date): Promise<void> => {
  await db.updateTable('exports').set({ finished_at: now }).where('id', '=', id).execute()
}
