import { createHash } from 'node:crypto'

/** Letters to one office in a day after which others are proposed until tomorrow. */
export const DAILY_SHARE = 30

/** How much an office is being written to. */
export interface OfficeLoad {
  key: string
  /** Letters of late, claimed or sent. */
  recent: number
  /** Of these, today. */
  today: number
}

/** `now`: this office needs letters; `tomorrow`: it has had its share for today. */
export interface Allocated {
  key: string
  when: 'now' | 'tomorrow'
}

/** Offices whose loads differ by less than twice need letters about as much. */
const need = (recent: number) => Math.floor(Math.log2(1 + recent))

const lot = (person: string, key: string) => createHash('sha256').update(`${person} ${key}`).digest('hex')

/**
 * Offices in the order in which this person should write to them: those that have had today's share last, then those
 * with the fewest letters of late first; among equals a lot decides, which is the same for one person whenever they
 * look and another for the next, so that many people spread over many offices.
 */
export const allocate = (offices: OfficeLoad[], person: string): Allocated[] =>
  offices
    .map(({ key, recent, today }) => ({
      key,
      when: today < DAILY_SHARE ? ('now' as const) : ('tomorrow' as const),
      need: need(recent),
      lot: lot(person, key),
    }))
    .sort(
      (a, b) =>
        Number(a.when === 'tomorrow') - Number(b.when === 'tomorrow') || a.need - b.need || (a.lot < b.lot ? -1 : 1),
    )
    .map(({ key, when }) => ({ key, when }))
