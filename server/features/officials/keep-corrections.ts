import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../db/index.ts'
import type { ChannelKind } from '../../db/schema.ts'
import type { ChannelEntry } from './office-shape.ts'

/** An address that an editor has accepted, and that stays although the files do not have it. */
export interface KeptCorrection {
  office: string
  kind: ChannelKind
  address: string
  /** What the files have in its place; null where they do not have the channel at all. */
  instead: string | null
}

export interface WithCorrections {
  channels: ChannelEntry[]
  kept: KeptCorrection[]
}

const both = (address: string) => ({ en: address, ru: address })

const listAccepted = (db: Db, office: string) =>
  db
    .selectFrom('corrections')
    .innerJoin('offices', 'offices.id', 'corrections.office_id')
    .select(['corrections.id', 'corrections.kind', 'corrections.address', 'replaced', 'source_url', 'in_files'])
    .select('decided_at')
    .where('offices.slug', '=', office)
    .where('corrections.state', '=', 'accepted')
    .where('corrections.address', 'is not', null)
    .orderBy('decided_at')
    .orderBy('corrections.id')
    .execute()

type Accepted = Awaited<ReturnType<typeof listAccepted>>[number]

const listChannels = (db: Db, office: string) =>
  db
    .selectFrom('channels')
    .innerJoin('offices', 'offices.id', 'channels.office_id')
    .select([
      'channels.kind',
      'channels.address',
      'residents_only',
      'languages',
      'max_length',
      'attachments',
      'exposes',
    ])
    .select(['legal_standing', 'note', 'source', 'checked_on'])
    .where('offices.slug', '=', office)
    .orderBy('position')
    .execute()

/**
 * The channels of an office as files have them, with the corrections that were accepted since: an address that the
 * files still have as it was before is the corrected one, unless they say that it was checked after the correction; a
 * channel that a correction added stays, until files have had it once, and from then on they decide. Only what the
 * database still has is kept. Works within the caller's transaction, under the lock of `lockOffices`.
 */
export const keepCorrections = async (db: Db, office: string, wanted: ChannelEntry[]): Promise<WithCorrections> => {
  const accepted = await listAccepted(db, office)
  if (accepted.length === 0) return { channels: wanted, kept: [] }
  const found = await listChannels(db, office)
  const kept: KeptCorrection[] = []
  const inFiles = ({ kind, address }: Place) => wanted.some((channel) => isAt(channel, { kind, address }))

  const channels = wanted.map((channel) => {
    const now = follow(channel, accepted)
    if (now === channel || inFiles(now) || !found.some((row) => isAt(row, now))) return channel
    kept.push({ office, kind: now.kind, address: now.address.en, instead: channel.address.en })
    return { ...channel, ...now, state: null }
  })
  for (const { id, kind, address, replaced, in_files } of accepted) {
    if (kind === null || address === null || replaced !== null || in_files) continue
    const added = { kind, address: both(address), checked_on: null, source: null }
    const now = follow(added, accepted)
    if (inFiles(added) || inFiles(now)) await markInFiles(db, id)
    const row = found.find((one) => isAt(one, now))
    if (!row || inFiles(now)) continue
    kept.push({ office, kind, address: now.address.en, instead: null })
    channels.push({ ...row, state: null })
  }
  return { channels, kept }
}

type Place = Pick<ChannelEntry, 'kind' | 'address'>

const isAt = (one: Place, other: Place) => one.kind === other.kind && isDeepStrictEqual(one.address, other.address)

type Known = Place & Pick<ChannelEntry, 'checked_on' | 'source'>

/** The channel as corrections have made it, one after another; itself where none is about it. */
const follow = (channel: Known, accepted: Accepted[]): Known =>
  accepted.reduce<Known>((now, { kind, address, replaced, source_url, decided_at }) => {
    if (address === null || kind !== now.kind || !isDeepStrictEqual(replaced, now.address)) return now
    const on = (decided_at ?? new Date(0)).toISOString().slice(0, 10)
    if (channel.checked_on !== null && channel.checked_on > on) return now
    return { kind, address: both(address), checked_on: on, source: source_url ?? now.source }
  }, channel)

const markInFiles = (db: Db, id: string) =>
  db.updateTable('corrections').set({ in_files: true }).where('id', '=', id).execute()
