import { expect, test } from 'vitest'
import { nextDeparture } from '../../../server/features/dispatch/pace.ts'
import { nextWorkingTime, readWorkingHours, workingTimeLeft } from '../../../server/features/dispatch/working-hours.ts'

const astana = readWorkingHours('Asia/Almaty', '09:00-18:30')

test('hours are read in the zone of the office; what is not known is nine to six, UTC', () => {
  expect(astana).toEqual({ timeZone: 'Asia/Almaty', opens: 540, closes: 1110 })
  const common = { timeZone: 'UTC', opens: 540, closes: 1080 }
  expect(readWorkingHours(null, null)).toEqual(common)
  expect(readWorkingHours('Mars/Olympus', '18:00-09:00')).toEqual(common)
  expect(readWorkingHours('Europe/Paris', 'by day')).toEqual({ ...common, timeZone: 'Europe/Paris' })
})

test.each([
  ['at night', '2026-03-10T20:00:00Z', '2026-03-11T04:00:00.000Z'],
  ['before it opens', '2026-03-11T03:59:59.500Z', '2026-03-11T04:00:00.000Z'],
  ['when it has just closed on Friday', '2026-03-13T13:30:00Z', '2026-03-16T04:00:00.000Z'],
  ['on Sunday', '2026-03-15T08:00:00Z', '2026-03-16T04:00:00.000Z'],
])('%s the next working time is the next opening', (_, at, opening) => {
  expect(nextWorkingTime(astana, new Date(at)).toISOString()).toBe(opening)
  expect(workingTimeLeft(astana, new Date(at))).toBe(0)
})

test('within its hours an office works at once, and for as long as is left of them', () => {
  const at = new Date('2026-03-11T12:00:00Z')
  expect(nextWorkingTime(astana, at)).toBe(at)
  expect(workingTimeLeft(astana, at)).toBe(90 * 60_000)
})

test('an opening keeps its hour over a change of clocks', () => {
  const paris = readWorkingHours('Europe/Paris', '09:00-17:00')
  expect(nextWorkingTime(paris, new Date('2026-03-27T18:00:00Z')).toISOString()).toBe('2026-03-30T07:00:00.000Z')
  expect(nextWorkingTime(paris, new Date('2026-10-23T18:00:00Z')).toISOString()).toBe('2026-10-26T08:00:00.000Z')
})

const noon = new Date('2026-03-11T07:00:00Z')
const minutesAfter = (waiting: number, random: number, now = noon) =>
  (nextDeparture({ now, waiting, quota: 30, hours: astana, random: () => random }).getTime() - now.getTime()) / 60_000

test('many letters leave at the pace of the quota, give or take a quarter', () => {
  expect([0, 0.5, 1].map((random) => minutesAfter(10_000, random))).toEqual([1.5, 2, 2.5])
})

test('a few letters are spread over what is left of the day, and none waits long for the next', () => {
  expect(minutesAfter(39, 0.5)).toBe(10)
  expect(minutesAfter(1, 0.5)).toBe(15)
})

test('what does not fit in today leaves soon after the next opening, not all at its first second', () => {
  const evening = new Date('2026-03-11T13:29:00Z')
  expect(minutesAfter(500, 0, evening)).toBe(1.5 - 0.5 + 14 * 60 + 30)
  expect(minutesAfter(500, 0.5, evening)).toBe(14 * 60 + 31 + 1)
})
