import { countriesIn, translator } from '../../../i18n/index.ts'
import type { FieldError } from '../../../web/form.ts'
import { type FieldRule, fieldProblem, fieldView, readField, recordAt, textAt, valueAt } from './fields.ts'
import { listPart, rowsOf } from './list-part.ts'
import type { About, PartForm, SectionScreen } from './part.ts'

const kinds = ['petition', 'statement', 'declaration', 'submission'] as const
const commentRules = ['off', 'after-rules', 'after-review'] as const
const modes = ['off', 'test', 'on'] as const

const main: FieldRule[] = [
  {
    name: 'kind',
    kind: 'choice',
    max: 20,
    label: 'drafts.edit.basics.kind',
    options: ({ ui }) => kinds.map((value) => ({ value, words: translator(ui)(`campaigns.kind.${value}`) })),
  },
  {
    name: 'country',
    kind: 'choice',
    max: 2,
    label: 'drafts.edit.basics.country',
    hint: 'drafts.edit.basics.countryHint',
    options: ({ ui }) => countriesIn[ui].map(({ code, name }) => ({ value: code, words: name })),
  },
  { name: 'opened', kind: 'date', max: 10, label: 'drafts.edit.basics.opened', hint: 'drafts.edit.basics.openedHint' },
  {
    name: 'goal',
    kind: 'number',
    max: 100_000_000,
    label: 'drafts.edit.basics.goal',
    hint: 'drafts.edit.basics.goalHint',
  },
  {
    name: 'comments',
    kind: 'choice',
    max: 20,
    label: 'drafts.edit.basics.comments',
    options: ({ ui }) =>
      commentRules.map((value) => ({ value, words: translator(ui)(`drafts.edit.basics.comment.${value}`) })),
  },
]

/** Who the organiser is may be dangerous to tell. */
const organiser: FieldRule = {
  name: 'organiser',
  kind: 'choice',
  max: 10,
  label: 'drafts.edit.basics.organiser',
  hint: 'drafts.edit.basics.organiserHint',
  options: ({ ui }) =>
    (['named', 'unnamed'] as const).map((value) => ({
      value,
      words: translator(ui)(`drafts.edit.basics.organiserIs.${value}`),
    })),
}

const mode: FieldRule = {
  name: 'dispatch',
  kind: 'choice',
  max: 10,
  label: 'drafts.edit.basics.dispatch',
  hint: 'drafts.edit.basics.dispatchHint',
  options: ({ ui }) => modes.map((value) => ({ value, words: translator(ui)(`drafts.edit.basics.mode.${value}`) })),
}
const tester: FieldRule = {
  name: 'tester',
  kind: 'email',
  max: 254,
  optional: true,
  label: 'drafts.edit.basics.tester',
  hint: 'drafts.edit.basics.testerHint',
}
const quota: FieldRule = { name: 'quota_hour', kind: 'number', max: 1000, label: 'drafts.edit.basics.quota' }
const limits: FieldRule[] = [
  {
    name: 'network_hour',
    kind: 'number',
    max: 1_000_000_000,
    label: 'drafts.edit.basics.networkHour',
    hint: 'drafts.edit.basics.limitsHint',
  },
  { name: 'domain_hour', kind: 'number', max: 1_000_000_000, label: 'drafts.edit.basics.domainHour' },
  { name: 'campaign_minute', kind: 'number', max: 1_000_000_000, label: 'drafts.edit.basics.campaignMinute' },
]
const usual: Record<string, number> = { quota_hour: 30, network_hour: 60, domain_hour: 3000, campaign_minute: 3000 }

const modeOf = (content: unknown) => {
  const said = valueAt(content, 'dispatch')
  return typeof said === 'string' ? said : said ? 'test' : 'off'
}

/** The content as its fields have it: dispatch and limits are objects, each with fields of its own. */
const flat = (content: unknown): Record<string, unknown> => ({
  ...usual,
  ...recordAt(valueAt(content, 'limits')),
  ...recordAt(content),
  organiser: valueAt(content, 'anonymous') === true ? 'unnamed' : 'named',
  dispatch: modeOf(content),
  tester: textAt(valueAt(content, 'dispatch'), 'test'),
})

const every = [...main, organiser, mode, tester, quota, ...limits]

