import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { DirectoryFolder, InstitutionEntry, OfficeEntry } from './directory-format.ts'
import { type KeptCorrection, keepCorrections } from './keep-corrections.ts'
import { saveChannels } from './save-channels.ts'
import { lockOffices, raiseCampaigns, type Saved } from './save-office.ts'
import { saveTerms } from './save-terms.ts'

export interface DirectoryChanges {
  /** By slug: offices that are new, that changed, that were deleted, and that left the directory but are written to. */
  created: string[]
  changed: string[]
  deleted: string[]
  released: string[]
  /** Corrections that the files do not have, and that stay. */
  kept: KeptCorrection[]
}

/**
 * Makes the database hold the directory as its folder has it, in one transaction; importing the same again writes
 * nothing. Of the files in the folder, what they no longer have is deleted, unless campaigns or letters refer to it:
 * then it stays for these, and leaves the directory. Institutions of other files stay as they are. A new holder ends
 * the term of the one before. Accepted corrections outlive files that are older. Campaigns that show a changed office get a new version.
 */
export const importDirectory = (db: Db, { files }: DirectoryFolder): Promise<DirectoryChanges> =>
  db.transaction().execute(async (transaction) => {
    await lockOffices(transaction)
    const changes: DirectoryChanges = { created: [], changed: [], deleted: [], released: [], kept: [] }
    const touched: string[] = []
    const ids = new Map<string, string>()
    for (const { name, institutions } of files) {
      for (const [place, institution] of institutions.entries()) {
        const saved = await saveInstitution(transaction, institution, name, place)
        ids.set(institution.slug, saved.id)
        for (const [index, office] of institution.offices.entries()) {
          const post = await saveOffice(transaction, office, saved.id, index)
          if (post.created) changes.created.push(office.slug)
          else if (post.changed) changes.changed.push(office.slug)
          changes.kept.push(...post.kept)
          if (post.changed || saved.changed) touched.push(post.id)
        }
      }
    }
    await plantTrees(transaction, files, ids)
    await leaveOut(transaction, { files }, changes)
    await raiseCampaigns(transaction, touched)
    return changes
  })

const saveInstitution = async (db: Db, entry: InstitutionEntry, directory: string, place: number): Promise<Saved> => {
  const { slug, name, country, timeZone: time_zone, workingHours: working_hours, answerRule: answer_rule } = entry
  const wanted = { slug, name, country, time_zone, working_hours, answer_rule, directory, place }
  const found = await db
    .selectFrom('institutions')
    .select(['slug', 'name', 'country', 'time_zone', 'working_hours', 'answer_rule', 'directory', 'place', 'id'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  const id = found?.id ?? newId()
  if (isDeepStrictEqual(found, { ...wanted, id })) return { id, changed: false }

  const row = { ...wanted, id, name: JSON.stringify(name) }
  if (found) await db.updateTable('institutions').set(row).where('id', '=', id).execute()
  else await db.insertInto('institutions').values(row).execute()
  return { id, changed: true }
}

const saveOffice = async (db: Db, entry: OfficeEntry, institution_id: string, place: number) => {
  const { slug, name, salutation } = entry
  const wanted = { slug, name, salutation, institution_id, place, in_directory: true }
  const found = await db
    .selectFrom('offices')
    .select(['id', 'slug', 'name', 'salutation', 'institution_id', 'place', 'in_directory'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  const id = found?.id ?? newId()
  const same = isDeepStrictEqual(found, { ...wanted, id })
  if (!same) {
    const row = { ...wanted, id, name: JSON.stringify(name), salutation: JSON.stringify(salutation) }
    if (found) await db.updateTable('offices').set(row).where('id', '=', id).execute()
    else await db.insertInto('offices').values(row).execute()
  }
  const terms = await saveTerms(db, id, entry.officials)
  const { channels, kept } = await keepCorrections(db, slug, entry.channels)
  const reached = await saveChannels(db, id, channels)
  return { id, created: !found, changed: !same || terms || reached, kept }
}

/** What is a part of what, once all institutions have their rows. */
const plantTrees = async (db: Db, files: DirectoryFolder['files'], ids: Map<string, string>) => {
  for (const { slug, partOf } of files.flatMap(({ institutions }) => institutions)) {
    const parent_id = partOf === null ? null : (ids.get(partOf) ?? null)
    await db
      .updateTable('institutions')
      .set({ parent_id })
      .where('slug', '=', slug)
      .where(sql<boolean>`parent_id is distinct from ${parent_id}::uuid`)
      .execute()
  }
}

/** What these files had and have no more. */
const leaveOut = async (db: Db, { files }: DirectoryFolder, changes: DirectoryChanges) => {
  const names = files.map(({ name }) => name)
  const institutions = files.flatMap((file) => file.institutions)
  const kept = new Set(institutions.flatMap(({ offices }) => offices.map(({ slug }) => slug)))
  const offices = await db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'institution_id')
    .select(['offices.id', 'offices.slug'])
    .where('in_directory', '=', true)
    .where('directory', 'in', names)
    .execute()
  for (const { id, slug } of offices.filter((office) => !kept.has(office.slug))) {
    const gone = await deleteUnlessReferred(db, 'offices', id)
    if (!gone) await db.updateTable('offices').set({ in_directory: false }).where('id', '=', id).execute()
    changes[gone ? 'deleted' : 'released'].push(slug)
  }

  const known = new Set(institutions.map(({ slug }) => slug))
  const bodies = await db
    .selectFrom('institutions')
    .select(['id', 'slug'])
    .where('directory', 'in', names)
    .orderBy('place', 'desc')
    .execute()
  for (const { id } of bodies.filter((body) => !known.has(body.slug))) {
    if (await deleteUnlessReferred(db, 'institutions', id)) continue
    await db.updateTable('institutions').set({ directory: null }).where('id', '=', id).execute()
  }
}

/** The references themselves decide, whoever makes them. */
const deleteUnlessReferred = async (db: Db, table: 'offices' | 'institutions', id: string): Promise<boolean> => {
  await sql`savepoint leaving`.execute(db)
  try {
    if (table === 'offices') {
      await db.deleteFrom('channels').where('office_id', '=', id).execute()
      await db.deleteFrom('officials').where('office_id', '=', id).execute()
    }
    await db.deleteFrom(table).where('id', '=', id).execute()
    return true
  } catch (error) {
    if (!isReferred(error)) throw error
    await sql`rollback to savepoint leaving`.execute(db)
    return false
  }
}

/** 23503: foreign_key_violation. */
const isReferred = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23503'
