import { sql } from 'kysely'
import { type Db, inTransaction, newId } from '../../db/index.ts'
import type { ChannelKind } from '../../db/schema.ts'
import { fitsKind } from './office-shape.ts'
import { lockOffices, raiseCampaigns } from './save-office.ts'

/** How many may wait for one office, so that nobody can bury an editor, or what others have found. */
const MAX_WAITING = 20

/** What a reader proposes. With an address: for the channel of that id, or for a new one of that kind. */
export interface Proposal {
  about: string
  channelId: string | null
  kind: ChannelKind | null
  address: string | null
  sourceUrl: string | null
}

/** Keeps a proposal for an editor; false where as many as can be looked through wait for this office already. */
export const proposeCorrection = (db: Db, officeId: string, proposal: Proposal): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    // One at a time for an office, so that the count is exact.
    await transaction.selectFrom('offices').select('id').where('id', '=', officeId).forUpdate().execute()
    const { waiting } = await transaction
      .selectFrom('corrections')
      .select((row) => row.fn.countAll<number>().as('waiting'))
      .where('office_id', '=', officeId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    if (waiting >= MAX_WAITING) return false

    const { about, channelId: channel_id, kind, address, sourceUrl: source_url } = proposal
    await transaction
      .insertInto('corrections')
      .values({ id: newId(), office_id: officeId, about, channel_id, kind, address, source_url })
      .execute()
    return true
  })

/** Corrections that wait, the oldest first, each with its office and the channel that it is about. */
export const listCorrections = async (db: Db) => {
  const rows = await db
    .selectFrom('corrections')
    .innerJoin('offices', 'offices.id', 'office_id')
    .leftJoin('channels', 'channels.id', 'channel_id')
    .select(['corrections.id', 'offices.slug as office', 'about', 'corrections.kind', 'corrections.address'])
    .select(['source_url', 'channels.kind as channelKind', 'channels.address as channelAddress'])
    .where('corrections.state', '=', 'waiting')
    .orderBy('corrections.id')
    .execute()
  return rows.map(({ channelKind, channelAddress, ...row }) => ({
    ...row,
    channel: channelKind && channelAddress ? { kind: channelKind, address: channelAddress } : null,
  }))
}

export interface Accepted {
  office: string
  /** The address that was put in place; null where the correction proposes none. */
  applied: { kind: ChannelKind; address: string } | null
}

/**
 * Accepts a waiting correction. An address that it proposes takes the place of the channel's in both languages, or
 * becomes a new last channel; it counts as working and as checked today, and stays where files that do not know of it
 * are imported (`keepCorrections`). Undefined, with nothing changed, where there is no such correction, its channel is
 * gone, or the address does not fit the channel's kind.
 */
export const acceptCorrection = (db: Db, id: string, now: Date): Promise<Accepted | undefined> =>
  inTransaction(db, (transaction) => accept(transaction, id, now))

const accept = async (transaction: Db, id: string, now: Date): Promise<Accepted | undefined> => {
  await lockOffices(transaction)
  const found = await transaction
    .selectFrom('corrections')
    .innerJoin('offices', 'offices.id', 'office_id')
    .select(['office_id', 'offices.slug', 'channel_id', 'kind', 'address', 'source_url'])
    .where(isId(id))
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
  if (!found) return undefined
  const { slug: office, address } = found
  const applied = address === null ? null : await applyAddress(transaction, { ...found, address }, now)
  if (applied === undefined) return undefined

  await transaction
    .updateTable('corrections')
    .set({ state: 'accepted', decided_at: now, ...applied })
    .where('id', '=', id)
    .execute()
  await raiseCampaigns(transaction, [found.office_id])
  return { office, applied: applied === null || address === null ? null : { kind: applied.kind, address } }
}

/** A refused correction waits again; false where there is none. */
export const reopenCorrection = async (db: Db, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('corrections')
    .set({ state: 'waiting', decided_at: null })
    .where(isId(id))
    .where('state', '=', 'refused')
    .executeTakeFirst()
  return numUpdatedRows > 0
}

/** False where no such correction waits. */
export const refuseCorrection = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('corrections')
    .set({ state: 'refused', decided_at: now })
    .where(isId(id))
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return numUpdatedRows > 0
}

/** An id that is none finds nothing. */
const isId = (id: string) => sql<boolean>`corrections.id::text = ${id}`

interface NewAddress {
  office_id: string
  channel_id: string | null
  kind: ChannelKind | null
  address: string
  source_url: string | null
}

/** The kind of the channel that has the address now, with what stood there; undefined where it cannot have it. */
const applyAddress = async (db: Db, { office_id, channel_id, kind, address, source_url }: NewAddress, now: Date) => {
  const both = JSON.stringify({ en: address, ru: address })
  const checked = { checked_on: now.toISOString().slice(0, 10), ...(source_url === null ? {} : { source: source_url }) }
  const channels = await db
    .selectFrom('channels')
    .select(['id', 'kind', 'position', 'address'])
    .where('office_id', '=', office_id)
    .orderBy('position')
    .execute()
  if (channel_id !== null) {
    const channel = channels.find(({ id }) => id === channel_id)
    if (!channel || !fitsKind(channel.kind, address)) return undefined
    await db
      .updateTable('channels')
      .set({ address: both, state: 'working', ...checked })
      .where('id', '=', channel_id)
      .execute()
    return { kind: channel.kind, replaced: JSON.stringify(channel.address) }
  }
  if (kind === null || !fitsKind(kind, address)) return undefined
  const position = (channels.at(-1)?.position ?? -1) + 1
  await db
    .insertInto('channels')
    .values({ ...plainRules, ...checked, id: newId(), office_id, position, kind, address: both })
    .execute()
  return { kind, replaced: null }
}

const plainRules = {
  residents_only: false,
  languages: ['en' as const, 'ru' as const],
  max_length: null,
  exposes: [],
  note: '{}',
  legal_standing: null,
  source: null,
  attachments: null,
}
