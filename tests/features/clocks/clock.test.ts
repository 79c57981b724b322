import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { computeDue as compute } from '../../../server/features/clocks/compute-due.ts'
import {
  answerRules,
  type Clock,
  computeDue,
  describeClock,
  extend,
  forwarded,
  isConsidered,
  ruleOn,
} from '../../../server/features/clocks/index.ts'
import type { CalendarData, Rule } from '../../../server/features/clocks/law-shapes.ts'
import { makeLaws, readLaws } from '../../../server/features/clocks/laws.ts'
import { inProject } from '../../../server/paths.ts'

const inMarch = () => computeDue({ rule: 'kz-appk-76', sentOn: '2026-03-03', registeredOn: '2026-03-04' })

const data = (file: string) =>
  parse(readFileSync(inProject('server', 'features', 'clocks', 'data', file), 'utf8'), { stringKeys: true })

test('a holiday declared later moves no clock that runs, and counts for those started after', () => {
  const rule: Rule = data('rules/kz-appk-76.yaml')
  rule.versions = rule.versions.map((version) => ({ ...version, not_considered: [] }))
  const calendar: CalendarData = data('calendars/kz.yaml')
  const facts = { rule: 'kz-appk-76', sentOn: '2026-03-03', registeredOn: '2026-03-04' }
  const fill = (days: CalendarData) => {
    const years = Object.entries(days.years).map(([year, one]) => [
      year,
      { ...one, working_weekends: one.working_weekends ?? [] },
    ])
    return makeLaws([rule], [{ ...days, years: Object.fromEntries(years) }])
  }
  const running = compute(fill(calendar), facts)
  const said = describeClock('en', running)
  const stored: Clock = JSON.parse(JSON.stringify(running))

  const year = calendar.years['2026']
  if (!year) throw new Error('The calendar has no 2026')
  year.days_off['2026-03-30'] = { name: 'nauryz' }
  const later = fill({ ...calendar, version: '2026-03-15' })

  expect(stored).toEqual(running)
  expect(stored.dueOn).toBe('2026-03-31')
  expect(describeClock('en', stored)).toEqual(said)
  expect(compute(later, facts)).toMatchObject({ dueOn: '2026-04-01', calendar: { version: '2026-03-15' } })
})

test('the longest extension counts from the end of the first term, however often it is asked for', () => {
  const once = extend(inMarch(), { decidedOn: '2026-03-20' })
  expect(once.dueOn).toBe('2026-06-01')
  const again = extend(once, { decidedOn: '2026-05-20', until: '2026-08-01' })
  expect(again.dueOn).toBe('2026-06-01')
  expect(again.steps.at(-2)).toMatchObject({ key: 'extended-at-most', date: '2026-06-01', other: '2026-08-01' })
  expect(again.steps.at(-1)).toMatchObject({ key: 'extension-told-by', date: '2026-05-25' })
})

test('an extension never brings the last day forward, nor does one that comes too late or names no day', () => {
  expect(extend(inMarch(), { decidedOn: '2026-03-20', until: '2026-03-25' }).dueOn).toBe('2026-03-31')
  const late = extend(inMarch(), { decidedOn: '2026-04-01' })
  expect([late.dueOn, late.steps.at(-1)?.key]).toEqual(['2026-03-31', 'extended-too-late'])
  const open = extend(computeDue({ rule: 'eu-good-administration', sentOn: '2026-03-02' }), { decidedOn: '2026-04-01' })
  expect([open.dueOn, open.steps.at(-1)?.key]).toEqual(['2026-05-04', 'extended-without-date'])
})

test('a letter that was passed on has its own term at the other office, and says when it was passed on too late', () => {
  const there = forwarded(inMarch(), { on: '2026-03-12', registeredOn: '2026-03-13' })
  expect(there.dueOn).toBe('2026-04-08')
  expect(there.steps.map(({ key }) => key).slice(0, 3)).toEqual(['sent', 'forwarded-late', 'registered'])
  expect(there.steps[1]).toMatchObject({ other: '2026-03-10' })
  const abroad = forwarded(inMarch(), { on: '2026-03-10', rule: 'ru-59fz' })
  expect(abroad).toMatchObject({ rule: 'ru-59fz', dueOn: '2026-04-13', provisional: true })
})

