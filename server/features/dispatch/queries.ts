import { sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../db/index.ts'
import { prepared } from '../../db/prepared.ts'
import type { Locale } from '../../i18n/index.ts'

/** Spelled out in the statements that are planned once, or their plan could not use the index, nor count on few rows. */
const waiting = sql.lit<'waiting'>('waiting')
const one = sql.lit(1)

/** Letters that may be sent: confirmed by their writers, of campaigns that let the platform send and are not paused. */
const sendable = (db: Db) =>
  db
    .selectFrom('deliveries')
    .innerJoin('sendings', 'sendings.id', 'deliveries.sending_id')
    .innerJoin('campaigns', 'campaigns.id', 'deliveries.campaign_id')
    .where('deliveries.stage', '=', waiting)
    .where('sendings.state', '=', 'queued')
    .where('campaigns.dispatch', '<>', 'off')
    .where('campaigns.state', 'not in', ['draft', 'review'])
    .where('campaigns.dispatch_paused_at', 'is', null)

const MOST_OFFICES = 10
const MOST_COUNTED = 500

/**
 * Offices for which a letter waits and whose time has come, those first that have waited longest since their last: of
 * offices with one mailbox none keeps the others out. For each, one letter is looked for, by the index.
 */
export const listDueOffices = async (db: Db, now: Date): Promise<string[]> => {
  const rows = await db
    .selectFrom('offices')
    .leftJoin('office_pace', 'office_pace.office_id', 'offices.id')
    .innerJoinLateral(
      sendable(db)
        .select('deliveries.sending_id')
        .whereRef('deliveries.office_id', '=', sql.ref('offices.id'))
        .where('deliveries.not_before', '<=', now)
        .orderBy('deliveries.not_before')
        .limit(one)
        .as('due'),
      (join) => join.onTrue(),
    )
    .modifyFront(prepared('list-due-offices'))
    .select('offices.id')
    .where((row) => row.or([row('next_at', 'is', null), row('next_at', '<=', now)]))
    .orderBy(
      (row) =>
        row
          .selectFrom('departures')
          .select((departure) => departure.fn.max('left_at').as('last'))
          .whereRef('departures.office_id', '=', 'offices.id'),
      (order) => order.asc().nullsFirst(),
    )
    .limit(sql.lit(MOST_OFFICES))
    .execute()
  return rows.map(({ id }) => id)
}

export type Candidate = NonNullable<Awaited<ReturnType<typeof findCandidate>>>

/**
 * The letter whose turn it is at an office, with how many wait there. `channel`: null where none takes this letter.
 */
export const findCandidate = (db: Db, officeId: string, now: Date) =>
  sendable(db)
    .modifyFront(prepared('find-candidate'))
    .innerJoin('offices', 'offices.id', 'deliveries.office_id')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .innerJoin('writers', 'writers.id', 'sendings.writer_id')
    .select(['deliveries.sending_id', 'deliveries.office_id', 'deliveries.attempts', 'sendings.locale'])
    .select(['campaigns.quota_hour', 'campaigns.dispatch_tester', 'writers.resident'])
    .select(['institutions.time_zone', 'institutions.working_hours'])
    .select(['institutions.answer_rule', 'institutions.country'])
    .select(() => [countWaiting(db, officeId).as('waiting'), jsonObjectFrom(channelOfLetter(db)).as('channel')])
    .where('deliveries.office_id', '=', officeId)
    .where('deliveries.not_before', '<=', now)
    .orderBy('deliveries.not_before')
    .orderBy('deliveries.sending_id')
    .limit(one)
    .forUpdate('deliveries')
    .skipLocked()
    .executeTakeFirst()

/**
 * When the departure left that has to pass before another fits the quota, of those since then to the office or to the
 * mailbox; undefined where one fits.
 */
export const findFull = async (
  db: Db,
  to: { officeId: string; mailbox: string },
  quota: number,
  since: Date,
): Promise<Date | undefined> => {
  const full = await db
    .selectFrom('departures')
    .select('left_at')
    .where((row) => row.or([row('office_id', '=', to.officeId), row('address', '=', to.mailbox)]))
    .where('left_at', '>', since)
    .orderBy('left_at', 'desc')
    .offset(quota - 1)
    .limit(1)
    .executeTakeFirst()
  return full?.left_at
}

/** Counted no further than it matters: hundreds already leave as fast as any quota lets them. */
const countWaiting = (db: Db, officeId: string) =>
  db
    .selectFrom(
      db
        .selectFrom('deliveries')
        .select('sending_id')
        .where('office_id', '=', officeId)
        .where('stage', '=', waiting)
        .limit(sql.lit(MOST_COUNTED))
        .as('others'),
    )
    .select((row) => row.fn.countAll<number>().as('count'))

/** The office's first mail channel that works and takes this letter from this writer. */
export const findChannel = (db: Db, officeId: string, letter: { locale: Locale; resident: boolean }) =>
  workingChannel(db)
    .where('channels.office_id', '=', officeId)
    .where(sql<boolean>`${letter.locale} = any(channels.languages)`)
    .$if(!letter.resident, (query) => query.where('channels.residents_only', '=', false))
    .executeTakeFirst()

/** The same for the letter of a statement over deliveries, sendings and writers. */
const channelOfLetter = (db: Db) =>
  workingChannel(db)
    .whereRef('channels.office_id', '=', sql.ref('deliveries.office_id'))
    .where(sql<boolean>`sendings.locale = any(channels.languages)`)
    .where(sql<boolean>`(writers.resident or not channels.residents_only)`)

const workingChannel = (db: Db) =>
  db
    .selectFrom('channels')
    .select(['channels.id', 'channels.address'])
    .where('channels.kind', '=', 'email')
    .where('channels.state', '=', 'working')
    .orderBy('channels.position')
    .limit(one)

/** All that is needed to put a letter on the line, and to write down what became of it. */
export const findLetter = (db: Db, sendingId: string) =>
  db
    .selectFrom('sendings')
    .innerJoin('writers', 'writers.id', 'sendings.writer_id')
    .innerJoin('campaigns', 'campaigns.id', 'sendings.campaign_id')
    .innerJoin('offices', 'offices.id', 'sendings.office_id')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select(['sendings.id', 'sendings.office_id', 'sendings.state', 'sendings.locale', 'sendings.sealed'])
    .select(['sendings.created_at', 'sendings.sent_on', 'offices.name as office', 'campaigns.dispatch_paused_at'])
    .select(['campaigns.dispatch', 'campaigns.dispatch_tester', 'writers.resident', 'sendings.channel'])
    .select(['sendings.campaign_id', 'campaigns.data_key', 'campaigns.slug', 'sendings.addressee'])
    .select(['writers.id as writer_id', 'writers.sealed as writer_sealed', 'writers.locale as writer_locale'])
    .select(['institutions.answer_rule', 'institutions.time_zone'])
    .where('sendings.id', '=', sendingId)
    .executeTakeFirst()

export type StoredLetter = NonNullable<Awaited<ReturnType<typeof findLetter>>>

/** The office that a campaign's addressee is, and how the campaign lets the platform send. */
export const findAddressee = (db: Db, campaignId: string, key: string) =>
  db
    .selectFrom('addressees')
    .innerJoin('campaigns', 'campaigns.id', 'addressees.campaign_id')
    .select(['addressees.office_id', 'campaigns.dispatch', 'campaigns.state'])
    .where('addressees.campaign_id', '=', campaignId)
    .where('addressees.key', '=', key)
    .executeTakeFirst()

/** An office's mail channel that fails, and whom a campaign tells; undefined where it has been mended meanwhile. */
export const findFailing = (db: Db, campaignId: string, officeId: string) =>
  db
    .selectFrom('channels')
    .innerJoin('offices', 'offices.id', 'channels.office_id')
    .innerJoin('campaigns', (join) => join.on('campaigns.id', '=', campaignId))
    .innerJoin('organisers', 'organisers.id', 'campaigns.organiser_id')
    .select(['offices.name', 'offices.slug', 'channels.address', 'organisers.email'])
    .where('channels.office_id', '=', officeId)
    .where('channels.kind', '=', 'email')
    .where('channels.state', '=', 'failing')
    .orderBy('position')
    .executeTakeFirst()
