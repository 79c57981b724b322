import type { ChannelKind } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { NamedDayOff } from './calendar.ts'
import type { Day } from './days.ts'
import type { Length } from './law-shapes.ts'

export type StepKey =
  | 'sent'
  | 'forwarded'
  | 'forwarded-late'
  | 'not-considered'
  | 'received'
  | 'received-by'
  | 'registered'
  | 'registered-by'
  | 'acknowledged-by'
  | 'forwarded-by'
  | 'term'
  | 'next-working-day'
  | 'extended'
  | 'extended-at-most'
  | 'extended-too-late'
  | 'extended-without-date'
  | 'extension-told-by'

/** One step on the way to the last day: what happened, or has to happen, on a day. */
export interface ClockStep {
  key: StepKey
  date: Day
  /** The length by which the date was found. */
  length?: Length
  /** Another date that the step speaks of: the day off that it ended on, the day that the office named. */
  other?: Day
  /** In a term of working days: what was not counted besides weekends, and which days of weekends were. */
  holidays?: NamedDayOff[]
  worked?: Day[]
}

/**
 * How a due date was computed, as JSON that is kept beside it. It holds all that the page says of it, so that neither a
 * new version of the rule nor a holiday declared later moves a clock that runs.
 */
export interface Clock {
  rule: string
  version: string
  /** code: rules that an institution has given itself; none: only the day on which we ask again, nobody is overdue. */
  binding: 'law' | 'code' | 'none'
  law: Record<Locale, string>
  source: string
  /** Null where every day counts. incomplete: years whose days off are not all in this version. */
  calendar: { key: string; version: string; incomplete: number[] } | null
  steps: ClockStep[]
  /** The last day of the term as the law first gives it; extensions are measured from it. */
  firstEnd: Day
  dueOn: Day
  /** A day that we do not know was assumed: the latest lawful one. */
  provisional: boolean
  /** Whether silence past the term counts as a refusal. */
  silence: 'refusal' | 'nothing'
}

export interface Extension {
  /** The day on which the office decided to extend. */
  decidedOn: Day
  /** The last day that it named; without one, the longest that the rule allows. */
  until?: Day
}

export interface ClockFacts {
  /** The key of a rule; none where no rule is known of this office. */
  rule?: string | null
  sentOn: Day
  channel?: ChannelKind
  receivedOn?: Day | null
  /** By the office that answers: after forwarding, by the one that it was forwarded to. */
  registeredOn?: Day | null
  /** Passed on to the office whose rule this is. */
  forwardedOn?: Day | null
  extensions?: Extension[]
}
