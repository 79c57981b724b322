import type { SectionLocale } from '../../db/schema.ts'
import { formatAgo, formatMoment, type Locale, translator } from '../../i18n/index.ts'
import { compareTexts } from '../../render/comparison.ts'
import { whoWords } from '../accounts/index.ts'
import { editUrl } from './editor-view.ts'
import type { Revision } from './queries.ts'
import type { SectionScreen } from './section-forms/part.ts'

interface History {
  ui: Locale
  timeZone: string
  screen: SectionScreen
  locale: SectionLocale
  slug: string
  revisions: Revision[]
  /** The one that is compared, and the one before it. */
  shown: Revision | undefined
  before: Revision | undefined
  people: ReadonlyMap<string, { name: string }>
  conflict: boolean
  now: Date
  locales: SectionLocale[]
  mayRestore: boolean
}

/** A section's revisions, the latest first, and what the chosen one changed. */
export const historyView = (history: History) => {
  const { ui, timeZone, screen, locale, slug, revisions, shown, before, people, conflict, now, locales, mayRestore } =
    history
  const t = translator(ui)
  const address = `${editUrl(slug, screen.name)}/history`
  const language = (each: SectionLocale) =>
    each === '' ? t('drafts.edit.bothLanguages') : t(`drafts.edit.languages.${each}`)
  const current = revisions[0]?.revision ?? 0
  return {
    section: t(screen.title),
    language: language(locale),
    editUrl: editUrl(slug, screen.name),
    action: address,
    locale,
    base: current,
    conflict,
    languages: locales.map((each) => ({
      words: language(each),
      url: `${address}?locale=${each}`,
      current: each === locale,
    })),
    revisions: revisions.map((each) => ({
      revision: each.revision,
      when: `${formatAgo(ui, each.at, now)}, ${formatMoment(ui, each.at, timeZone)}`,
      who: each.by ? whoWords(t, people, each.by) : t('publishing.history.byCommand'),
      restored: each.restoredFrom ? t('publishing.history.restored', { revision: each.restoredFrom }) : '',
      compareUrl: `${address}?locale=${locale}&revision=${each.revision}#compared`,
      current: each.revision === current,
      shown: each.revision === shown?.revision,
    })),
    compared: shown
      ? {
          words: before
            ? t('publishing.history.compared', { revision: shown.revision, before: before.revision })
            : t('publishing.history.first', { revision: shown.revision }),
          lang: locale || ui,
          blocks: compareTexts(readable(before?.content ?? {}), readable(shown.content)),
          restore: mayRestore && shown.revision !== current,
          revision: shown.revision,
        }
      : null,
  }
}

/** Content as paragraphs that people can compare: texts as they stand, under the names of what they are. */
export const readable = (content: unknown, name = ''): string => {
  if (content === null || content === undefined || content === '') return ''
  if (typeof content !== 'object') return name ? `${name}: ${String(content)}` : String(content)
  const entries = Array.isArray(content)
    ? content.map((each, index) => ['', each, String(index)] as const)
    : Object.entries(content).map(([key, each]) => [named(name, key), each, key] as const)
  return entries
    .map(([label, each]) => readable(each, label))
    .filter((text) => text !== '')
    .join('\n\n')
}

/** A text alone needs no name of its own. */
const named = (name: string, key: string) =>
  ['markdown', 'source', 'text', 'caption'].includes(key) ? name : name ? `${name}, ${key}` : key
