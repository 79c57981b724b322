import {
  formatDate,
  formatNumber,
  type Locale,
  locales,
  type MessageKey,
  readerFirst,
  type Translate,
  translator,
} from '../../i18n/index.ts'
import type { FieldError, TypedValues } from '../../web/form.ts'
import { errorsReaderFirst } from '../../web/reader-first.ts'
import { atLeast } from '../sendings/index.ts'
import type { ConflictView, LanguageView, UpdateActs } from './desk-pages.ts'
import type { listMailings, Update } from './queries.ts'
import { updateView } from './timeline-view.ts'

export const updatesUrl = (slug: string) => `/desk/campaigns/${slug}/updates`

/** The form as it is filled in: typed, or as the update stands. */
export interface Filled {
  values: TypedValues
  errors: FieldError[]
}

interface Editing {
  slug: string
  ui: Locale
  /** Undefined for one that is only being begun. */
  update: Update | undefined
  /** The id that a new one will have. */
  key: string
  filled: Filled
  saved: boolean
  conflict: ConflictView | null
  mayPost: boolean
}

/** An update's own values, as its form holds them. */
export const filledFrom = (update: Update): Filled => {
  const texts = Object.fromEntries(
    update.texts.flatMap(({ locale, title, body }) => [
      [`title_${locale}`, title],
      [`body_${locale}`, body],
    ]),
  )
  return { values: { ...texts, happened_on: update.happenedOn, base: String(update.revision) }, errors: [] }
}

const listTitle = (t: Translate, locale: Locale, { texts }: Update) => {
  const text = texts.find((one) => one.locale === locale) ?? texts[0]
  return { title: text?.title || t('updates.desk.untitled'), lang: text?.title ? text.locale : locale }
}

/** The team's list of a campaign's updates. */
export const listModel = (
  ui: Locale,
  slug: string,
  updates: Update[],
  mailings: Awaited<ReturnType<typeof listMailings>>,
) => {
  const t = translator(ui)
  const url = updatesUrl(slug)
  return {
    newUrl: `${url}/new`,
    timelineUrl: `/${ui}/campaigns/${slug}/updates`,
    updates: updates.map((update) => {
      const mailing = mailings.find(({ update_id }) => update_id === update.id)
      const missing = locales.filter((locale) => !update.texts.some((text) => text.locale === locale))
      return {
        url: `${url}/${update.id}`,
        ...listTitle(t, ui, update),
        date: formatDate(ui, new Date(update.happenedOn)),
        state: t(`updates.desk.state.${update.state}`),
        notes: [
          ...missing.map((locale) => t(`updates.desk.missing.${locale}`)),
          ...(mailing ? [t('updates.desk.mailed', { sent: tens(mailing.sent), queued: tens(mailing.queued) })] : []),
        ],
      }
    }),
  }
}

/** Counts of readers, rounded down to tens: whether one of a few has got a mail is nobody's business. */
export const tens = (count: number): string => {
  const least = atLeast(count)
  return least === null ? '—' : `${formatNumber(least)}+`
}

const languageView = (
  t: Translate,
  lang: Locale,
  { values, errors }: Filled,
  update: Update | undefined,
): LanguageView => {
  const field = (name: 'title' | 'body') => {
    const id = `${name}_${lang}`
    const error = errors.find((one) => one.field === id)
    return { id, value: String(values[id] ?? ''), error: error ? t(error.message) : '' }
  }
  const own = update && { ...update, texts: update.texts.filter(({ locale }) => locale === lang) }
  return {
    lang,
    legend: t(`updates.desk.language.${lang}`),
    title: field('title'),
    body: field('body'),
    preview: (own && updateView(lang, own)[0]) ?? null,
  }
}

const actsOf = (t: Translate, at: string, update: Update | undefined, mayPost: boolean): UpdateActs => {
  const can = update !== undefined && mayPost
  return {
    post: can && update.state !== 'posted' ? `${at}/posting` : '',
    postWords: t(update?.state === 'withdrawn' ? 'updates.desk.postAgain' : 'updates.desk.post'),
    withdraw: can && update.state === 'posted' ? `${at}/withdrawal` : '',
    mail: can && update.state === 'posted' ? `${at}/mail` : '',
  }
}

/** Both languages side by side, what readers will see, and what can be done. */
export const editModel = ({ slug, ui, update, key, filled: given, saved, conflict, mayPost }: Editing) => {
  const t = translator(ui)
  const filled = errorsReaderFirst(ui, given, 'title')
  const list = updatesUrl(slug)
  const at = update ? `${list}/${update.id}` : list
  const dateError = filled.errors.find(({ field }) => field === 'happened_on')
  return {
    title: t(update ? 'updates.desk.editTitle' : 'updates.desk.newTitle'),
    listUrl: list,
    state: update ? t(`updates.desk.state.${update.state}`) : '',
    problems: filled.errors.map(({ field, message }) => ({ field, words: t(message) })),
    conflict,
    saved,
    action: at,
    key,
    base: update?.revision ?? 0,
    date: {
      id: 'happened_on',
      value: String(filled.values.happened_on ?? ''),
      error: dateError ? t(dateError.message) : '',
    },
    languages: readerFirst(ui).map((lang) => languageView(t, lang, filled, update)),
    public: update?.state === 'posted',
    oneLanguage: update !== undefined && update.texts.length === 1,
    previewed: update !== undefined && update.texts.length > 0,
    acts: actsOf(t, at, update, mayPost),
  }
}

/** What is said where somebody else has saved first, with what they saved. */
export const conflictView = (ui: Locale, theirs: Update, name: string | undefined): ConflictView => {
  const t = translator(ui)
  const who = name ?? t('updates.desk.someone')
  return {
    words: t('updates.desk.conflict', { name: who, date: formatDate(ui, theirs.savedAt) }),
    theirs: readerFirst(ui)
      .flatMap((lang) => theirs.texts.filter(({ locale }) => locale === lang))
      .map(({ locale, title, body }) => ({
        lang: locale,
        legend: t(`updates.desk.language.${locale}`),
        title,
        body,
      })),
  }
}

export const headingOf = (t: Translate, key: MessageKey, refused: boolean) =>
  `${refused ? `${t('site.errorPrefix')} ` : ''}${t(key)}`
