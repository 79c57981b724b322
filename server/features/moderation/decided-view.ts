import type { ModeratedKind } from '../../db/moderation-tables.ts'
import { formatDate, formatMoment, formatNumber, type Locale, translator } from '../../i18n/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'
import { openPerson } from '../signatures/index.ts'
import type { DecidedView } from './decided-pages.ts'
import type { DecidedBatch, DecidedSubject } from './decisions.ts'
import { reasonOf } from './reasons.ts'
import { canBeUndone } from './undo-decisions.ts'

/** How many things of a batch are shown by name. */
export const NAMED = 3

interface DecidedState {
  locale: Locale
  timeZone: string
  vault: Vault
  /** Null for the directory. */
  campaign: SealedCampaign | null
  /** The page's own address, and where decisions are taken back. */
  url: string
  undo: string
  backUrl: string
  kinds: readonly ModeratedKind[]
  kind: ModeratedKind | undefined
  before: string | undefined
  batches: DecidedBatch[]
  more: boolean
  subjects: DecidedSubject[]
  nameOf: (account: string | null) => string
  /** Whether this reader may take it back. */
  mayUndo: (batch: DecidedBatch) => boolean
}

/** What was decided, by whom, when and why, as its page shows it. */
export const decidedView = (state: DecidedState) => {
  const { locale, url, undo, backUrl, kinds, kind, before, batches, more } = state
  const t = translator(locale)
  const at = (query: Record<string, string | undefined>) => {
    const given = Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined)
    return given.length > 0 ? `${url}?${new URLSearchParams(given)}` : url
  }
  const one = (wanted: ModeratedKind | undefined) => ({
    words: wanted ? t(`moderation.tabs.${tabOf[wanted]}`) : t('moderation.decided.all'),
    url: at({ kind: wanted }),
    current: wanted === kind,
  })
  return {
    lead: t('moderation.decided.lead'),
    backUrl,
    kinds: kinds.length > 1 ? [one(undefined), ...kinds.map(one)] : [],
    entries: batches.map((batch) => entryView(state, batch)),
    action: undo,
    olderUrl: more ? at({ kind, before: batches.at(-1)?.batch }) : '',
    newestUrl: before === undefined ? '' : at({ kind }),
  }
}

const tabOf = { comment: 'comments', held: 'held', correction: 'corrections', answer: 'answers' } as const

const entryView = (state: DecidedState, batch: DecidedBatch): DecidedView => {
  const { locale, timeZone, nameOf, mayUndo } = state
  const t = translator(locale)
  const { kind, decision, count, standing, at } = batch
  const subjects = state.subjects.filter((subject) => subject.batch === batch.batch)
  const rest = count - subjects.length
  const reason = decision === 'refused' ? reasonOf(kind, batch.reason) : undefined
  const undoable = standing > 0 && canBeUndone(batch) && mayUndo(batch)
  const what = t(`moderation.decided.what.${kind}.${decision}`)
  return {
    at,
    when: formatMoment(locale, at, timeZone),
    who: nameOf(batch.by),
    what: count === 1 ? what : `${what}: ${formatNumber(count)}`,
    reason: reason ? t(`moderation.reasons.${reason}`) : '',
    subjects: subjects.map((subject) => subjectView(state, kind, subject)),
    more: rest > 0 ? t('moderation.decided.more', { count: rest, number: formatNumber(rest) }) : '',
    since: standing === 0 ? t('moderation.decided.undone') : '',
    batch: undoable ? batch.batch : '',
    undo: t('moderation.decided.undo', { what, when: formatDate(locale, at, timeZone) }),
  }
}

const subjectView = ({ locale, vault, campaign }: DecidedState, kind: ModeratedKind, subject: DecidedSubject) => {
  const note = subject.note && campaign ? vault.open(campaign, subject.note, uuidBytes(subject.id)) : ''
  const { address_key, sealed, office } = subject
  if (campaign && address_key && sealed) {
    const { name, comment } = openPerson(vault, campaign, address_key, sealed)
    return { title: name, text: kind === 'comment' ? comment : '', lang: subject.locale ?? locale, note }
  }
  const gone = translator(locale)('moderation.decided.gone')
  return { title: office ? (locale === 'ru' ? office.ru.nominative : office.en) : gone, text: '', lang: locale, note }
}
