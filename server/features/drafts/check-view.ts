import type { CampaignState } from '../../db/schema.ts'
import {
  formatMoment,
  type Locale,
  localTime,
  nameTimeZone,
  readerFirst,
  type Translate,
  translator,
} from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { Role } from '../accounts/index.ts'
import { type CampaignFolder, isPublic, phaseOf } from '../campaigns/index.ts'
import type { Checked } from './check-draft.ts'
import { findingView, waitingViews } from './finding-view.ts'
import { choicesFor } from './languages.ts'
import { movesFrom } from './moves.ts'
import type { LanguageView, MoveView, NoteView, PublishView } from './publishing-pages.ts'
import type { Draft } from './queries.ts'
import { stepViews } from './step-views.ts'

/** A form of the page that came back: which one, and with what. */
export interface ReturnedForm {
  form: 'publish' | 'life'
  state: FormState
}

interface Check {
  ui: Locale
  /** In which times are told and typed. */
  timeZone: string
  draft: Draft
  /** What readers see of it. */
  published: CampaignFolder | undefined
  checked: Checked
  /** Readers see something else than what is saved. */
  fresh: boolean
  roles: readonly Role[]
  returned: ReturnedForm | undefined
  /** What was just done, from the address. */
  done: string
  now: Date
}

export const checkView = (check: Check) => {
  const { ui, timeZone, draft, checked, fresh, roles, returned, done, now } = check
  const t = translator(ui)
  const { campaign } = draft
  const { slug } = campaign
  const phase = phaseOf({ ...campaign, opensAt: toDate(campaign.opens), closesAt: toDate(campaign.closes) }, now)
  const stands = phase === 'announced' ? 'open' : phase
  const mayPublish = roles.some((role) => role === 'owner' || role === 'editor')
  return {
    state: t(`publishing.phase.${phase}`),
    stateWords: standWords(t, check, phase),
    publicUrl: isPublic(campaign.state) ? `/${ui}/campaigns/${slug}` : '',
    previewUrl: `/desk/campaigns/${slug}/preview`,
    done: done === 'published' || done === 'moved' ? t(`publishing.done.${done}`) : '',
    errorTitle: errorTitle(t, returned),
    errorList: (returned?.state.errors ?? []).map(({ field, message, values }) => ({
      field: field === 'problems' || field === 'moves' ? field : `${formOf(returned, field)}-${field}`,
      words: t(message, values),
    })),
    steps: stepViews(t, draft, checked),
    problems: checked.problems.map((problem) => findingView(t, slug, problem, checked)),
    waiting: waitingViews(t, slug, checked),
    advice: checked.advice.map((problem) => findingView(t, slug, problem, { ...checked, choices: {} })),
    ease: checked.ease.map(({ locale, score }) =>
      t('publishing.check.ease', { language: t(`drafts.edit.languages.${locale}`), score }),
    ),
    publish: mayPublish && mayChoose(check) ? publishView(t, check) : null,
    whyNot: whyNotPublished(t, checked.folder !== undefined, fresh),
    moves: movesFrom(stands, roles)
      .filter((to) => to !== 'open' || stands === 'closed')
      .map((to) => moveView(t, ui, to, returned)),
    zone: t('publishing.zone', { zone: nameTimeZone(ui, timeZone) }),
    movesAction: `/desk/campaigns/${slug}/life`,
  }
}

/** What the id of a field begins with: each move has notes of its own. */
const formOf = (returned: ReturnedForm | undefined, field: string) =>
  returned?.form === 'life' && field.startsWith('note_') ? `life-${returned.state.values.to}` : returned?.form

/** What is wrong where the form is not: nothing to correct in its fields. */
const errorTitle = (t: Translate, returned: ReturnedForm | undefined) => {
  const fields = (returned?.state.errors ?? []).map(({ field }) => field)
  if (fields.includes('moves')) return t('publishing.errors.movedTitle')
  return fields.includes('problems') ? t('publishing.errors.problemsTitle') : ''
}

/** Whether publishing would do anything: there is something new, times can be moved, or a language can be taken off. */
const mayChoose = ({ draft, checked, fresh }: Check) =>
  checked.whole.length > 0 && (fresh || !checked.folder || draft.campaign.state === 'open')

/** Why there is no form to publish with. */
const whyNotPublished = (t: Translate, whole: boolean, fresh: boolean) => {
  if (!whole) return t('publishing.publish.notYet')
  return t(fresh ? 'publishing.publish.byEditor' : 'publishing.publish.nothingNew')
}

