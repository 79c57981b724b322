import { nextWorkingTime, type WorkingHours, workingTimeLeft } from './working-hours.ts'

const HOUR = 3_600_000
const JITTER = 0.25

/**
 * What the quota is counted over: an hour, and as long as a letter may be on its way after it was counted, so that no
 * hour as the office sees it has more.
 */
export const QUOTA_WINDOW = HOUR + 3 * 60_000

/** A few letters are spread over the day, but nobody waits longer than this for the next. */
const LONGEST_PAUSE = HOUR / 4

interface Pace {
  /** The moment that a letter leaves. */
  now: Date
  /** Letters that wait for this office still. */
  waiting: number
  /** Letters an hour. */
  quota: number
  hours: WorkingHours
  /** From 0 to 1, as Math.random. */
  random: () => number
}

/**
 * When the letter after this one may leave. For the office: the day's working time shared out among those that wait,
 * never closer than the quota allows on average, ±25 %, and within its working hours. For the mailbox, which may be that
 * of other offices too: as soon as the quota allows it on average, which is never later. It plans and promises nothing:
 * the quota itself is counted at each departure.
 */
export const nextDeparture = ({ now, waiting, quota, hours, random }: Pace): { office: Date; mailbox: Date } => {
  const shortest = HOUR / quota
  const share = workingTimeLeft(hours, now) / Math.max(1, waiting)
  const pause = Math.max(shortest, Math.min(share, LONGEST_PAUSE))
  const jitter = 1 - JITTER + 2 * JITTER * random()
  const after = (length: number) => new Date(now.getTime() + length * jitter)
  return { office: openFrom({ planned: after(pause), quota, hours, random }), mailbox: after(shortest) }
}

/** The planned moment, or where the office is closed then, some moment soon after it opens. */
export const openFrom = ({
  planned,
  quota,
  hours,
  random,
}: Omit<Pace, 'now' | 'waiting'> & { planned: Date }): Date => {
  const opening = nextWorkingTime(hours, planned)
  return opening === planned ? planned : new Date(opening.getTime() + (HOUR / quota) * random())
}