const form: PartForm = {
  view: (content, about, errors) => {
    const values = flat(content)
    return { fields: every.map((rule) => fieldView(rule, values[rule.name], about, errors)), list: null }
  },
  read: (typed, previous) => {
    const read = (rule: FieldRule) => [rule.name, readField(rule, typed[rule.name]) ?? usual[rule.name] ?? ''] as const
    const { dispatch, tester: address } = Object.fromEntries([mode, tester].map(read))
    const { anonymous: _, ...before } = recordAt(previous)
    const content = {
      ...before,
      ...(typed.organiser === 'unnamed' && { anonymous: true }),
      ...Object.fromEntries([...main, quota].map(read)),
      limits: Object.fromEntries(limits.map(read)),
      dispatch: dispatch === 'test' ? { test: address } : dispatch || 'off',
    }
    return { content, row: '', errors: [] }
  },
  problems: (content, about) => {
    const values = flat(content)
    const tried = values.dispatch === 'test' ? { ...tester, optional: false } : tester
    const rules = every.map(({ optional, ...rule }) => ({
      ...rule,
      ...(optional && (rule.name !== 'tester' || !tried.optional ? {} : { optional })),
    }))
    return rules.flatMap((rule) => fieldProblem(rule, values[rule.name], about))
  },
}

/** What the campaign is, where, until when and by which rules. */
export const basics: SectionScreen = {
  name: 'basics',
  title: 'drafts.edit.basics.name',
  lead: 'drafts.edit.basics.lead',
  shared: form,
  worded: null,
  inLetters: false,
}

const factKinds = ['text', 'number', 'each'] as const

const factFields: FieldRule[] = [
  {
    name: 'kind',
    kind: 'choice',
    max: 10,
    label: 'drafts.edit.facts.kind',
    options: ({ ui }) =>
      factKinds.map((value) => ({ value, words: translator(ui)(`drafts.edit.facts.kinds.${value}`) })),
  },
  { name: 'value', kind: 'line', max: 500, optional: true, label: 'drafts.edit.facts.value' },
  { name: 'en', kind: 'line', max: 500, optional: true, label: 'drafts.edit.facts.en' },
  { name: 'ru', kind: 'line', max: 500, optional: true, label: 'drafts.edit.facts.ru' },
]

const factRows = listPart({
  legend: 'drafts.edit.facts.legend',
  hint: 'drafts.edit.facts.legendHint',
  empty: 'drafts.edit.facts.empty',
  add: 'drafts.edit.facts.add',
  max: 100,
  keyed: 'fact',
  fields: factFields,
  title: (row) => `{{facts.${textAt(row, 'key')}}}`,
  addFields: [
    {
      name: 'fact_name',
      kind: 'line',
      max: 60,
      optional: true,
      label: 'drafts.edit.facts.fact',
      hint: 'drafts.edit.facts.factHint',
    },
  ],
  make: (typed, _named, _about, rows) => {
    const name = String(typed.fact_name ?? '')
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_')
    const refuse = (message: FieldError['message']) => ({ errors: [{ field: 'fact_name', message }] })
    if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) return refuse('drafts.edit.errors.factName')
    if (rows.some((row) => textAt(row, 'key') === name)) return refuse('drafts.edit.errors.factTwice')
    return { row: { key: name, kind: 'text' }, key: name }
  },
  check: (rows) =>
    rows.flatMap((row) => {
      const wanted = row.kind === 'each' ? ['en', 'ru'] : ['value']
      const field = (name: string) => `rows.${textAt(row, 'key')}.${name}`
      const missing = wanted
        .filter((name) => !row[name])
        .map((name): FieldError => ({ field: field(name), message: 'drafts.edit.errors.missing' }))
      const value = Number(String(row.value ?? '').replace(',', '.'))
      if (row.kind !== 'number' || missing.length > 0 || Number.isFinite(value)) return missing
      return [{ field: field('value'), message: 'drafts.edit.errors.anyNumber' }]
    }),
})

const toRows = (content: unknown) =>
  Object.entries(recordAt(content)).map(([key, fact]) => {
    if (typeof fact === 'object' && fact !== null) return { key, kind: 'each', value: null, ...recordAt(fact) }
    return { key, kind: typeof fact === 'number' ? 'number' : 'text', value: String(fact), en: null, ru: null }
  })

const toFacts = (rows: unknown) =>
  Object.fromEntries(
    rowsOf(rows).map((row) => {
      const [kind, value] = [textAt(row, 'kind'), textAt(row, 'value')]
      if (kind === 'each') return [textAt(row, 'key'), { en: textAt(row, 'en'), ru: textAt(row, 'ru') }]
      const number = Number(value.replace(',', '.'))
      return [textAt(row, 'key'), kind === 'number' && value !== '' && Number.isFinite(number) ? number : value]
    }),
  )

/** A form of rows over a content that is a map of facts by name. */
const factsForm: PartForm = {
  view: (content, about: About, errors, typed) => factRows.view(toRows(content), about, errors, typed),
  read: (typed, previous, about) => {
    const read = factRows.read(typed, toRows(previous), about)
    return { ...read, content: toFacts(read.content) }
  },
  problems: (content, about) => factRows.problems(toRows(content), about),
}

/** Figures, dates and articles that letters quote, once. */
export const facts: SectionScreen = {
  name: 'facts',
  title: 'drafts.edit.facts.name',
  lead: 'drafts.edit.facts.lead',
  shared: factsForm,
  worded: null,
  inLetters: true,
}
