import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { readShape } from '../../folders/yaml-shape.ts'
import { type Problem, readYaml } from '../../folders/yaml-source.ts'
import { inProject } from '../../paths.ts'
import { type Calendar, makeCalendar, noCalendar } from './calendar.ts'
import { addDays, type Day } from './days.ts'
import { type CalendarData, calendarShape, type Rule, type RuleVersion, ruleShape } from './law-shapes.ts'

/** A rule in one of its versions, with the calendar that it counts by. */
export interface RuleInForce extends RuleVersion {
  key: string
  binding: Rule['binding']
  days: Calendar
}

export interface Laws {
  keys: string[]
  /** The rule as it is in force on a day. Throws for a key that there is not, and for a day before its first version. */
  inForce(key: string, day: Day): RuleInForce
  /** A rule in the version by which a clock was started. Throws where there is no such version any more. */
  version(key: string, version: string): RuleInForce
  /** Undefined where there is none of this key. */
  calendar(key: string): Calendar | undefined
}

/**
 * Reads the rules and calendars of a folder, as data/README.md describes it. Throws, naming file and line of each
 * mistake: a key unlike its file's name, versions that overlap, a calendar, name or year that there is not.
 */
export const readLaws = (folder = inProject('server', 'features', 'clocks', 'data')): Laws => {
  const problems: Problem[] = []
  const calendars = readAll(folder, 'calendars', calendarShape, problems)
  const rules = readAll(folder, 'rules', ruleShape, problems)
  for (const { file, value } of calendars) problems.push(...calendarFaults(value).map((message) => at(file, message)))
  const known = new Set(calendars.map(({ value }) => value.key))
  for (const { file, value } of rules) problems.push(...ruleFaults(value, known).map((message) => at(file, message)))
  if (problems.length > 0) throw new Error(problems.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'))
  return makeLaws(
    rules.map(({ value }) => value),
    calendars.map(({ value }) => value),
  )
}

/** Rules and calendars to count by; they are taken as they are. */
export const makeLaws = (rules: Rule[], calendarData: CalendarData[]): Laws => {
  const calendars = new Map(calendarData.map((data) => [data.key, makeCalendar(data)]))
  const byKey = new Map(rules.map((rule) => [rule.key, rule]))
  const find = (key: string, what: string, fits: (version: RuleVersion) => boolean): RuleInForce => {
    const rule = byKey.get(key)
    const version = rule?.versions.find(fits)
    if (!rule || !version) throw new Error(`No rule ${key} ${what}`)
    return { ...version, key, binding: rule.binding, days: calendars.get(version.calendar ?? '') ?? noCalendar }
  }
  return {
    keys: rules.map(({ key }) => key),
    inForce: (key, day) =>
      find(key, `on ${day}`, ({ since, until }) => since <= day && (until === undefined || day <= until)),
    version: (key, version) => find(key, `in version ${version}`, (one) => one.version === version),
    calendar: (key) => calendars.get(key),
  }
}

const at = (file: string, message: string): Problem => ({ file, line: 1, message })

const readAll = <Shape extends z.ZodType<{ key: string }>>(
  folder: string,
  name: string,
  shape: Shape,
  problems: Problem[],
) =>
  readdirSync(join(folder, name)).flatMap((file) => {
    const read = readShape(readYaml(`${name}/${file}`, readFileSync(join(folder, name, file), 'utf8')), shape)
    problems.push(...read.problems)
    if (!read.value) return []
    if (`${read.value.key}.yaml` !== file) problems.push(at(`${name}/${file}`, 'key: must be the name of the file'))
    return [{ file: `${name}/${file}`, value: read.value }]
  })

const calendarFaults = ({ names, every_year, years }: CalendarData) => {
  const used = [...Object.values(every_year), ...Object.values(years).flatMap(namesOf)]
  return [
    ...used.filter((name) => !Object.hasOwn(names, name)).map((name) => `names: there is no ${name}`),
    ...Object.entries(years).flatMap(([year, { days_off, working_weekends }]) =>
      [...Object.keys(days_off), ...working_weekends]
        .filter((day) => !day.startsWith(year))
        .map((day) => `years.${year}: ${day} is of another year`),
    ),
  ]
}

const namesOf = ({ days_off }: CalendarData['years'][string]) => Object.values(days_off).map(({ name }) => name)

/** Versions follow one another without a gap, so that a clock finds its rule on any day since the first. */
const ruleFaults = ({ versions }: Rule, calendars: Set<string>) => [
  ...versions.flatMap(({ version, calendar }) =>
    calendar !== undefined && !calendars.has(calendar) ? [`version ${version}: there is no calendar ${calendar}`] : [],
  ),
  ...versions.slice(1).flatMap(({ version, since }, index) => {
    const before = versions[index]?.until
    return before !== undefined && addDays(before, 1) === since ? [] : [`version ${version}: does not follow the last`]
  }),
]
