import { type Day, isWeekend, officeDays } from '../clocks/index.ts'

const MINUTE = 60_000
const DAY = 24 * 60
/** Longer than any run of days off. */
const MOST_DAYS = 40

/** When an office works: minutes of the day in its own time zone, and its days off. */
export interface WorkingHours {
  timeZone: string
  opens: number
  closes: number
  isOff: (day: Day) => boolean
}

/** Where the directory does not know an office's hours. */
const commonHours = { timeZone: 'UTC', opens: 9 * 60, closes: 18 * 60 }

/**
 * Hours as the directory writes them ('09:00-18:30', IANA zone), Monday to Friday where nothing else is known of its
 * days; what cannot be read counts as not known.
 */
export const readWorkingHours = (
  timeZone: string | null,
  hours: string | null,
  isOff: WorkingHours['isOff'] = isWeekend,
): WorkingHours => {
  const [, ...parts] = /^(\d\d?):(\d\d)-(\d\d?):(\d\d)$/.exec(hours?.replace(/\s/g, '').replace('–', '-') ?? '') ?? []
  const [fromHour = 9, fromMinute = 0, toHour = 18, toMinute = 0] = parts.map(Number)
  const [opens, closes] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute]
  const sane = opens < closes && closes <= DAY
  return {
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : commonHours.timeZone,
    ...(sane ? { opens, closes } : { opens: commonHours.opens, closes: commonHours.closes }),
    isOff,
  }
}

interface InstitutionHours {
  time_zone: string | null
  working_hours: string | null
  answer_rule: string | null
  country: string | null
}

/** When an office of this institution works, by its calendar as it stands on the day. */
export const hoursOf = (institution: InstitutionHours, now: Date): WorkingHours => {
  const { isOff } = officeDays(institution.answer_rule, institution.country, dayAt(null, now))
  return readWorkingHours(institution.time_zone, institution.working_hours, isOff)
}

/** The moment itself where the office works then, else the next opening. */
export const nextWorkingTime = (hours: WorkingHours, at: Date): Date => {
  let time = at
  // A change of clocks may put a step an hour beside the opening; the next step mends it.
  for (let step = 0; step < MOST_DAYS; step++) {
    const { day, minute } = localTime(hours.timeZone, time)
    const off = hours.isOff(day)
    if (!off && minute >= hours.opens && minute < hours.closes) return time
    const wait = !off && minute < hours.opens ? hours.opens - minute : DAY - minute + hours.opens
    time = new Date(time.getTime() + Math.round(wait * MINUTE))
  }
  return time
}

/** Milliseconds that the office goes on working today; none where it does not work at this moment. */
export const workingTimeLeft = (hours: WorkingHours, at: Date): number => {
  const { day, minute } = localTime(hours.timeZone, at)
  if (hours.isOff(day) || minute < hours.opens || minute >= hours.closes) return 0
  return Math.round((hours.closes - minute) * MINUTE)
}

/** The day in an office's time zone, YYYY-MM-DD; in UTC where the zone is not known. */
export const dayAt = (timeZone: string | null, at: Date): Day =>
  localTime(readWorkingHours(timeZone, null).timeZone, at).day

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string) => {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

const isTimeZone = (timeZone: string) => {
  try {
    return formatOf(timeZone) !== undefined
  } catch {
    return false
  }
}

/** The day, YYYY-MM-DD, and the minute of it with its fraction. */
const localTime = (timeZone: string, at: Date) => {
  const parts = new Map<string, string>(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const seconds = number('second') + (at.getTime() % 1000) / 1000
  return {
    day: ['year', 'month', 'day'].map((part) => parts.get(part)).join('-'),
    minute: number('hour') * 60 + number('minute') + seconds / 60,
  }
}
