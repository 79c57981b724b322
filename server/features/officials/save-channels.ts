import { isDeepStrictEqual } from 'node:util'
import { type Db, newId } from '../../db/index.ts'
import type { ChannelEntry } from './office-shape.ts'

/**
 * Makes the office's channels those of the list, in its order; answers whether anything changed. A channel is known by
 * its kind and address: it keeps its row when its rules or its place change, and its state where the list is silent
 * about it.
 */
export const saveChannels = async (db: Db, officeId: string, wanted: ChannelEntry[]): Promise<boolean> => {
  const found = await db
    .selectFrom('channels')
    .select(['id', 'kind', 'address', 'state', 'residents_only', 'languages', 'max_length', 'attachments'])
    .select(['exposes', 'legal_standing', 'note', 'source', 'checked_on'])
    .where('office_id', '=', officeId)
    .orderBy('position')
    .execute()
  const spare = [...found]
  const channels = wanted.map((channel) => {
    const index = spare.findIndex((row) => row.kind === channel.kind && isDeepStrictEqual(row.address, channel.address))
    const [row] = index < 0 ? [] : spare.splice(index, 1)
    return { ...channel, id: row?.id ?? newId(), state: channel.state ?? row?.state ?? ('working' as const) }
  })
  if (isDeepStrictEqual(found, channels)) return false

  // Deleted and written again under the same ids, since places are unique at every moment.
  await db.deleteFrom('channels').where('office_id', '=', officeId).execute()
  if (channels.length > 0)
    await db
      .insertInto('channels')
      .values(channels.map((channel, position) => toRow(channel, officeId, position)))
      .execute()
  return true
}

const toRow = (channel: ChannelEntry & { id: string }, office_id: string, position: number) => ({
  ...channel,
  state: channel.state ?? ('working' as const),
  office_id,
  position,
  address: JSON.stringify(channel.address),
  note: JSON.stringify(channel.note),
  attachments: channel.attachments && JSON.stringify(channel.attachments),
})
