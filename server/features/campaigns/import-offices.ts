import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { AddresseeEntry } from './folder-format.ts'

/** The row's id, and whether this import made or changed it. */
export interface Saved {
  id: string
  changed: boolean
}

/**
 * Saves whom an addressee names, by slug: the institution, its office, who holds it and how to reach it. Several
 * campaigns share them, and the last import stands. Expects the import's lock.
 */
export const saveOffice = async (db: Db, addressee: AddresseeEntry, country: string): Promise<Saved> => {
  const institution = await saveInstitution(db, addressee.institution, country)
  const office = await savePost(db, addressee.office, institution.id)
  const official = await saveOfficial(db, office.id, addressee.official)
  const channels = await saveChannels(db, office.id, addressee.channels)
  return { id: office.id, changed: [institution, office].some(({ changed }) => changed) || official || channels }
}

/** An institution that exists already keeps its country. */
const saveInstitution = async (db: Db, { slug, name }: AddresseeEntry['institution'], country: string) => {
  const found = await db.selectFrom('institutions').select(['id', 'name']).where('slug', '=', slug).executeTakeFirst()
  if (found && isDeepStrictEqual(found.name, name)) return { id: found.id, changed: false }

  const id = found?.id ?? newId()
  const row = { id, slug, country, name: JSON.stringify(name) }
  if (found) await db.updateTable('institutions').set({ name: row.name }).where('id', '=', id).execute()
  else await db.insertInto('institutions').values(row).execute()
  return { id, changed: true }
}

const savePost = async (db: Db, { slug, name, salutation }: AddresseeEntry['office'], institutionId: string) => {
  const found = await db
    .selectFrom('offices')
    .select(['id', 'institution_id', 'name', 'salutation'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  const id = found?.id ?? newId()
  const wanted = { id, institution_id: institutionId, name, salutation }
  if (isDeepStrictEqual(found, wanted)) return { id, changed: false }

  const row = { ...wanted, slug, name: JSON.stringify(name), salutation: JSON.stringify(salutation) }
  if (found) await db.updateTable('offices').set(row).where('id', '=', id).execute()
  else await db.insertInto('offices').values(row).execute()
  return { id, changed: true }
}

/**
 * Who holds the office. The same name in either language is the same person, whose row is corrected; another person
 * succeeds: the one before left today, as far as we know. Answers whether anything changed.
 */
const saveOfficial = async (db: Db, officeId: string, wanted: AddresseeEntry['official']) => {
  const now = await db
    .selectFrom('officials')
    .select(['id', 'gender', 'name', 'salutation'])
    .where('office_id', '=', officeId)
    .where('until', 'is', null)
    .executeTakeFirst()
  const { id: currentId, ...current } = now ?? { id: '' }
  if (now ? isDeepStrictEqual(current, wanted) : !wanted) return false

  const row = wanted && {
    gender: wanted.gender,
    name: JSON.stringify(wanted.name),
    salutation: JSON.stringify(wanted.salutation),
  }
  const isSame = now?.name.en === wanted?.name.en || now?.name.ru.nominative === wanted?.name.ru.nominative
  const today = sql<string>`current_date`
  if (now && row && isSame) {
    await db.updateTable('officials').set(row).where('id', '=', currentId).execute()
    return true
  }
  if (now) await db.updateTable('officials').set({ until: today }).where('id', '=', currentId).execute()
  if (row) {
    const since = now ? today : null
    await db
      .insertInto('officials')
      .values({ id: newId(), office_id: officeId, since, until: null, ...row })
      .execute()
  }
  return true
}

/** A channel is known by its kind and address: it keeps its row when its rules or its place change. */
const saveChannels = async (db: Db, officeId: string, wanted: AddresseeEntry['channels']) => {
  const found = await db
    .selectFrom('channels')
    .select(['id', 'kind', 'address', 'residents_only', 'languages', 'max_length', 'exposes', 'note'])
    .where('office_id', '=', officeId)
    .orderBy('position')
    .execute()
  const rows = found.map(({ id: _, ...channel }) => channel)
  if (isDeepStrictEqual(rows, wanted)) return false

  const spare = [...found]
  const ids = wanted.map(({ kind, address }) => {
    const index = spare.findIndex((row) => row.kind === kind && isDeepStrictEqual(row.address, address))
    return index < 0 ? newId() : (spare.splice(index, 1)[0]?.id ?? newId())
  })
  // Deleted and written again under the same ids, since places are unique at every moment.
  await db.deleteFrom('channels').where('office_id', '=', officeId).execute()
  if (wanted.length > 0)
    await db
      .insertInto('channels')
      .values(wanted.map(toRow(officeId, ids)))
      .execute()
  return true
}

const toRow = (officeId: string, ids: string[]) => (channel: AddresseeEntry['channels'][number], position: number) => ({
  ...channel,
  id: ids[position] ?? newId(),
  office_id: officeId,
  position,
  address: JSON.stringify(channel.address),
  note: JSON.stringify(channel.note),
})
