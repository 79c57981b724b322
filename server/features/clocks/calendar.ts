import type { Locale } from '../../i18n/index.ts'
import { addDays, addMonths, type Day, daysAfter, isWeekend, yearOf } from './days.ts'
import type { CalendarData, Length } from './law-shapes.ts'

/** A day off that the calendar names: a holiday, or a working day that is off instead of another. */
export interface NamedDayOff {
  date: Day
  name: Record<Locale, string>
}

export interface Calendar {
  key: string
  version: string
  isOff(day: Day): boolean
  /** Of the days after the first up to and with the last: those off by name, and the weekend's days that are worked. */
  exceptions(first: Day, last: Day): { holidays: NamedDayOff[]; worked: Day[] }
  /** The years from one day to the other whose list of days off is not complete. */
  incompleteYears(first: Day, last: Day): number[]
}

/** Days off by the lists of the years; a year without a list has the days that come every year. */
export const makeCalendar = ({ key, version, names, every_year, years }: CalendarData): Calendar => {
  const holiday = (day: Day): NamedDayOff | undefined => {
    const year = years[day.slice(0, 4)]
    const name = names[(year ? year.days_off[day]?.name : every_year[day.slice(5)]) ?? '']
    return name && { date: day, name }
  }
  const worked = (day: Day) => years[day.slice(0, 4)]?.working_weekends.includes(day) ?? false

  return {
    key,
    version,
    isOff: (day) => holiday(day) !== undefined || (isWeekend(day) && !worked(day)),
    exceptions: (first, last) => {
      const days = daysAfter(first, last)
      return { holidays: days.flatMap((day) => holiday(day) ?? []), worked: days.filter(worked) }
    },
    incompleteYears: (first, last) =>
      Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, index) => yearOf(first) + index).filter(
        (year) => !years[year]?.complete,
      ),
  }
}

/** Where nothing is known of days off: every day counts. */
export const noCalendar: Calendar = {
  key: '',
  version: '',
  isOff: () => false,
  exceptions: () => ({ holidays: [], worked: [] }),
  incompleteYears: () => [],
}

/** The last day of a term; the first day counted is the one after `from`. */
export const endOfTerm = (calendar: Calendar, from: Day, { count, unit }: Length): Day => {
  if (unit === 'months') return addMonths(from, count)
  if (unit === 'weeks') return addDays(from, count * 7)
  if (unit === 'days') return addDays(from, count)
  let day = from
  for (let counted = 0; counted < count; ) {
    day = addDays(day, 1)
    if (!calendar.isOff(day)) counted++
  }
  return day
}

/** The day itself where it is worked, else the next that is. */
export const workingDayFrom = (calendar: Calendar, day: Day): Day =>
  calendar.isOff(day) ? endOfTerm(calendar, day, { count: 1, unit: 'working-days' }) : day
