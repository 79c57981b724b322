import { expect, test } from 'vitest'
import {
  formatDate,
  formatMoment,
  isCountry,
  isTimeZone,
  localTime,
  offsetName,
  readLocalTime,
  timeZoneOf,
  timeZones,
} from '../../server/i18n/index.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test.each([
  ['Asia/Almaty', '2026-05-01T09:00', '2026-05-01T04:00'],
  ['UTC', '2026-05-01T09:00', '2026-05-01T09:00'],
  ['Europe/Berlin', '2026-01-15T09:00', '2026-01-15T08:00'],
  ['Europe/Berlin', '2026-07-15T09:00', '2026-07-15T07:00'],
  ['Asia/Kolkata', '2026-07-15T00:15', '2026-07-14T18:45'],
  ['America/New_York', '2026-12-31T23:59', '2027-01-01T04:59'],
  // Put forward at 02:00: 02:30 is not there, and half past the hour that follows is meant.
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30'],
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30'],
  // Put back at 03:00: 02:30 is there twice, and the first is meant.
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
  ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00'],
  // By half an hour, in the south.
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45'],
])('in %s %s is %s in UTC', (zone, typed, utc) => {
  expect(readLocalTime(zone, typed).toISOString().slice(0, 16)).toBe(utc)
})

test('what the clocks show is read as the moment that it was, all year round, but for the hour that is there twice', () => {
  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Asia/Almaty', 'Pacific/Apia']) {
    for (let hour = 0; hour < 366 * 24; hour += 5) {
      const at = new Date(Date.UTC(2026, 0, 1, hour))
      const again = readLocalTime(zone, localTime(zone, at))
      expect([zone, localTime(zone, again)]).toEqual([zone, localTime(zone, at)])
      expect(at.getTime() - again.getTime()).toBeLessThanOrEqual(3_600_000)
    }
  }
})

test('a moment is told with its zone, in both languages', () => {
  const at = new Date('2026-03-12T20:30:00Z')
  expect(plain(formatMoment('en', at, 'Asia/Almaty'))).toBe('13 March 2026, 01:30 UTC+5')
  expect(plain(formatMoment('ru', at, 'America/St_Johns'))).toBe('12 марта 2026 г., 18:00 UTC−2:30')
  expect(plain(formatMoment('ru', at, 'UTC'))).toBe('12 марта 2026 г., 20:30 UTC')
  expect(plain(formatDate('en', at, 'Asia/Almaty'))).toBe('13 March 2026')
  expect(offsetName('Europe/Berlin', new Date('2026-07-01'))).toBe('UTC+2')
})

test('a country has a zone that can be chosen', () => {
  expect(['KZ', 'RU', 'DE', 'US', 'KG'].map(timeZoneOf)).toEqual([
    'Asia/Almaty',
    'Europe/Moscow',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Bishkek',
  ])
  expect(timeZoneOf(null)).toBe('UTC')
  const countries = ['AU', 'BR', 'CA', 'CL', 'CY', 'ES', 'MN', 'MX', 'PG', 'PT', 'UA', 'UZ', 'BY', 'GE', 'AM', 'TR']
  for (const country of countries)
    expect([country, isCountry(country), isTimeZone(timeZoneOf(country))]).toEqual([country, true, true])
  expect(timeZones[0]).toBe('UTC')
})

test('a country has its zone whether its zones are a property or a method, as in Node 24', () => {
  const name = 'getTimeZones'
  const own = Object.getOwnPropertyDescriptor(Intl.Locale.prototype, name)
  const value = function (this: unknown) {
    if (this instanceof Intl.Locale) return [`Zone/${this.region}`]
    throw new TypeError('called on incompatible receiver')
  }
  Object.defineProperty(Intl.Locale.prototype, name, { configurable: true, value })
  try {
    expect(timeZoneOf('KZ')).toBe('Zone/KZ')
  } finally {
    Reflect.deleteProperty(Intl.Locale.prototype, name)
    if (own) Object.defineProperty(Intl.Locale.prototype, name, own)
  }
})
