import type { Db } from '../../db/index.ts'
import { officeDays } from '../clocks/index.ts'
import { dayAt, hoursOf, nextWorkingTime } from './working-hours.ts'

const LISTED = 500

const offices = (db: Db) =>
  db
    .selectFrom('deliveries')
    .innerJoin('sendings', 'sendings.id', 'deliveries.sending_id')
    .innerJoin('offices', 'offices.id', 'deliveries.office_id')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .leftJoin('office_pace', 'office_pace.office_id', 'offices.id')
    .select(['offices.slug', 'next_at', 'time_zone', 'working_hours', 'answer_rule', 'country'])
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .where('stage', '=', 'waiting')
    .where('sendings.state', '=', 'queued')
    .groupBy(['offices.id', 'next_at', 'institutions.id'])
    .orderBy('offices.slug')
    .limit(LISTED)

type Waiting = Awaited<ReturnType<ReturnType<typeof offices>['execute']>>[number]

/**
 * A line an office for which letters wait: how many, when the next can leave at the earliest, its hours, and by which
 * days off that was found, with what is not known of them.
 */
export const listPlan = async (db: Db, now: Date): Promise<(string | number)[][]> => {
  const rows = await offices(db).execute()
  return rows.map((office) => {
    const hours = hoursOf(office, now)
    const next = nextWorkingTime(hours, office.next_at && office.next_at > now ? office.next_at : now)
    const clock = `${clockTime(hours.opens)}-${clockTime(hours.closes)} ${hours.timeZone}`
    const { slug, waiting } = office
    return [slug, `waiting ${waiting}`, `next ${next.toISOString()}`, clock, daysOff(office, now, next)]
  })
}

const clockTime = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

const daysOff = ({ answer_rule, country, time_zone }: Waiting, now: Date, next: Date) => {
  const { calendar, knowsYearOf } = officeDays(answer_rule, country, dayAt(null, now))
  if (calendar === null) return 'no calendar of days off: Monday to Friday'
  const day = dayAt(time_zone, next)
  return knowsYearOf(day)
    ? `days off: ${calendar}`
    : `days off: ${calendar}, of ${day.slice(0, 4)} not all confirmed: else Monday to Friday`
}
