import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import { waitingStates } from './states.ts'

export type StoredWriter = NonNullable<Awaited<ReturnType<typeof findWriter>>>

export const findWriter = (db: Db, id: string) =>
  db
    .selectFrom('writers')
    .innerJoin('campaigns', 'campaigns.id', 'writers.campaign_id')
    .select(['writers.id', 'campaign_id', 'writers.locale', 'resident', 'reminders', 'sealed', 'writers.created_at'])
    .select(['campaigns.slug', 'campaigns.data_key'])
    .where('writers.id', '=', id)
    .executeTakeFirst()

/** How many writers of a campaign gave this mailbox since then. */
export const countWritersAt = async (db: Db, campaignId: string, addressKey: Buffer, since: Date): Promise<number> => {
  const { writers } = await db
    .selectFrom('writers')
    .select((row) => row.fn.countAll<number>().as('writers'))
    .where('campaign_id', '=', campaignId)
    .where('address_key', '=', addressKey)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return writers
}

const lettersOf = (db: Db, writerId: string) =>
  db
    .selectFrom('sendings')
    .innerJoin('offices', 'offices.id', 'sendings.office_id')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .leftJoin('sending_proofs', 'sending_proofs.sending_id', 'sendings.id')
    .select(['sendings.id', 'sendings.campaign_id', 'addressee', 'sendings.office_id', 'sendings.parent_id'])
    .select(['holder', 'channel', 'sendings.locale', 'state', 'created_at', 'sent_on', 'registered_on', 'due_on'])
    .select(['answered_on', 'clock', 'sendings.sealed', 'offices.name as office', 'offices.slug as office_slug'])
    .select(['answer_rule', 'time_zone', 'institutions.country', 'institutions.parent_id as supervisor_id'])
    .select('sending_proofs.type as proof_type')
    .select((row) =>
      jsonArrayFrom(
        row
          .selectFrom('answers')
          .select(['id', 'kind', 'answers.state', 'received_on', 'file_name'])
          .whereRef('sending_id', '=', 'sendings.id')
          .orderBy('answers.created_at'),
      ).as('answers'),
    )
    .where('writer_id', '=', writerId)

export type StoredLetter = Awaited<ReturnType<typeof listLetters>>[number]

/** Every letter of a writer, the latest first. */
export const listLetters = (db: Db, writerId: string) =>
  lettersOf(db, writerId).orderBy('created_at', 'desc').orderBy('sendings.id', 'desc').execute()

/** One letter of this writer; undefined for another's. */
export const findLetter = (db: Db, writerId: string, id: string) =>
  lettersOf(db, writerId).where('sendings.id', '=', id).executeTakeFirst()

/** What is counted of an office's letters: recently claimed or sent, and today. */
const loadOf = (since: { recent: Date; claims: Date; today: Date }) =>
  sql<{ recent: number; today: number }>`(
    select jsonb_build_object(
      'recent', count(*) filter (where created_at > ${since.recent}::timestamptz),
      'today', count(*) filter (where created_at >= ${since.today}::timestamptz))
    from sendings
    where sendings.campaign_id = addressees.campaign_id and sendings.office_id = addressees.office_id
      and state <> 'cancelled' and parent_id is null
      and (state <> 'drafted' or created_at > ${since.claims}::timestamptz))`

export type BoardOffice = Awaited<ReturnType<typeof listBoardOffices>>[number]

/** The offices that a campaign addresses, with their channels as they work now and how many write to them. */
export const listBoardOffices = (db: Db, campaignId: string, since: { recent: Date; claims: Date; today: Date }) =>
  db
    .selectFrom('addressees')
    .innerJoin('offices', 'offices.id', 'addressees.office_id')
    .select(['addressees.key', 'addressees.office_id', 'offices.name as office'])
    .select((row) => [
      row
        .selectFrom('officials')
        .select('officials.name')
        .whereRef('officials.office_id', '=', 'offices.id')
        .where('until', 'is', null)
        .limit(1)
        .as('holder'),
      jsonArrayFrom(
        row
          .selectFrom('channels')
          .select(['kind', 'residents_only', 'languages', 'channels.state'])
          .whereRef('channels.office_id', '=', 'offices.id')
          .orderBy('position'),
      ).as('channels'),
      loadOf(since).as('load'),
    ])
    .where('addressees.campaign_id', '=', campaignId)
    .orderBy('addressees.position')
    .execute()

/** How many letters of a campaign wait for an answer and are past their day, and how many people wrote them. */
export const countWaiting = (db: Db, campaignId: string, today: string) =>
  db
    .selectFrom('sendings')
    .select((row) => [
      row.fn.countAll<number>().as('letters'),
      row.fn.count<number>('writer_id').distinct().as('writers'),
      sql<number>`count(*) filter (where due_on < ${today}::date)`.as('overdue'),
      sql<number>`count(distinct writer_id) filter (where due_on < ${today}::date)`.as('overdueWriters'),
    ])
    .where('campaign_id', '=', campaignId)
    .where('state', 'in', waitingStates)
    .executeTakeFirstOrThrow()

const officeFields = ['offices.id', 'offices.slug', 'offices.name', 'offices.salutation', 'answer_rule'] as const

/** Offices that a letter can be forwarded to, by the name that the reader sees. */
export const listOffices = (db: Db) =>
  db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select(officeFields)
    .orderBy('offices.slug')
    .execute()

export const findOfficeBySlug = (db: Db, slug: string) =>
  db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select(officeFields)
    .where('offices.slug', '=', slug)
    .executeTakeFirst()

/** The office that a letter was passed on to, where it is followed there; its name. */
export const findNextOffice = (db: Db, letterId: string) =>
  db
    .selectFrom('sendings')
    .innerJoin('offices', 'offices.id', 'sendings.office_id')
    .select(['offices.slug', 'offices.name'])
    .where('sendings.parent_id', '=', letterId)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()

/** The first office of an institution: whom a complaint to it is addressed to. */
export const findHeadOffice = (db: Db, institutionId: string) =>
  db
    .selectFrom('offices')
    .select('slug')
    .where('institution_id', '=', institutionId)
    .orderBy('place')
    .orderBy('slug')
    .executeTakeFirst()

/** The office of prosecution of a country, where the directory has one. */
export const findProsecutor = (db: Db, country: string) =>
  db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select('offices.slug')
    .where('institutions.country', '=', country)
    .where('offices.slug', 'like', '%prosecutor%')
    .orderBy('offices.place')
    .orderBy('offices.slug')
    .executeTakeFirst()
