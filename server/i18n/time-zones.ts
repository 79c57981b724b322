const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Zones of the IANA database that can be chosen; UTC first. */
export const timeZones: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
]

const known = new Set(timeZones)

export const isTimeZone = (text: string): boolean => known.has(text)

/** Where most people of a country with several zones live, unless that is the first by its name. */
const main: Record<string, string> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CL: 'America/Santiago',
  CY: 'Asia/Nicosia',
  ES: 'Europe/Madrid',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  US: 'America/New_York',
}

/** The zone that a country (ISO 3166-1 alpha-2) lives by; UTC where it is not known. */
export const timeZoneOf = (country: string | null): string => {
  if (country === null) return 'UTC'
  const inCountry = new Intl.Locale(`und-${country}`) as LocaleOfCountry
  const [first] = inCountry.getTimeZones?.() ?? inCountry.timeZones ?? []
  return main[country] ?? first ?? 'UTC'
}

/** ECMA-402 has made a method of what was a property. */
interface LocaleOfCountry {
  getTimeZones?: () => string[]
  timeZones?: string[]
}

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const made = clocks.get(timeZone)
  if (made) return made
  const [year, month, day] = ['numeric', '2-digit', '2-digit'] as const
  const times = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, year, month, day, ...times })
  clocks.set(timeZone, clock)
  return clock
}

/** How far the zone's clocks are ahead of UTC at this moment, in milliseconds. */
const offsetAt = (timeZone: string, at: number): number => {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((part) => parts.get(part))
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** “UTC”, “UTC+5”, “UTC−3:30”. */
export const offsetName = (timeZone: string, at: Date): string => {
  const minutes = Math.round(offsetAt(timeZone, at.getTime()) / MINUTE)
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`
}

/** What the zone's clocks and calendar show, as a field for date and time has it: 2026-03-02T09:00. */
export const localTime = (timeZone: string, at: Date): string =>
  new Date(at.getTime() + offsetAt(timeZone, at.getTime())).toISOString().slice(0, 16)

/**
 * The moment at which the zone's clocks show this, 2026-03-02T09:00. Where they show it twice, the first; where they
 * leave it out, as much later as they are put forward (like Temporal's “compatible”).
 */
export const readLocalTime = (timeZone: string, text: string): Date => {
  const shown = Date.parse(`${text.slice(0, 16)}Z`)
  const [before, after] = [offsetAt(timeZone, shown - DAY), offsetAt(timeZone, shown + DAY)]
  const fitting = [shown - before, shown - after].filter((at) => at + offsetAt(timeZone, at) === shown)
  return new Date(fitting.length > 0 ? Math.min(...fitting) : shown - before)
}
