import { endOfTerm, workingDayFrom } from './calendar.ts'
import type { Clock, ClockFacts, ClockStep } from './clock.ts'
import { type Day, isDay } from './days.ts'
import { extendClock } from './extend-clock.ts'
import type { Length } from './law-shapes.ts'
import type { Laws, RuleInForce } from './laws.ts'

/** How long a letter by post is given to arrive, where nobody knows: no law, an allowance in the office's favour. */
const byPost: Length = { count: 14, unit: 'days' }

/**
 * The day by which an answer is due, and how it was found, by the rule in force on the day from which it counts. A day
 * that is not known is taken as late as the law lets it be. Throws RangeError for days that do not exist or stand in an
 * impossible order, Error for a rule that there is not.
 */
export const computeDue = (laws: Laws, facts: ClockFacts): Clock => {
  checkDays(facts)
  const began = facts.forwardedOn ?? facts.sentOn
  const steps: ClockStep[] = [{ key: 'sent', date: facts.sentOn }]
  if (facts.forwardedOn) steps.push({ key: 'forwarded', date: facts.forwardedOn })

  const inForce = laws.inForce(facts.rule ?? 'none', facts.registeredOn ?? facts.receivedOn ?? began)
  const unheard = isUnheard(inForce, facts)
  if (unheard) steps.push({ key: 'not-considered', date: began })
  const rule = unheard ? laws.inForce('none', began) : inForce

  const start = findStart(rule, facts, began, steps)
  const clock = startClock(rule, start, steps)
  return (facts.extensions ?? []).reduce((running, extension) => extendClock(laws, running, extension), clock)
}

/** Sent by a channel by which the law lets a letter lie; once registered or passed on, it is being considered. */
const isUnheard = (rule: RuleInForce, { channel, registeredOn, forwardedOn }: ClockFacts) =>
  channel !== undefined && rule.not_considered.includes(channel) && !registeredOn && !forwardedOn

/** The day from which the term counts; its steps are added to those there are. */
const findStart = (rule: RuleInForce, facts: ClockFacts, began: Day, steps: ClockStep[]): Day => {
  if (rule.counted_from === 'sending') return began
  const { registeredOn } = facts

  if (rule.counted_from === 'registration' && registeredOn) {
    if (facts.receivedOn) steps.push({ key: 'received', date: facts.receivedOn })
    steps.push({ key: 'registered', date: registeredOn })
    return registeredOn
  }
  const received = findReceipt(rule, facts, began, steps)
  if (rule.counted_from === 'receipt' || !rule.registered_within) return received

  const registered = workingDayFrom(rule.days, endOfTerm(rule.days, received, rule.registered_within))
  steps.push({ key: 'registered-by', date: registered, length: rule.registered_within })
  return registered
}

/** By post nobody knows when it came, but a letter that is registered has come; by wire it comes when it is sent. */
const findReceipt = (rule: RuleInForce, facts: ClockFacts, began: Day, steps: ClockStep[]): Day => {
  if (facts.receivedOn) {
    steps.push({ key: 'received', date: facts.receivedOn })
    return facts.receivedOn
  }
  if (facts.channel !== 'post' || facts.forwardedOn) return began
  if (facts.registeredOn) {
    steps.push({ key: 'registered', date: facts.registeredOn })
    return facts.registeredOn
  }
  const received = endOfTerm(rule.days, began, byPost)
  steps.push({ key: 'received-by', date: received, length: byPost })
  return received
}

const startClock = (rule: RuleInForce, start: Day, before: ClockStep[]): Clock => {
  const { days, answered_within: length } = rule
  const steps = [...before, ...stepsOnTheWay(rule, start)]
  const firstEnd = endOfTerm(days, start, length)
  const counted = length.unit === 'working-days' ? days.exceptions(start, firstEnd) : {}
  steps.push({ key: 'term', date: firstEnd, length, ...counted })

  const dueOn = rule.end_on_day_off === 'stays' ? firstEnd : workingDayFrom(days, firstEnd)
  if (dueOn !== firstEnd) steps.push({ key: 'next-working-day', date: dueOn, other: firstEnd })
  return {
    rule: rule.key,
    version: rule.version,
    binding: rule.binding,
    law: rule.law,
    source: rule.source,
    calendar: days.key
      ? { key: days.key, version: days.version, incomplete: days.incompleteYears(start, dueOn) }
      : null,
    steps,
    firstEnd,
    dueOn,
    provisional: steps.some(({ key }) => key === 'registered-by' || key === 'received-by'),
    silence: rule.silence,
  }
}

/** What the office has to do before it answers. */
const stepsOnTheWay = ({ days, ...rule }: RuleInForce, start: Day): ClockStep[] => {
  const { acknowledged_within: acknowledged, forwarded_within: forwarded } = rule
  return [
    ...(acknowledged
      ? [{ key: 'acknowledged-by' as const, date: endOfTerm(days, start, acknowledged), length: acknowledged }]
      : []),
    ...(forwarded
      ? [{ key: 'forwarded-by' as const, date: endOfTerm(days, start, forwarded), length: forwarded }]
      : []),
  ]
}

const checkDays = ({ sentOn, forwardedOn, receivedOn, registeredOn, extensions = [] }: ClockFacts) => {
  const inOrder = [sentOn, forwardedOn, receivedOn, registeredOn].filter((day) => day !== undefined && day !== null)
  const all = [...inOrder, ...extensions.flatMap(({ decidedOn, until }) => [decidedOn, until ?? decidedOn])]
  const wrong = all.find((day) => !isDay(day))
  if (wrong !== undefined) throw new RangeError(`Not a day: ${wrong}`)
  const early = inOrder.find((day, index) => index > 0 && day < (inOrder[index - 1] ?? day))
  if (early !== undefined) throw new RangeError(`${early} is before what came first: ${inOrder.join(', ')}`)
}
