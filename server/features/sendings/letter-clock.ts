import type { ChannelKind } from '../../db/schema.ts'
import { type Clock, computeDue, type Extension, extend, forwarded } from '../clocks/index.ts'
import type { StoredLetter } from './queries.ts'

/** What of a clock is stored with a letter. */
export interface StoredClock {
  /** Null where no law gives a term: then nobody is overdue, and the clock only says when to ask again. */
  due_on: string | null
  clock: string
}

const stored = (clock: Clock): StoredClock => ({
  due_on: clock.binding === 'none' ? null : clock.dueOn,
  clock: JSON.stringify(clock),
})

export const clockOf = ({ clock }: Pick<StoredLetter, 'clock'>) => clock as Clock | null

/** The clock of a letter that was sent; a rule of null is that of an office for which no law is known. */
export const clockFromSending = (rule: string | null, sentOn: string, channel: ChannelKind): StoredClock =>
  stored(computeDue({ rule, sentOn, channel }))

/** The clock once the letter is registered, from that day: extensions that were told before run on. */
export const clockFromRegistration = (letter: StoredLetter, registeredOn: string): StoredClock => {
  const { steps = [] } = clockOf(letter) ?? {}
  const forwardedOn = steps.find(({ key }) => key === 'forwarded' || key === 'forwarded-late')?.date ?? null
  const sentOn = steps.find(({ key }) => key === 'sent')?.date ?? letter.sent_on ?? registeredOn
  const extensions = steps
    .filter(({ key }) => key === 'extended')
    .map(({ date, other }) => ({ decidedOn: other ?? date, until: date }))
  const { answer_rule: rule, channel } = letter
  return stored(computeDue({ rule, sentOn, channel, forwardedOn, registeredOn, extensions }))
}

/** The running clock with a longer term; undefined for a letter that has none. */
export const clockExtended = (letter: StoredLetter, extension: Extension): StoredClock | undefined => {
  const clock = clockOf(letter)
  return clock ? stored(extend(clock, extension)) : undefined
}

/** The clock of the office that a letter was passed on to. */
export const clockFromForwarding = (letter: StoredLetter, rule: string | null, on: string): StoredClock => {
  const clock = clockOf(letter)
  if (clock) return stored(forwarded(clock, { rule, on }))
  return stored(computeDue({ rule, sentOn: letter.sent_on ?? on, forwardedOn: on }))
}
