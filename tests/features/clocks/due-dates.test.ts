import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type ClockFacts, computeDue } from '../../../server/features/clocks/index.ts'
import { readLaws } from '../../../server/features/clocks/laws.ts'
import { inProject } from '../../../server/paths.ts'
import { countWorkingDays, everyDay, isDayOff, laterBy } from './official-calendars.ts'

const factsFrom = (rule: string, sentOn: string, known: string): ClockFacts => {
  const { registered, forwarded, channel, extended, until } = Object.fromEntries(
    known.split(' ').map((fact) => fact.split('=')),
  )
  return {
    rule,
    sentOn,
    ...(registered && { registeredOn: registered }),
    ...(forwarded && { forwardedOn: forwarded }),
    ...(channel && { channel }),
    ...(extended && { extensions: [{ decidedOn: extended, ...(until && { until }) }] }),
  }
}

const table = readFileSync(inProject('tests', 'features', 'clocks', 'due-dates.txt'), 'utf8')
  .split('\n')
  .filter((row) => row && !row.startsWith('#'))
  .map((row) => row.split(/\s{2,}/) as [string, string, string, string])

test('the table has more than two hundred cases, each once, of every rule', () => {
  expect(table.length).toBeGreaterThan(200)
  expect(new Set(table.map((row) => row.join())).size).toBe(table.length)
  expect([...new Set(table.map(([rule]) => rule))].sort()).toEqual([...readLaws().keys].sort())
})

test.each(table)('%s, sent on %s, %s: due on %s', (rule, sentOn, known, dueOn) => {
  expect(computeDue(factsFrom(rule, sentOn, known)).dueOn).toBe(dueOn)
})

test.each([
  ['5, 6; 10 to 13; 16 to 20; 26, 27; 30, 31 March', 'kz-appk-76', '2026-03-04', '2026-03-31'],
  ['10; 13 to 17; 20 to 24; 27 to 30 May, 8 May being off for 4 May', 'kz-appk-76', '2024-05-06', '2024-05-30'],
  ['5, 6, 8, 9; 12 to 16; 19 to 23; 26 January', 'kz-appk-76', '2025-12-31', '2026-01-26'],
  ['31 August, worked since 2026; 1 to 4; 7 to 11; 14 to 18 September', 'kz-appk-76', '2026-08-28', '2026-09-18'],
  ['1 May is off, 2 and 3 the weekend', 'ru-59fz', '2026-04-01', '2026-05-04'],
  ['Saturday, 1 November 2025 is worked', 'ru-59fz', '2025-10-02', '2025-11-01'],
  ['1 January to 11 January are off', 'ru-59fz', '2025-12-02', '2026-01-12'],
])('on paper: %s', (_, rule, registeredOn, dueOn) => {
  expect(computeDue({ rule, sentOn: registeredOn, registeredOn }).dueOn).toBe(dueOn)
})

test.each([
  ['February has no 31st, its last day is a Saturday', '2025-12-31', '2026-03-02'],
  ['6 April 2026 is Easter Monday', '2026-02-06', '2026-04-07'],
  ['from 28 December to 3 January everything is off', '2026-10-28', '2027-01-04'],
])('on paper: %s', (_, sentOn, dueOn) => {
  expect(computeDue({ rule: 'eu-good-administration', sentOn }).dueOn).toBe(dueOn)
})

const days = everyDay('2024-01-01', '2027-12-31')

test.each(['kz', 'ru', 'eu'])('the calendar %s is off on the days of the official lists and on no other', (key) => {
  const rule = { kz: 'kz-appk-76', ru: 'ru-59fz', eu: 'eu-good-administration' }[key] ?? ''
  const calendar = readLaws().inForce(rule, '2026-01-01').days
  expect(days).toHaveLength(1461)
  expect(days.filter((day) => calendar.isOff(day) !== isDayOff(key, day))).toEqual([])
})

test('a counter that turns page after page finds the same days, whenever a letter is registered', () => {
  const counted = days.filter((day) => day < '2027-10-01')
  const due = (rule: string, day: string) => computeDue({ rule, sentOn: day, registeredOn: day }).dueOn
  expect(counted.filter((day) => due('kz-appk-76', day) !== countWorkingDays('kz', day, 15))).toEqual([])
  expect(counted.filter((day) => due('ru-59fz', day) !== laterBy('ru', day, 30))).toEqual([])
})
