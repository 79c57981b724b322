import { formatDate, formatDays, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { NamedDayOff } from './calendar.ts'
import type { Clock, ClockStep } from './clock.ts'
import { addDays, type Day } from './days.ts'
import type { Length } from './law-shapes.ts'

/**
 * How the due date was found, a sentence a line, in the order in which it was: what happened, what the law says, which
 * days were not counted, the last day, what silence means, what may yet change. From the clock alone.
 */
export const describeClock = (locale: Locale, clock: Clock): string[] => {
  const t = translator(locale)
  const date = (day: Day) => formatDate(locale, toDate(day))
  return [
    ...clock.steps.flatMap((step) => describeStep(locale, clock, step)),
    ...(clock.binding === 'none' ? [] : [t('clocks.due', { date: date(clock.dueOn) })]),
    ...(clock.silence === 'refusal' ? [t('clocks.silence')] : []),
    ...(clock.provisional ? [t('clocks.provisional')] : []),
    ...describeCalendar(locale, clock),
  ]
}

const describeStep = (locale: Locale, { binding, law }: Clock, step: ClockStep): string[] => {
  const t = translator(locale)
  const date = formatDate(locale, toDate(step.date))
  const other = step.other === undefined ? '' : formatDate(locale, toDate(step.other))
  const within = step.length ? wordLength(t, 'within', step.length) : ''
  const length = step.length ? wordLength(t, 'length', step.length) : ''
  if (step.key !== 'term') return [t(`clocks.step.${step.key}`, { date, other, within, length })]
  return [t(`clocks.term.${binding}`, { date, length, law: law[locale] }), ...describeDaysOff(locale, step)]
}

/** «15 рабочих дней», «в течение 15 рабочих дней» */
const wordLength = (t: Translate, form: 'length' | 'within', { count, unit }: Length) =>
  t(form === 'length' ? `clocks.length.${unit}` : `clocks.within.${unit}`, { count })

/** For a term of working days: what was left out besides weekends, and which days of weekends were not. */
const describeDaysOff = (locale: Locale, { holidays, worked, length }: ClockStep): string[] => {
  const t = translator(locale)
  if (length?.unit !== 'working-days') return []
  const off = holidays?.length
    ? t('clocks.notCounted.holidays', { days: listDaysOff(locale, holidays) })
    : t('clocks.notCounted.weekends')
  return worked?.length ? [off, t('clocks.notCounted.worked', { days: listDays(locale, worked) })] : [off]
}

/** «8–9 марта (Международный женский день), 1–2 января, 4 января (Новый год)» */
const listDaysOff = (locale: Locale, holidays: NamedDayOff[]) => {
  const runs: { first: Day; last: Day; name: string }[] = []
  for (const { date, name } of holidays) {
    const run = runs.at(-1)
    if (run && run.name === name[locale] && addDays(run.last, 1) === date) run.last = date
    else runs.push({ first: date, last: date, name: name[locale] })
  }
  return runs
    .map(({ first, last, name }, index) => {
      const days = formatDays(locale, toDate(first), toDate(last))
      return runs[index + 1]?.name === name ? days : `${days} (${name})`
    })
    .join(', ')
}

const listDays = (locale: Locale, days: Day[]) =>
  days.map((day) => formatDays(locale, toDate(day), toDate(day))).join(', ')

const describeCalendar = (locale: Locale, { calendar, version }: Clock): string[] => {
  if (!calendar) return []
  const t = translator(locale)
  const years = calendar.incomplete.join(', ')
  return [
    ...(years ? [t('clocks.incomplete', { count: calendar.incomplete.length, years })] : []),
    t('clocks.counted', { version, calendar: formatDate(locale, toDate(calendar.version)) }),
  ]
}

const toDate = (day: Day) => new Date(`${day}T00:00:00Z`)
