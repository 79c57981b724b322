import type { Days } from './forms.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** Letters older than this no longer count for how much an office is being written to. */
const RECENT_DAYS = 14
/** A letter that was taken on and not sent counts for so long. */
const CLAIM_DAYS = 3
/** Where the day begins first: UTC+14. */
const EARLIEST_ZONE_HOURS = 14
/** Letters may be told of that were sent this long ago. */
const BACK_DAYS = 3 * 366

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** From when letters count for the board. */
export const since = (now: Date) => ({
  recent: new Date(now.getTime() - RECENT_DAYS * DAY),
  claims: new Date(now.getTime() - CLAIM_DAYS * DAY),
  today: new Date(Math.floor(now.getTime() / DAY) * DAY),
})

/** The days that a form may name: none that has begun nowhere on earth yet. */
export const daysUntilNow = (now: Date, earliest?: string | null): Days => ({
  earliest: earliest ?? dayOf(now.getTime() - BACK_DAYS * DAY),
  latest: dayOf(now.getTime() + EARLIEST_ZONE_HOURS * HOUR),
})
