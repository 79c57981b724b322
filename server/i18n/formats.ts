import type { Locale } from './locale.ts'
import { localTime, offsetName } from './time-zones.ts'
import { translator } from './translator.ts'

const THIN_SPACE = '\u202f'
const NO_BREAK = '\u00a0'

/** 4812 → “4 812” with a narrow no-break space, from four digits on, in both languages. */
export const formatNumber = (value: number) => String(Math.trunc(value)).replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE)

const tags: Record<Locale, string> = { en: 'en-GB', ru: 'ru-RU' }

const dateFormats = new Map<string, Intl.DateTimeFormat>()

const dateFormat = (locale: Locale, timeZone: string) => {
  const name = `${locale} ${timeZone}`
  const made = dateFormats.get(name)
  if (made) return made
  const format = new Intl.DateTimeFormat(tags[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  dateFormats.set(name, format)
  return format
}

const dayFormats: Record<Locale, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
}

/** A day or a run of days, without the year unless it changes: “8 March”, “8–9 March”, «30 апреля – 2 мая». */
export const formatDays = (locale: Locale, first: Date, last: Date) =>
  dayFormats[locale]
    .formatRange(first, last)
    .replace(/^(\d+)\s*–\s*(?=\d+ \p{L}+$)/u, '$1–')
    .replace(/(\d) (?=\p{L})/gu, `$1${NO_BREAK}`)

const monthFormats: Record<Locale, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru-RU', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
}

/** “12 March 2026”, «12 марта 2026 г.»; the day holds to its month by a no-break space. */
export const formatDate = (locale: Locale, date: Date, timeZone = 'UTC') =>
  holdTogether(dateFormat(locale, timeZone).format(date))

/** “12 March 2026, 14:30 UTC+5”: a moment as the zone's clocks show it, with the zone. */
export const formatMoment = (locale: Locale, at: Date, timeZone: string) =>
  `${formatDate(locale, at, timeZone)}, ${localTime(timeZone, at).slice(11)}${NO_BREAK}${offsetName(timeZone, at)}`

/** How people call the time of a zone of the IANA database: «Алматы», “Almaty Time”. Throws RangeError for no zone. */
export const formatTimeZone = (locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortGeneric' })
    .formatToParts(0)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone

/** How people call it, and as the database of zones does: “Almaty Time (Asia/Almaty)”. */
export const nameTimeZone = (locale: Locale, timeZone: string): string =>
  timeZone === 'UTC' ? timeZone : `${formatTimeZone(locale, timeZone)} (${timeZone})`

/** A date that may lack its day or month: “2021”, “March 2021”, “12 March 2021”, from YYYY, YYYY-MM, YYYY-MM-DD. */
export const formatPartialDate = (locale: Locale, value: string) => {
  const date = new Date(`${value}${'-01-01'.slice(value.length - 4)}T00:00:00Z`)
  if (value.length === 4) return locale === 'ru' ? `${value}${NO_BREAK}г.` : value
  if (value.length === 7) return holdTogether(monthFormats[locale].format(date))
  return formatDate(locale, date)
}

const holdTogether = (text: string) => text.replace(/^(\d+) /, `$1${NO_BREAK}`).replace(/ г\.$/, `${NO_BREAK}г.`)

const relativeFormats: Record<Locale, Intl.RelativeTimeFormat> = {
  en: new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' }),
  ru: new Intl.RelativeTimeFormat('ru-RU', { numeric: 'always' }),
}

/** “just now” within a minute, then “9 minutes ago”, “2 hours ago”, “3 days ago”, and past thirty days the date. */
export const formatAgo = (locale: Locale, from: Date, now: Date) => {
  const seconds = (now.getTime() - from.getTime()) / 1000
  const ago = (value: number, unit: 'minute' | 'hour' | 'day') =>
    relativeFormats[locale].format(-Math.floor(value), unit).replace(/^(\d+) /, `$1${NO_BREAK}`)
  if (seconds < 60) return translator(locale)('formats.justNow')
  if (seconds < 3600) return ago(seconds / 60, 'minute')
  if (seconds < 86_400) return ago(seconds / 3600, 'hour')
  if (seconds < 30 * 86_400) return ago(seconds / 86_400, 'day')
  return formatDate(locale, from)
}