const toDate = (moment: string | null) => (moment === null ? null : new Date(moment))

const standWords = (t: Translate, { ui, timeZone, draft: { campaign } }: Check, phase: string) => {
  const [opens, closes] = [toDate(campaign.opens), toDate(campaign.closes)]
  if (phase === 'announced' && opens) return t('publishing.check.opensOn', { date: formatMoment(ui, opens, timeZone) })
  return phase === 'open' && closes ? t('publishing.check.closesOn', { date: formatMoment(ui, closes, timeZone) }) : ''
}

const typedIn = (state: FormState | undefined) => (name: string, otherwise: string) =>
  state ? String(state.values[name] ?? '') : otherwise

const errorIn = (t: Translate, state: FormState | undefined) => (field: string) => {
  const error = state?.errors.find((one) => one.field === field)
  return error ? t(error.message, error.values) : ''
}

const forField = (timeZone: string, moment: string | null) => (moment ? localTime(timeZone, new Date(moment)) : '')

/** What organisers may say to readers, in each language. form: what the ids of its fields begin with. */
const notesView = (t: Translate, ui: Locale, form: string, state: FormState | undefined): NoteView[] => {
  const [typed, words] = [typedIn(state), errorIn(t, state)]
  return readerFirst(ui).map((lang) => {
    const name = `note_${lang}` as const
    const label = t(`publishing.note_${lang}`)
    return { id: `${form}-${name}`, name, lang, label, value: typed(name, ''), error: words(name) }
  })
}

const publishView = (
  t: Translate,
  { ui, timeZone, draft, published, checked, fresh, returned }: Check,
): PublishView => {
  const state = returned?.form === 'publish' ? returned.state : undefined
  const [typed, words] = [typedIn(state), errorIn(t, state)]
  const { slug, state: stands, opens, closes } = draft.campaign
  const already = isPublic(stands)
  return {
    action: `/desk/campaigns/${slug}/publish`,
    button: t(already ? 'publishing.publish.changes' : 'publishing.publish.first'),
    lead: already
      ? fresh || !checked.folder
        ? t('publishing.publish.changesLead')
        : t('publishing.publish.timesLead')
      : t('publishing.publish.firstLead'),
    languages: languageViews(t, ui, draft, published, checked),
    notes: already ? notesView(t, ui, 'publish', state) : [],
    opens: typed('opens', forField(timeZone, opens)),
    closes: typed('closes', forField(timeZone, closes)),
    errors: {
      languages: words('languages'),
      opens: words('opens'),
      closes: words('closes'),
    },
  }
}

/** Nothing is asked where there is one language only. */
const languageViews = (
  t: Translate,
  ui: Locale,
  draft: Draft,
  published: CampaignFolder | undefined,
  { choices }: Checked,
): LanguageView[] => {
  const views = readerFirst(ui).flatMap((locale) => {
    const open = choicesFor(locale, draft, published)
    const shown = open.includes('keep')
    const words = {
      publish: t('publishing.languages.publish'),
      keep: t('publishing.languages.keep'),
      leave: t(shown ? 'publishing.languages.takeOff' : 'publishing.languages.notYet'),
    }
    const options = open.map((value) => ({ value, words: words[value], chosen: choices[locale] === value }))
    const language = t(`drafts.edit.languages.${locale}`)
    return open.length > 0 ? [{ name: `in_${locale}`, language, options }] : []
  })
  return views.length > 1 ? views : []
}

const outcomes = ['won', 'partly', 'lost'] as const

const moveView = (t: Translate, ui: Locale, to: CampaignState, returned: ReturnedForm | undefined): MoveView => {
  const mine = returned?.form === 'life' && returned.state.values.to === to
  const state = mine ? returned?.state : undefined
  const [typed, words] = [typedIn(state), errorIn(t, state)]
  const chosen = typed('outcome', '')
  return {
    to,
    words: t(`publishing.moves.${to}.button`),
    hint: t(`publishing.moves.${to}.hint`),
    outcomes:
      to === 'answered'
        ? outcomes.map((value) => ({ value, words: t(`campaigns.outcome.${value}`), chosen: value === chosen }))
        : [],
    notes: ['draft', 'review', 'open'].includes(to) ? [] : notesView(t, ui, `life-${to}`, state),
    timed: to === 'open',
    open: mine,
    errors: {
      outcome: words('outcome'),
      closes: words('closes'),
    },
    closes: typed('closes', ''),
  }
}
