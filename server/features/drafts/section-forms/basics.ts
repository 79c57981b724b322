import { countriesIn, translator } from '../../../i18n/index.ts'
import { type FieldRule, fieldProblem, fieldView, readField, recordAt, textAt, valueAt } from './fields.ts'
import type { PartForm, SectionScreen } from './part.ts'

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