test('where registration is not known the latest lawful day is taken, and the clock says so', () => {
  const clock = computeDue({ rule: 'kz-appk-76', sentOn: '2026-03-06' })
  expect(clock).toMatchObject({ provisional: true, dueOn: '2026-04-03' })
  expect(clock.steps[1]).toMatchObject({ key: 'registered-by', date: '2026-03-10' })
  expect(inMarch().provisional).toBe(false)
})

test('in Russia e-mail starts no term since 30 March 2025; on paper, or once registered, a letter is considered', () => {
  const facts = { rule: 'ru-59fz', sentOn: '2025-03-30', channel: 'email' as const }
  expect(computeDue(facts)).toMatchObject({ binding: 'none', dueOn: '2025-04-29' })
  expect(computeDue({ ...facts, sentOn: '2025-03-29' })).toMatchObject({ binding: 'law', version: '1' })
  expect(computeDue({ ...facts, registeredOn: '2025-04-01' })).toMatchObject({ binding: 'law', version: '2' })
  expect(computeDue({ ...facts, channel: 'post' }).binding).toBe('law')
  expect(isConsidered('ru-59fz', 'email', '2025-03-29')).toBe(true)
  expect(isConsidered('ru-59fz', 'email', '2025-03-30')).toBe(false)
  expect(isConsidered('kz-appk-76', 'email', '2026-01-01')).toBe(true)
})

test('no rule, or null, gives a day to ask again that calls nobody late', () => {
  expect(computeDue({ rule: null, sentOn: '2026-01-31' })).toEqual(computeDue({ sentOn: '2026-01-31' }))
  expect(computeDue({ sentOn: '2026-01-31' })).toMatchObject({ rule: 'none', binding: 'none', calendar: null })
})

test.each([
  [{ sentOn: '2026-02-30' }],
  [{ sentOn: '2026-3-1' }],
  [{ sentOn: '2026-03-01', registeredOn: '2026-02-28' }],
  [{ sentOn: '2026-03-01', forwardedOn: '2026-03-05', registeredOn: '2026-03-04' }],
  [{ sentOn: '2026-03-01', extensions: [{ decidedOn: 'soon' }] }],
  [{ sentOn: '2026-03-01', extensions: [{ decidedOn: '2026-02-01' }] }],
])('days that cannot be are refused: %o', (facts) => {
  expect(() => computeDue({ rule: 'kz-appk-76', ...facts })).toThrow(RangeError)
})

test('a rule that there is not, and a day before its law, are refused', () => {
  expect(() => computeDue({ rule: 'xx', sentOn: '2026-03-01' })).toThrow('No rule xx on 2026-03-01')
  expect(() => computeDue({ rule: 'kz-appk-76', sentOn: '2021-06-30' })).toThrow('No rule kz-appk-76')
})

test('years without a list have the days of every year, and a clock that reaches into one says so', () => {
  const clock = computeDue({ rule: 'kz-appk-76', sentOn: '2027-12-20', registeredOn: '2027-12-20' })
  expect(clock).toMatchObject({ dueOn: '2028-01-11', calendar: { incomplete: [2027, 2028] } })
})

test('every rule has its law, its source and its words in both languages', () => {
  expect(answerRules().length).toBe(4)
  for (const key of answerRules()) {
    const { law, says, source } = ruleOn(key, '2026-11-22')
    for (const words of [law.en, law.ru, says.en, says.ru]) expect(words.length).toBeGreaterThan(10)
    expect(key === 'none' || source.startsWith('http')).toBe(true)
  }
})

test('the data that is there has no faults', () => {
  expect(() => readLaws()).not.toThrow()
})
