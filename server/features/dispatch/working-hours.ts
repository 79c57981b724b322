const MINUTE = 60_000
const DAY = 24 * 60

/** When an office works: minutes of the day in its own time zone, Monday to Friday. */
export interface WorkingHours {
  timeZone: string
  opens: number
  closes: number
}

/** Where the directory does not know an office's hours. */
export const commonHours: WorkingHours = { timeZone: 'UTC', opens: 9 * 60, closes: 18 * 60 }

/** Hours as the directory writes them ('09:00-18:30', IANA zone); what cannot be read counts as not known. */
export const readWorkingHours = (timeZone: string | null, hours: string | null): WorkingHours => {
  const [, ...parts] = /^(\d\d?):(\d\d)-(\d\d?):(\d\d)$/.exec(hours?.replace(/\s/g, '').replace('–', '-') ?? '') ?? []
  const [fromHour = 9, fromMinute = 0, toHour = 18, toMinute = 0] = parts.map(Number)
  const [opens, closes] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute]
  const sane = opens < closes && closes <= DAY
  return {
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : commonHours.timeZone,
    ...(sane ? { opens, closes } : { opens: commonHours.opens, closes: commonHours.closes }),
  }
}

/** The moment itself where the office works then, else the next opening. */
export const nextWorkingTime = (hours: WorkingHours, at: Date): Date => {
  let time = at
  // A change of clocks may put a step an hour beside the opening; the next step mends it.
  for (let step = 0; step < 10; step++) {
    const { weekend, minute } = localTime(hours.timeZone, time)
    if (!weekend && minute >= hours.opens && minute < hours.closes) return time
    const wait = !weekend && minute < hours.opens ? hours.opens - minute : DAY - minute + hours.opens
    time = new Date(time.getTime() + Math.round(wait * MINUTE))
  }
  return time
}

/** Milliseconds that the office goes on working today; none where it does not work at this moment. */
export const workingTimeLeft = (hours: WorkingHours, at: Date): number => {
  const { weekend, minute } = localTime(hours.timeZone, at)
  if (weekend || minute < hours.opens || minute >= hours.closes) return 0
  return Math.round((hours.closes - minute) * MINUTE)
}

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string) => {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
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

/** minute: of the day, with its fraction. */
const localTime = (timeZone: string, at: Date) => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const seconds = number('second') + (at.getTime() % 1000) / 1000
  const weekday = parts.get('weekday')
  return {
    weekend: weekday === 'Sat' || weekday === 'Sun',
    minute: number('hour') * 60 + number('minute') + seconds / 60,
  }
}
