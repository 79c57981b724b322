import { type Day, isWeekend, yearOf } from './days.ts'
import type { Laws } from './laws.ts'

/** The days on which an office works. */
export interface WorkDays {
  /** Of the calendar; null where there is none for this office, and it works from Monday to Friday. */
  calendar: string | null
  isOff: (day: Day) => boolean
  /** Whether the calendar has all days off of the year; in one that it does not know, only those of every year are off. */
  knowsYearOf: (day: Day) => boolean
}

/** By the calendar of the rule under which the office answers, else by its country's, as both stand on a day. */
export const workDays = (
  laws: Laws,
  { rule, country, on }: { rule: string | null; country: string | null; on: Day },
): WorkDays => {
  const ofRule = laws.inForce(rule ?? 'none', on).days
  const days = ofRule.key ? ofRule : laws.calendar(country?.toLowerCase() ?? '')
  if (!days) return { calendar: null, isOff: isWeekend, knowsYearOf: () => false }
  const incomplete = (day: Day) => days.incompleteYears(day, day).includes(yearOf(day))
  return { calendar: days.key, isOff: days.isOff, knowsYearOf: (day) => !incomplete(day) }
}
