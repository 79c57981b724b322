import { type ExpressionBuilder, sql } from 'kysely'
import { jsonArrayFrom, jsonBuildObject, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import type { Database } from '../../db/schema.ts'
import type { Locale, LocalizedText } from '../../i18n/locale.ts'
import type { OfficeRecord } from './office.ts'

type OfInstitutionAndOffice = ExpressionBuilder<Database, 'offices' | 'institutions'>
type OfOffice = ExpressionBuilder<Database, 'offices'>

/** The office and its institution as one JSON object, for a query that joins both tables. */
export const officeObject = (row: OfInstitutionAndOffice) =>
  jsonBuildObject({
    id: row.ref('offices.id'),
    slug: row.ref('offices.slug'),
    name: row.ref('offices.name'),
    salutation: row.ref('offices.salutation'),
    inDirectory: row.ref('offices.in_directory'),
    institution: jsonBuildObject({
      slug: row.ref('institutions.slug'),
      name: row.ref('institutions.name'),
      country: row.ref('institutions.country'),
      timeZone: row.ref('institutions.time_zone'),
      workingHours: row.ref('institutions.working_hours'),
      answerRule: row.ref('institutions.answer_rule'),
    }),
  })

/** Who holds the office of the query's row now; null while it is vacant. */
export const holderOf = (office: OfOffice) =>
  jsonObjectFrom(
    office
      .selectFrom('officials')
      .select(['gender', 'officials.name', 'officials.salutation'])
      .whereRef('office_id', '=', 'offices.id')
      .where('until', 'is', null),
  )

/** The channels of the office of the query's row, in their order. */
export const channelsOf = (office: OfOffice) =>
  jsonArrayFrom(
    office
      .selectFrom('channels')
      .select(['channels.id', 'kind', 'address', 'residents_only as residentsOnly', 'languages'])
      .select(['max_length as maxLength', 'exposes', 'note', 'channels.state', 'attachments'])
      .select(['legal_standing as legalStanding', 'source', 'checked_on as checkedOn'])
      .whereRef('office_id', '=', 'offices.id')
      .orderBy('position'),
  )

const termsOf = (office: OfOffice) =>
  jsonArrayFrom(
    office
      .selectFrom('officials')
      .select(['gender', 'officials.name', 'officials.salutation', 'since', 'until', 'suggested'])
      .whereRef('office_id', '=', 'offices.id')
      .orderBy('until', (order) => order.desc().nullsFirst())
      .orderBy('since', (order) => order.desc().nullsLast())
      .orderBy('officials.id'),
  )

/** All that is known of an office, of the directory or of a campaign; undefined where there is none. */
export const findOffice = async (db: Db, slug: string): Promise<OfficeRecord | undefined> => {
  const row = await db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select((office) => [
      officeObject(office).as('office'),
      channelsOf(office).as('channels'),
      termsOf(office).as('terms'),
    ])
    .select('institution_id')
    .where('offices.slug', '=', slug)
    .executeTakeFirst()
  if (!row) return undefined
  const within = await listAncestors(db, row.institution_id)
  return {
    ...row.office,
    within,
    official: row.terms.find(({ until }) => until === null) ?? null,
    former: row.terms.filter(({ until }) => until !== null),
    channels: row.channels,
  }
}

interface Ancestor {
  slug: string
  name: Record<Locale, string>
}

/** What the institution is a part of, the nearest first. */
const listAncestors = async (db: Db, institutionId: string): Promise<Ancestor[]> => {
  const { rows } = await sql<Ancestor>`
    with recursive tree as (
      select parent_id, slug, name, 0 as height from institutions where id = ${institutionId}
      union all
      select above.parent_id, above.slug, above.name, tree.height + 1
      from tree join institutions above on above.id = tree.parent_id where tree.height < 20
    )
    select slug, name from tree where height > 0 order by height`.execute(db)
  return rows
}

/** Every office of the directory with its institution and holder, in the order of the directory's files. */
export const listOffices = (db: Db) =>
  db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .leftJoin('institutions as parents', 'parents.id', 'institutions.parent_id')
    .select(['offices.slug', 'offices.name', 'institutions.country', 'institutions.directory'])
    .select(['institutions.slug as institutionSlug', 'institutions.name as institutionName'])
    .select(['parents.slug as parentSlug', 'parents.name as parentName'])
    .select((office) => [
      holderOf(office).as('official'),
      sql<boolean>`exists (select from channels where office_id = offices.id and state = 'working')`.as('reachable'),
    ])
    .where('in_directory', '=', true)
    .orderBy(sql`institutions.directory collate "C"`)
    .orderBy('institutions.place')
    .orderBy('offices.place')
    .execute()

/** Every institution of the directory with its offices, in the order of its files. */
export const selectDirectory = (db: Db) =>
  db
    .selectFrom('institutions')
    .leftJoin('institutions as parents', 'parents.id', 'institutions.parent_id')
    .select(['institutions.slug', 'institutions.name', 'institutions.country', 'institutions.directory'])
    .select(['institutions.time_zone as timeZone', 'institutions.working_hours as workingHours'])
    .select(['institutions.answer_rule as answerRule', 'parents.slug as partOf'])
    .select((institution) =>
      jsonArrayFrom(
        institution
          .selectFrom('offices')
          .select(['offices.slug', 'offices.name', 'offices.salutation'])
          .select((office) => [termsOf(office).as('terms'), channelsOf(office).as('channels')])
          .whereRef('institution_id', '=', 'institutions.id')
          .where('in_directory', '=', true)
          .orderBy('offices.place'),
      ).as('offices'),
    )
    .where('institutions.directory', 'is not', null)
    .orderBy(sql`institutions.directory collate "C"`)
    .orderBy('institutions.place')
    .execute()

/** The offices and institutions that the directory keeps, by slug, for who names them elsewhere. */
export const findDirectorySlugs = async (db: Db) => {
  const offices = await db.selectFrom('offices').select(['id', 'slug']).where('in_directory', '=', true).execute()
  const institutions = await db
    .selectFrom('institutions')
    .select(['slug', 'name'])
    .where('directory', 'is not', null)
    .execute()
  return {
    offices: new Map(offices.map(({ id, slug }) => [slug, id])),
    institutions: new Map(institutions.map(({ slug, name }) => [slug, name])),
  }
}

export type DirectorySlugs = Awaited<ReturnType<typeof findDirectorySlugs>>

/** Campaigns to be seen by anybody that address the office, the latest first, with their titles by language. */
export const listCampaignsTo = async (db: Db, officeId: string) => {
  const rows = await db
    .selectFrom('addressees')
    .innerJoin('campaigns', 'campaigns.id', 'addressees.campaign_id')
    .select([
      'campaigns.slug',
      'addressees.key',
      sql<boolean>`campaigns.state = 'open' and coalesce(opens_at <= now(), true) and coalesce(closes_at > now(), true)`.as(
        'open',
      ),
    ])
    .select((campaign) =>
      jsonArrayFrom(
        campaign
          .selectFrom('campaign_texts')
          .select(['locale', 'title'])
          .whereRef('campaign_texts.campaign_id', '=', 'campaigns.id'),
      ).as('texts'),
    )
    .where('office_id', '=', officeId)
    .where('campaigns.state', 'not in', ['draft', 'review'])
    .orderBy('opened_on', 'desc')
    .orderBy('campaigns.slug')
    .execute()
  return rows.map(({ texts, ...row }) => ({
    ...row,
    titles: Object.fromEntries(texts.map(({ locale, title }) => [locale, title])) as LocalizedText,
  }))
}
