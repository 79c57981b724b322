import type { Clock, ClockFacts } from './clock.ts'
import { computeDue } from './compute-due.ts'
import type { Day } from './days.ts'
import type { Laws } from './laws.ts'

/** To whom a letter was passed on: when, and what is known of it there. Without a rule, that of the first office. */
export type Forwarding = Pick<ClockFacts, 'rule' | 'receivedOn' | 'registeredOn'> & { on: Day }

/**
 * A clock for the office that a letter was passed on to: its own term, from its own registration. The steps say when
 * it was first sent, when passed on, and whether that was later than the first office was allowed.
 */
export const forwardClock = (laws: Laws, clock: Clock, { on, ...there }: Forwarding): Clock => {
  const sentOn = clock.steps[0]?.date ?? on
  const allowed = clock.steps.find(({ key }) => key === 'forwarded-by')?.date
  const forwarded = computeDue(laws, { rule: clock.rule, ...there, sentOn, forwardedOn: on })
  if (allowed === undefined || on <= allowed) return forwarded
  const steps = forwarded.steps.map((step) =>
    step.key === 'forwarded' ? { key: 'forwarded-late' as const, date: on, other: allowed } : step,
  )
  return { ...forwarded, steps }
}
