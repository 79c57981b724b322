/** Mondays to Fridays that are off, as the production calendars list them, typed apart from the data under test. */
const off: Record<string, Record<number, string>> = {
  kz: {
    2024: '01-01 01-02 03-08 03-21 03-22 03-25 05-01 05-07 05-08 05-09 07-08 08-30 10-25 12-16',
    2025: '01-01 01-02 01-03 01-07 03-10 03-21 03-24 03-25 05-01 05-07 05-09 06-06 07-07 09-01 10-27 12-16',
    2026: '01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16',
    2027: '01-01 01-04 01-07 03-08 03-15 03-22 03-23 03-24 05-03 05-07 05-10 07-06 10-25 12-16',
  },
  ru: {
    2024: '01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 04-29 04-30 05-01 05-09 05-10 06-12 11-04 12-30 12-31',
    2025: '01-01 01-02 01-03 01-06 01-07 01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31',
    2026: '01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31',
    2027: '01-01 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-03 05-10 06-14 11-04',
  },
  eu: {
    2024: '01-01 01-02 03-28 03-29 04-01 05-01 05-09 05-10 05-20 08-15 11-01 12-24 12-25 12-26 12-27 12-30 12-31',
    2025: '01-01 01-02 04-17 04-18 04-21 05-01 05-09 05-29 05-30 06-09 07-21 08-15 12-24 12-25 12-26 12-29 12-30 12-31',
    2026: '01-01 01-02 04-02 04-03 04-06 05-01 05-14 05-15 05-25 07-21 11-02 12-24 12-25 12-28 12-29 12-30 12-31',
    2027: '01-01 03-25 03-26 03-29 05-06 05-07 05-17 07-21 11-01 11-02 12-24 12-27 12-28 12-29 12-30 12-31',
  },
}

const worked = ['kz 2024-05-04', 'kz 2025-01-05', 'ru 2024-04-27', 'ru 2024-11-02', 'ru 2024-12-28', 'ru 2025-11-01']

const offDays = new Set(
  Object.entries(off).flatMap(([calendar, years]) =>
    Object.entries(years).flatMap(([year, days]) => days.split(' ').map((day) => `${calendar} ${year}-${day}`)),
  ),
)

const next = (day: string) => {
  const date = new Date(day)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

export const everyDay = (first: string, last: string) => {
  const days = [first]
  for (let day = first; day < last; ) {
    day = next(day)
    days.push(day)
  }
  return days
}

export const isDayOff = (calendar: string, day: string) => {
  if (worked.includes(`${calendar} ${day}`)) return false
  const weekday = new Date(day).getUTCDay()
  return weekday === 0 || weekday === 6 || offDays.has(`${calendar} ${day}`)
}

/** Turns the pages of the calendar one by one. */
export const countWorkingDays = (calendar: string, from: string, count: number) => {
  let day = from
  let left = count
  while (left > 0) {
    day = next(day)
    if (!isDayOff(calendar, day)) left -= 1
  }
  return day
}

export const laterBy = (calendar: string, from: string, days: number) => {
  let day = from
  for (let turned = 0; turned < days; turned++) day = next(day)
  while (isDayOff(calendar, day)) day = next(day)
  return day
}
