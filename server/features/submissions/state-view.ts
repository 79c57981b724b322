import { formatDate, type Locale, translator } from '../../i18n/index.ts'
import type { SourceView, StateEntry, StateView } from '../campaigns/index.ts'
import { saidIn } from './submission.ts'

/** A source that is an address becomes a link. */
export const sourceView = (source: string): SourceView =>
  /^https?:\/\/\S+$/.test(source) ? { words: source, url: source } : { words: source, url: '' }

export const stateView = (locale: Locale, { state, who, on, source, note }: StateEntry): StateView => ({
  state,
  words: translator(locale)(`submissions.states.${state}`),
  who: saidIn(who, locale) ?? { words: '', lang: locale },
  date: formatDate(locale, new Date(on)),
  source: sourceView(source),
  note: saidIn(note, locale) ?? null,
})

/** The states of each recommendation, the oldest first. */
export const statesByKey = (states: StateEntry[]): Map<string, StateEntry[]> => {
  const byKey = new Map<string, StateEntry[]>()
  for (const state of states) byKey.set(state.recommendation, [...(byKey.get(state.recommendation) ?? []), state])
  return byKey
}
