import { expect, test } from 'vitest'
import { nextDeparture } from '../../../server/features/dispatch/pace.ts'
import {
  hoursOf,
  nextWorkingTime,
  readWorkingHours,
  workingTimeLeft,
} from '../../../server/features/dispatch/working-hours.ts'

const astana = readWorkingHours('Asia/Almaty', '09:00-18:30')

test('hours are read in the zone of the office; what is not known is nine to six, UTC', () => {
  expect(astana).toMatchObject({ timeZone: 'Asia/Almaty', opens: 540, closes: 1110 })
  const common = { timeZone: 'UTC', opens: 540, closes: 1080 }
  expect(readWorkingHours(null, null)).toMatchObject(common)
  expect(readWorkingHours('Mars/Olympus', '18:00-09:00')).toMatchObject(common)
  expect(readWorkingHours('Europe/Paris', 'by day')).toMatchObject({ ...common, timeZone: 'Europe/Paris' })
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

const hoursIn = (country: string | null, answer_rule: string | null = null, time_zone = 'Asia/Almaty') =>
  hoursOf({ country, answer_rule, time_zone, working_hours: '09:00-18:00' }, new Date('2024-01-01T00:00:00Z'))

test.each([
  ['a holiday', hoursIn('KZ'), '2024-04-30T14:00:00Z', '2024-05-02T04:00:00.000Z'],
  ['a day off that was moved', hoursIn('KZ'), '2024-05-07T08:00:00Z', '2024-05-10T04:00:00.000Z'],
  ['a Saturday that is worked instead', hoursIn('KZ'), '2024-05-03T14:00:00Z', '2024-05-04T04:00:00.000Z'],
  ['ten days of holidays', hoursIn('RU', null, 'Europe/Moscow'), '2024-12-28T15:00:00Z', '2025-01-09T06:00:00.000Z'],
  [
    'the rule under which it answers',
    hoursIn(null, 'eu-good-administration', 'Europe/Brussels'),
    '2024-05-08T17:00:00Z',
    '2024-05-13T07:00:00.000Z',
  ],
  ['a year that no list covers', hoursIn('KZ'), '2049-12-16T05:00:00Z', '2049-12-17T04:00:00.000Z'],
  ['no calendar at all', hoursIn('UA', null, 'Europe/Kyiv'), '2025-01-01T07:00:00Z', '2025-01-01T07:00:00.000Z'],
])('letters wait and leave by the days off of the office: %s', (_, hours, at, opening) => {
  expect(nextWorkingTime(hours, new Date(at)).toISOString()).toBe(opening)
})

test('an opening keeps its hour over a change of clocks', () => {
  const paris = readWorkingHours('Europe/Paris', '09:00-17:00')
  expect(nextWorkingTime(paris, new Date('2026-03-27T18:00:00Z')).toISOString()).toBe('2026-03-30T07:00:00.000Z')
  expect(nextWorkingTime(paris, new Date('2026-10-23T18:00:00Z')).toISOString()).toBe('2026-10-26T08:00:00.000Z')
})

const noon = new Date('2026-03-11T07:00:00Z')
const departure = (waiting: number, random: number, now: Date) =>
  nextDeparture({ now, waiting, quota: 30, hours: astana, random: () => random })
const minutesAfter = (waiting: number, random: number, now = noon) =>
  (departure(waiting, random, now).office.getTime() - now.getTime()) / 60_000

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

test('a mailbox that offices share is free again at the pace of the quota, never later than the office plans', () => {
  for (const [waiting, random] of [
    [1, 0],
    [39, 0.5],
    [10_000, 1],
  ] as const) {
    const { office, mailbox } = departure(waiting, random, noon)
    expect(mailbox.getTime() - noon.getTime()).toBe(120_000 * (0.75 + random / 2))
    expect(mailbox.getTime()).toBeLessThanOrEqual(office.getTime())
  }
})
