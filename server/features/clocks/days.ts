/** A calendar day, YYYY-MM-DD: without a time and without a zone, as terms of law are counted. */
export type Day = string

const MILLISECONDS = 86_400_000

const toTime = (day: Day) => Date.parse(`${day}T00:00:00Z`)

const fromTime = (time: number): Day => new Date(time).toISOString().slice(0, 10)

/** Whether this is a day that exists: not 30 February, nor a time or a number. */
export const isDay = (value: unknown): value is Day =>
  typeof value === 'string' &&
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) &&
  !Number.isNaN(toTime(value)) &&
  fromTime(toTime(value)) === value

/** As many days later, or earlier where the number is negative. */
export const addDays = (day: Day, count: number): Day => fromTime(toTime(day) + count * MILLISECONDS)

/** The day of the same number so many months later; the month's last day where it has no such number. */
export const addMonths = (day: Day, count: number): Day => {
  const date = new Date(toTime(day))
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0)).getUTCDate()
  return fromTime(first + (Math.min(date.getUTCDate(), last) - 1) * MILLISECONDS)
}

export const isWeekend = (day: Day) => [0, 6].includes(new Date(toTime(day)).getUTCDay())

export const yearOf = (day: Day) => Number(day.slice(0, 4))

/** The days after the first up to and with the last, in order; none where the last is not later. */
export const daysAfter = (first: Day, last: Day): Day[] => {
  const count = Math.max(0, Math.round((toTime(last) - toTime(first)) / MILLISECONDS))
  return Array.from({ length: count }, (_, index) => addDays(first, index + 1))
}
