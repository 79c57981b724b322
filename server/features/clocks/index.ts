import type { ChannelKind } from '../../db/schema.ts'
import type { Clock, ClockFacts, Extension } from './clock.ts'
import { computeDue as compute } from './compute-due.ts'
import type { Day } from './days.ts'
import { extendClock } from './extend-clock.ts'
import { type Forwarding, forwardClock } from './forward-clock.ts'
import { type Laws, readLaws } from './laws.ts'
import { type WorkDays, workDays } from './work-days.ts'

export type { Clock, ClockFacts, ClockStep, Extension } from './clock.ts'
export { type Day, isDay, isWeekend } from './days.ts'
export { describeClock } from './describe-clock.ts'
export type { Forwarding } from './forward-clock.ts'
export type { WorkDays } from './work-days.ts'

let read: Laws | undefined

/** Read when they are first asked for: a start does not need them. */
const laws = (): Laws => {
  read ??= readLaws()
  return read
}

/** The keys that institutions.answer_rule may hold. */
export const answerRules = (): string[] => laws().keys

/** When an answer is due, by the rules in data/, and how that was found: see compute-due.ts for what is refused. */
export const computeDue = (facts: ClockFacts): Clock => compute(laws(), facts)

/** The clock after an extension by the office: see extend-clock.ts. */
export const extend = (clock: Clock, extension: Extension): Clock => extendClock(laws(), clock, extension)

/** A clock for the office that the letter was passed on to: see forward-clock.ts. */
export const forwarded = (clock: Clock, forwarding: Forwarding): Clock => forwardClock(laws(), clock, forwarding)

/** On which days an office works, by its rule and its country as they stand on a day: see work-days.ts. */
export const officeDays = (rule: string | null, country: string | null, on: Day): WorkDays =>
  workDays(laws(), { rule, country, on })

/** What a rule says on a day, in both languages, and whether a lawyer has confirmed it. Throws for an unknown key. */
export const ruleOn = (key: string, day: Day) => {
  const { law, source, says, confirmed, binding } = laws().inForce(key, day)
  return { law, source, says, confirmed, binding }
}

/** Whether an office under this rule has to consider a letter that comes by this channel. */
export const isConsidered = (key: string, channel: ChannelKind, day: Day) =>
  !laws().inForce(key, day).not_considered.includes(channel)
