import { endOfTerm, workingDayFrom } from './calendar.ts'
import type { Clock, ClockStep, Extension } from './clock.ts'
import { type Day, isDay } from './days.ts'
import type { Laws, RuleInForce } from './laws.ts'

/**
 * The clock after the office extended its term. The longest lawful extension counts from the end of the first term,
 * however often it is extended; a day past it does not count. One decided after the term ended moves nothing, nor does
 * one without a date where the rule has no longest. Throws RangeError for a day that does not exist or before sending.
 */
export const extendClock = (laws: Laws, clock: Clock, { decidedOn, until }: Extension): Clock => {
  const sentOn = clock.steps[0]?.date ?? clock.dueOn
  if (![decidedOn, until ?? decidedOn].every(isDay)) throw new RangeError(`Not a day: ${decidedOn}, ${until}`)
  if (decidedOn < sentOn) throw new RangeError(`Extended on ${decidedOn}, before it was sent on ${sentOn}`)
  if (decidedOn > clock.dueOn) return withSteps(clock, { key: 'extended-too-late', date: decidedOn })

  const rule = laws.version(clock.rule, clock.version)
  const longest = longestEnd(rule, clock)
  const named = until ?? longest
  if (named === undefined) return withSteps(clock, { key: 'extended-without-date', date: decidedOn })

  const allowed = longest !== undefined && longest < named ? longest : named
  const dueOn = allowed > clock.dueOn ? allowed : clock.dueOn
  const steps: ClockStep[] = [{ key: 'extended', date: dueOn, other: decidedOn }]
  if (allowed !== named && rule.extended_by_at_most)
    steps.push({ key: 'extended-at-most', date: allowed, other: named, length: rule.extended_by_at_most })
  if (rule.extension_told_within) {
    const date = endOfTerm(rule.days, decidedOn, rule.extension_told_within)
    steps.push({ key: 'extension-told-by', date, length: rule.extension_told_within })
  }
  return { ...withSteps(clock, ...steps), dueOn, calendar: calendarTo(rule, clock, dueOn) }
}

const withSteps = (clock: Clock, ...steps: ClockStep[]): Clock => ({ ...clock, steps: [...clock.steps, ...steps] })

const longestEnd = ({ days, extended_by_at_most, end_on_day_off }: RuleInForce, { firstEnd }: Clock) => {
  if (!extended_by_at_most) return undefined
  const end = endOfTerm(days, firstEnd, extended_by_at_most)
  return end_on_day_off === 'stays' ? end : workingDayFrom(days, end)
}

/** The calendar's version stays that of the start; years that the term now reaches into are added. */
const calendarTo = ({ days }: RuleInForce, { calendar, firstEnd }: Clock, dueOn: Day) =>
  calendar && {
    ...calendar,
    incomplete: [...new Set([...calendar.incomplete, ...days.incompleteYears(firstEnd, dueOn)])],
  }
