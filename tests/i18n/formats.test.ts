import { expect, test } from 'vitest'
import {
  countriesIn,
  countryName,
  formatAgo,
  formatDate,
  formatDays,
  formatNumber,
  formatPartialDate,
  isCountry,
  translator,
} from '../../server/i18n/index.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, '_')

test.each([
  [0, '0'],
  [999, '999'],
  [4812, '4_812'],
  [1_000_000, '1_000_000'],
])('%d is grouped by narrow spaces that do not break', (value, words) => {
  expect(plain(formatNumber(value))).toBe(words)
})

test('a run of days names its month once where there is one', () => {
  const [first, last] = [new Date('2026-03-08'), new Date('2026-03-09')]
  expect(plain(formatDays('en', first, last))).toBe('8–9_March')
  expect(plain(formatDays('ru', first, last))).toBe('8–9_марта')
  expect(plain(formatDays('ru', first, first))).toBe('8_марта')
  expect(plain(formatDays('en', new Date('2026-03-31'), new Date('2026-04-02')))).toMatch(/^31_March\s–\s2_April$/)
})

test('dates read as each language writes them, and hold together', () => {
  const day = new Date('2026-03-12')
  expect(plain(formatDate('en', day))).toBe('12_March 2026')
  expect(plain(formatDate('ru', day))).toBe('12_марта 2026_г.')
  expect(plain(formatPartialDate('ru', '2021'))).toBe('2021_г.')
  expect(plain(formatPartialDate('en', '2021-03'))).toBe('March 2021')
  expect(plain(formatPartialDate('ru', '2021-03'))).toBe('март 2021_г.')
  expect(plain(formatPartialDate('en', '2021-03-04'))).toBe('4_March 2021')
})

const now = new Date('2026-03-12T12:00:00Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)

test.each([
  [5, 'just now', 'только что'],
  [60, '1_minute ago', '1_минуту назад'],
  [125, '2_minutes ago', '2_минуты назад'],
  [9 * 60, '9_minutes ago', '9_минут назад'],
  [21 * 60, '21_minutes ago', '21_минуту назад'],
  [3600, '1_hour ago', '1_час назад'],
  [5 * 3600, '5_hours ago', '5_часов назад'],
  [2 * 86_400, '2_days ago', '2_дня назад'],
  [40 * 86_400, '31_January 2026', '31_января 2026_г.'],
])('%d seconds ago is told in words', (seconds, en, ru) => {
  expect(plain(formatAgo('en', before(seconds), now))).toBe(en)
  expect(plain(formatAgo('ru', before(seconds), now))).toBe(ru)
})

test.each([
  [1, 'person has signed', 'человек подписал'],
  [2, 'people have signed', 'человека подписали'],
  [5, 'people have signed', 'человек подписали'],
  [11, 'people have signed', 'человек подписали'],
  [21, 'people have signed', 'человек подписал'],
  [22, 'people have signed', 'человека подписали'],
  [111, 'people have signed', 'человек подписали'],
])('%d of them agree with their number', (count, en, ru) => {
  expect(translator('en')('campaigns.signed', { count })).toBe(en)
  expect(translator('ru')('campaigns.signed', { count })).toBe(ru)
})

test('a message or value that is missing throws', () => {
  expect(() => translator('en')('site.nothing' as 'site.name')).toThrow(/site\.nothing/)
  expect(() => translator('ru')('campaigns.opened')).toThrow()
})

test('countries are named and ordered in the language of the reader', () => {
  expect(countryName('ru', 'KZ')).toBe('Казахстан')
  expect(countryName('en', 'KZ')).toBe('Kazakhstan')
  expect(countriesIn.ru.length).toBe(countriesIn.en.length)
  expect(countriesIn.ru[0]?.name).toMatch(/^[АаAa]/)
  expect(isCountry('KZ')).toBe(true)
  for (const code of ['', 'XX', 'kz', 'toString']) expect(isCountry(code)).toBe(false)
})
