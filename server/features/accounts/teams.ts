import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'

export interface NewTeam {
  name: Record<Locale, string>
  /** Where readers reach it: the campaign's page shows it. */
  email: string
}

const SLUG_LENGTH = 40

/** What can stand in an address, of the English name. */
const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '') || 'team'

/** Makes a team; its slug is of its English name, with a number where another has that. */
export const createTeam = async (db: Db, { name, email }: NewTeam): Promise<{ id: string; slug: string }> => {
  const first = slugOf(name.en)
  for (let number = 1; ; number++) {
    const slug = number === 1 ? first : `${first}-${number}`
    const team = { id: newId(), slug, name: JSON.stringify(name), email }
    const made = await db
      .insertInto('organisers')
      .values(team)
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning(['id', 'slug'])
      .executeTakeFirst()
    if (made) return made
  }
}

/** Teams without anybody: a campaign's folder brought them. */
export const listEmptyTeams = (db: Db) =>
  db
    .selectFrom('organisers')
    .select(['id', 'slug', 'name'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('members').select('account_id').whereRef('team_id', '=', 'organisers.id'))),
    )
    .orderBy('slug')
    .execute()

export const listTeams = (db: Db) =>
  db.selectFrom('organisers').select(['id', 'slug', 'name']).orderBy('slug').execute()
