import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { Term } from './office.ts'

type Row = Term & { id: string }

/**
 * Makes the office's terms those of the list, at most one of which may go on; answers whether anything changed. The
 * same name in either language is the same person, whose row is corrected; past terms that the list lacks stay, since
 * what was is not undone by leaving it out. A present holder whom the list lacks left when the new one came, or today
 * as far as we know. Where the list is silent about `since`, what is known stays.
 */
export const saveTerms = async (db: Db, officeId: string, wanted: Term[]): Promise<boolean> => {
  const rows: Row[] = await db
    .selectFrom('officials')
    .select(['id', 'gender', 'name', 'salutation', 'since', 'until', 'suggested'])
    .where('office_id', '=', officeId)
    .orderBy('since')
    .execute()
  const before = new Map(rows.map((row) => [row.id, row]))
  const { pairs, fresh } = matchTerms(wanted, rows)
  const matched = new Set([...pairs.values()].map(({ id }) => id))
  const leaving = rows.find((row) => row.until === null && !matched.has(row.id))
  const successor = fresh.find(({ until }) => until === null)
  const today = await todayIn(db)
  let changed = false

  if (leaving) {
    const until = latest(successor?.since ?? today, leaving.since)
    await db.updateTable('officials').set({ until }).where('id', '=', leaving.id).execute()
    changed = true
  }
  // Terms that end are written before the one that goes on: an office has one holder at every moment.
  for (const [term, row] of [...pairs].sort(([a], [b]) => Number(b.until !== null) - Number(a.until !== null))) {
    const corrected = { ...term, id: row.id, since: term.since ?? row.since }
    if (isDeepStrictEqual(before.get(row.id), corrected)) continue
    await db.updateTable('officials').set(toRow(corrected)).where('id', '=', row.id).execute()
    changed = true
  }
  for (const term of fresh) {
    const since = term.since ?? (term === successor && leaving ? today : null)
    await db
      .insertInto('officials')
      .values({ id: newId(), office_id: officeId, ...toRow({ ...term, since }) })
      .execute()
    changed = true
  }
  return changed
}

/** Each wanted term with the row that it is a new state of, and those that have none. */
const matchTerms = (wanted: Term[], rows: Row[]) => {
  const spare = [...rows]
  const pairs = new Map<Term, Row>()
  const take = (fits: (term: Term, row: Row) => boolean) => {
    for (const term of wanted) {
      if (pairs.has(term)) continue
      const index = spare.findIndex((row) => isSamePerson(term, row) && fits(term, row))
      const [row] = index < 0 ? [] : spare.splice(index, 1)
      if (row) pairs.set(term, row)
    }
  }
  take((term, row) => term.since === row.since && term.until === row.until)
  take((term, row) => term.since !== null && term.since === row.since)
  take((term, row) => term.until === row.until)
  take((term, row) => term.since === null || row.since === null)
  return { pairs, fresh: wanted.filter((term) => !pairs.has(term)) }
}

const isSamePerson = (term: Term, row: Row) =>
  term.name.en === row.name.en || term.name.ru.nominative === row.name.ru.nominative

const latest = (date: string, other: string | null) => (other !== null && other > date ? other : date)

const toRow = ({ gender, name, salutation, since, until, suggested }: Term) => ({
  gender,
  name: JSON.stringify(name),
  salutation: JSON.stringify(salutation),
  since,
  until,
  suggested,
})

const todayIn = async (db: Db) => {
  const { rows } = await sql<{ today: string }>`select current_date as today`.execute(db)
  return rows[0]?.today ?? ''
}
