import type { Db } from '../../db/index.ts'
import type { OfficeName } from '../../db/schema.ts'
import { officeDays } from '../clocks/index.ts'
import { dayAt, hoursOf, nextWorkingTime, type WorkingHours } from './working-hours.ts'

const LISTED = 500

const offices = (db: Db, campaignId: string | null) =>
  db
    .selectFrom('deliveries')
    .innerJoin('sendings', 'sendings.id', 'deliveries.sending_id')
    .innerJoin('offices', 'offices.id', 'deliveries.office_id')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .leftJoin('office_pace', 'office_pace.office_id', 'offices.id')
    .select(['offices.slug', 'offices.name', 'next_at', 'time_zone', 'working_hours', 'answer_rule', 'country'])
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .where('stage', '=', 'waiting')
    .where('sendings.state', '=', 'queued')
    .$if(campaignId !== null, (query) => query.where('deliveries.campaign_id', '=', campaignId ?? ''))
    .groupBy(['offices.id', 'next_at', 'institutions.id'])
    .orderBy('offices.slug')
    .limit(LISTED)

/** An office for which letters wait. */
export interface Planned {
  office: string
  name: OfficeName
  waiting: number
  /** When the next can leave at the earliest. */
  next: Date
  hours: WorkingHours
  /** The calendar of days off; null: Monday to Friday. */
  calendar: string | null
  /** Of `next`: the year whose days off are not all known; null where they are. */
  unknownYear: number | null
}

/** Offices for which letters of a campaign wait, or of any (null). */
export const findPlan = async (db: Db, campaignId: string | null, now: Date): Promise<Planned[]> => {
  const rows = await offices(db, campaignId).execute()
  return rows.map(({ slug, name, waiting, next_at, ...institution }) => {
    const hours = hoursOf(institution, now)
    const next = nextWorkingTime(hours, next_at && next_at > now ? next_at : now)
    const day = dayAt(institution.time_zone, next)
    const { calendar, knowsYearOf } = officeDays(institution.answer_rule, institution.country, dayAt(null, now))
    const unknownYear = calendar === null || knowsYearOf(day) ? null : Number(day.slice(0, 4))
    return { office: slug, name, waiting, next, hours, calendar, unknownYear }
  })
}

/** The same for the command line, a line an office. */
export const listPlan = async (db: Db, now: Date): Promise<(string | number)[][]> => {
  const plan = await findPlan(db, null, now)
  return plan.map(({ office, waiting, next, hours, ...days }) => [
    office,
    `waiting ${waiting}`,
    `next ${next.toISOString()}`,
    `${clockTime(hours.opens)}-${clockTime(hours.closes)} ${hours.timeZone}`,
    daysOff(days),
  ])
}

/** 540 → “09:00” */
export const clockTime = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

const daysOff = ({ calendar, unknownYear }: Pick<Planned, 'calendar' | 'unknownYear'>) => {
  if (calendar === null) return 'no calendar of days off: Monday to Friday'
  if (unknownYear === null) return `days off: ${calendar}`
  return `days off: ${calendar}, of ${unknownYear} not all confirmed: else Monday to Friday`
}
