import type { ModeratedKind } from '../../db/moderation-tables.ts'
import { formatNumber, type Locale, type MessageKey, translator } from '../../i18n/index.ts'
import type { FieldError } from '../../web/form.ts'
import { kindOf, type Tab, type TypedDecision, tabs } from './forms.ts'
import type { DecisionBar, DoneView, ErrorLink, ListView } from './pages.ts'
import type { findBatch } from './queries.ts'
import { isMany, type QueuePart } from './queue.ts'
import { reasonOf, refusalReasons } from './reasons.ts'
import { canBeUndone } from './undo-decisions.ts'

/** What was typed in a decision that was refused, and why it was. */
export interface RefusedDecision {
  typed: TypedDecision
  errors: FieldError[]
}

export const numberUpTo = (tab: Tab, count: number) => `${formatNumber(count)}${isMany(tab, count) ? '+' : ''}`

export const tabViews = (locale: Locale, campaign: string, counts: Record<Tab, number>, current: Tab) =>
  tabs.map((tab) => ({
    words: translator(locale)(`moderation.tabs.${tab}`),
    count: numberUpTo(tab, counts[tab]),
    url: `/desk/campaigns/${campaign}/moderation/${tab}`,
    current: tab === current,
  }))

const inputs: Record<string, string> = { items: 'queue', reason: 'reason', note: 'note' }

/** Links of the summary to what is wrong. */
export const problemLinks = (locale: Locale, errors: FieldError[]): ErrorLink[] =>
  errors.map(({ field, message, values }) => ({
    field: inputs[field] ?? field,
    words: translator(locale)(message, values),
  }))

const errorOf = (locale: Locale, refused: RefusedDecision | null, field: string) => {
  const error = refused?.errors.find((one) => one.field === field)
  return error ? translator(locale)(error.message) : ''
}

const acceptWords = {
  comment: 'moderation.accept.comment',
  held: 'moderation.accept.held',
  correction: 'moderation.accept.correction',
  answer: 'moderation.accept.answer',
} as const satisfies Record<ModeratedKind, MessageKey>

const decisionBar = (
  locale: Locale,
  kind: ModeratedKind,
  refused: RefusedDecision | null,
  notes: boolean,
): DecisionBar => {
  const t = translator(locale)
  const chosen = reasonOf(kind, refused?.typed.reason ?? '')
  return {
    acceptWords: t(acceptWords[kind]),
    refuseWords: t('moderation.refuse'),
    accepts: kind !== 'answer',
    reasons: refusalReasons[kind].map((value) => ({
      value,
      words: t(`moderation.reasons.${value}`),
      chosen: value === chosen,
    })),
    reasonError: errorOf(locale, refused, 'reason'),
    note: refused?.typed.note ?? '',
    noteError: errorOf(locale, refused, 'note'),
    notes,
  }
}

interface ListOptions {
  tab: Tab
  part: QueuePart
  /** The address of the list, and where this page of it begins. */
  url: string
  from: string | undefined
  refused: RefusedDecision | null
  notes: boolean
}

/** A page of the queue with the bar by which it is decided on. */
export const listView = (locale: Locale, { tab, part, url, from, refused, notes }: ListOptions): ListView => {
  const chosen = new Set(refused?.typed.chosen)
  return {
    action: from === undefined ? url : `${url}?after=${encodeURIComponent(from)}`,
    items: part.items.map((item) => ({ ...item, chosen: chosen.has(item.key) })),
    itemsError: errorOf(locale, refused, 'items'),
    bar: decisionBar(locale, kindOf[tab], refused, notes),
    nextUrl: part.next === '' ? '' : `${url}?after=${encodeURIComponent(part.next)}`,
    firstUrl: from === undefined ? '' : url,
    empty: translator(locale)(`moderation.empty.${tab}`),
  }
}

/** What has just been decided, with the way back. */
export const doneView = (
  locale: Locale,
  batch: string | undefined,
  found: Awaited<ReturnType<typeof findBatch>>,
  action: string,
): DoneView | null => {
  if (batch === undefined) return null
  const t = translator(locale)
  if (!found) return { words: t('moderation.done.nothing'), batch: '', action }
  return {
    words: t(`moderation.done.${found.decision}`, { count: found.count }),
    batch: canBeUndone(found) ? batch : '',
    action,
  }
}
