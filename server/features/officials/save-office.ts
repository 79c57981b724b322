import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { InlineOffice } from './office-shape.ts'
import { saveChannels } from './save-channels.ts'
import { saveTerms } from './save-terms.ts'

/** The row's id, and whether this import made or changed it. */
export interface Saved {
  id: string
  changed: boolean
}

/** One import at a time, of directory and campaigns alike, since they share offices; it ends with the transaction. */
export const lockOffices = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('otklik offices', 0))`.execute(db)

/**
 * Saves an office that a campaign spells out, by slug: the institution, the post, who holds it and how to reach it.
 * Several campaigns may share it, and the last import stands. Throws where the directory keeps the office: what the
 * directory knows is changed there. Expects the lock of `lockOffices`.
 */
export const saveInlineOffice = async (db: Db, inline: InlineOffice, country: string): Promise<Saved> => {
  const institution = await saveInlineInstitution(db, inline.institution, country)
  const { slug, name, salutation } = inline.office
  const office = await savePost(db, { slug, name, salutation, institution_id: institution.id })
  const holder = inline.official && { ...inline.official, since: null, until: null, suggested: [] }
  const official = await saveTerms(db, office.id, holder ? [holder] : [])
  const channels = await saveChannels(db, office.id, inline.channels)
  return { id: office.id, changed: institution.changed || office.changed || official || channels }
}

/** An institution that exists already keeps its country, and one that the directory keeps its name too. */
const saveInlineInstitution = async (db: Db, { slug, name }: InlineOffice['institution'], country: string) => {
  const found = await db
    .selectFrom('institutions')
    .select(['id', 'name', 'directory'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (found && (found.directory !== null || isDeepStrictEqual(found.name, name)))
    return { id: found.id, changed: false }

  const id = found?.id ?? newId()
  const row = { id, slug, country, name: JSON.stringify(name) }
  if (found) await db.updateTable('institutions').set({ name: row.name }).where('id', '=', id).execute()
  else await db.insertInto('institutions').values(row).execute()
  return { id, changed: true }
}

type Post = InlineOffice['office'] & { institution_id: string }

const savePost = async (db: Db, post: Post): Promise<Saved> => {
  const found = await db
    .selectFrom('offices')
    .select(['id', 'slug', 'institution_id', 'name', 'salutation', 'in_directory'])
    .where('slug', '=', post.slug)
    .executeTakeFirst()
  const { in_directory, ...known } = found ?? { in_directory: false, id: newId() }
  if (in_directory) throw new Error(`${post.slug} is in the directory: write “office: ${post.slug}”`)
  const wanted = { id: known.id, ...post }
  if (isDeepStrictEqual(known, wanted)) return { id: known.id, changed: false }

  const row = { ...wanted, name: JSON.stringify(post.name), salutation: JSON.stringify(post.salutation) }
  if (found) await db.updateTable('offices').set(row).where('id', '=', known.id).execute()
  else await db.insertInto('offices').values(row).execute()
  return { id: known.id, changed: true }
}

/** Raises the version of every campaign that shows one of these offices, so that caches let go of its page. */
export const raiseCampaigns = async (db: Db, officeIds: string[], except: string | null = null): Promise<void> => {
  if (officeIds.length === 0) return
  await db
    .updateTable('campaigns')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where(sql<boolean>`id is distinct from ${except}::uuid`)
    .where('id', 'in', (campaign) =>
      campaign
        .selectFrom('addressees')
        .innerJoin('offices', 'offices.id', 'office_id')
        .select('campaign_id')
        .where('institution_id', 'in', (other) =>
          other
            .selectFrom('offices')
            .select('institution_id')
            .where(sql<boolean>`offices.id = any(${officeIds}::uuid[])`),
        ),
    )
    .execute()
}
