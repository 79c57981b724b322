import type { Db } from '../../db/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { findCounts } from '../signatures/index.ts'
import { afterKey, readAfter, type Tab } from './forms.ts'
import { answerItem, commentItem, correctionItem, heldItem, type ReaderOf } from './items.ts'
import type { ItemView } from './pages.ts'
import {
  COUNTED,
  type CorrectionScope,
  countAnswers,
  countComments,
  countCorrections,
  listAnswers,
  listComments,
  listCorrectionsIn,
  listHeldSignatures,
} from './queries.ts'

const PAGE = 30

/** A page of the queue; next: where the one after it begins, empty where there is none. */
export interface QueuePart {
  items: ItemView[]
  next: string
}

/** Cuts the one more that was asked for, and says where the next page begins. */
const partOf = <Row>(rows: Row[], item: (row: Row) => ItemView, key: (row: Row) => string): QueuePart => {
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return { items: shown.map(item), next: last && rows.length > PAGE ? key(last) : '' }
}

interface Reader extends ReaderOf {
  db: Db
  vault: Vault
}

type Place = SealedCampaign & { slug: string }

/** What waits in a campaign under one tab, from where the address says. */
export const readQueue = async (
  { db, vault, locale, timeZone }: Reader,
  campaign: Place,
  tab: Tab,
  from: string | undefined,
): Promise<QueuePart> => {
  const after = readAfter(from)
  const reading = { vault, campaign, locale, timeZone }
  switch (tab) {
    case 'comments':
      return partOf(
        await listComments(db, campaign.id, after, PAGE + 1),
        (row) => commentItem(reading, row),
        (row) => afterKey(row.confirmed_at ?? row.created_at, row.id),
      )
    case 'held':
      return partOf(
        await listHeldSignatures(db, campaign.id, after, PAGE + 1),
        (row) => heldItem(reading, row),
        (row) => afterKey(row.created_at, row.id),
      )
    case 'corrections':
      return readCorrections({ db, locale, timeZone }, { campaign: campaign.id }, from)
    case 'answers':
      return partOf(
        await listAnswers(db, campaign.id, after, PAGE + 1),
        (row) => answerItem(locale, campaign.slug, row),
        (row) => afterKey(row.created_at, row.id),
      )
  }
}

/** Corrections that wait in a campaign or for a whole team. */
export const readCorrections = async (
  { db, locale, timeZone }: Omit<Reader, 'vault'>,
  scope: CorrectionScope,
  from: string | undefined,
): Promise<QueuePart> =>
  partOf(
    await listCorrectionsIn(db, scope, readAfter(from)?.id ?? null, PAGE + 1),
    (row) => correctionItem({ locale, timeZone }, row),
    (row) => afterKey(row.created_at, row.id),
  )

/** How much waits under each tab, counted no further than COUNTED; held signatures by the counters. */
export const countQueue = async (db: Db, campaignId: string): Promise<Record<Tab, number>> => {
  const [comments, { held }, corrections, answers] = await Promise.all([
    countComments(db, campaignId),
    findCounts(db, campaignId),
    countCorrections(db, { campaign: campaignId }),
    countAnswers(db, campaignId),
  ])
  return { comments, held, corrections, answers }
}

export const isMany = (tab: Tab, count: number) => tab !== 'held' && count >= COUNTED
