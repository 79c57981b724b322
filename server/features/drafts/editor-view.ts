import { formatAgo, type Locale, type MessageValues, otherLocale, readerFirst, translator } from '../../i18n/index.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import type { FieldError } from '../../web/form.ts'
import { conflictView } from './conflict-view.ts'
import type { Editing, Sent } from './editing.ts'
import type { FormView, SectionModel, StateView } from './editor-pages.ts'
import { pictureFieldView } from './picture-view.ts'
import { idOf, textAt } from './section-forms/fields.ts'
import type { About, PartForm, PartLocale, PartView, SectionScreen } from './section-forms/part.ts'
import { screensOf } from './section-forms/screens.ts'
import { isBlank, type Section, type SectionState, sectionState } from './sections.ts'

export const editUrl = (slug: string, section = '') => `/desk/campaigns/${slug}/edit${section && `/${section}`}`

const find = ({ sections }: Pick<Editing, 'sections'>, section: string, locale: PartLocale) =>
  sections.find((each) => each.section === section && each.locale === locale)

export const aboutOf = ({ sections, offices, images, ui }: Editing, locale: PartLocale): About => ({
  locale,
  ui,
  offices,
  images,
  contentOf: (section, where) => find({ sections }, section, where)?.content,
})

/** The screens that this campaign has, by its kind. */
export const screensIn = (editing: Pick<Editing, 'sections'>): SectionScreen[] =>
  screensOf(textAt(find(editing, 'basics', '')?.content, 'kind'), (name) =>
    editing.sections.some(({ section, content }) => section === name && !isBlank(content)),
  )

/** The section that a screen keeps a part in, and the part's form. */
export const partOf = (screen: SectionScreen, locale: PartLocale): { section: string; form: PartForm } | undefined => {
  if (locale === '') return screen.shared ? { section: screen.name, form: screen.shared } : undefined
  return screen.worded ?? undefined
}

export const stateOf = (editing: Editing, section: string, locale: PartLocale): SectionState =>
  sectionState(find(editing, section, locale), locale ? find(editing, section, otherLocale(locale)) : undefined)

export const stateView = (editing: Editing, section: string, locale: PartLocale): StateView => {
  const state = stateOf(editing, section, locale)
  return { state, words: translator(editing.ui)(`drafts.edit.state.${state}`) }
}

/** Parts of a screen: what both languages share, then each language, the reader's own first. */
export const partsOf = (screen: SectionScreen, ui: Locale): PartLocale[] => [
  ...(screen.shared ? (['' as const] satisfies PartLocale[]) : []),
  ...(screen.worded ? readerFirst(ui) : []),
]

export const languageName = (ui: Locale, locale: PartLocale) =>
  translator(ui)(locale ? `drafts.edit.languages.${locale}` : 'drafts.edit.bothLanguages')

/** English writes languages with a capital everywhere, Russian at the beginning alone. */
export const inSentence = (ui: Locale, language: string) =>
  ui === 'ru' || language === languageName(ui, '') ? language.toLocaleLowerCase(ui) : language

/** A screen with its forms; `sent` takes the place of what is saved in its part. */
export const sectionView = (
  editing: Editing,
  screen: SectionScreen,
  sent?: Sent,
): Omit<SectionModel, 'sample' | 'pictures'> => {
  const { slug, ui } = editing
  const t = translator(ui)
  const forms = partsOf(screen, ui).map((locale) =>
    formView(editing, screen, locale, sent?.locale === locale ? sent : undefined),
  )
  const screens = screensIn(editing)
  const at = screens.indexOf(screen)
  const link = (to: SectionScreen | undefined) => (to ? [{ url: editUrl(slug, to.name), words: t(to.title) }] : [])
  return {
    name: screen.name,
    title: t(screen.title),
    lead: t(screen.lead),
    action: editUrl(slug, screen.name),
    overviewUrl: editUrl(slug),
    shared: forms.filter(({ locale }) => locale === ''),
    worded: forms.filter(({ locale }) => locale !== ''),
    previous: link(screens[at - 1]),
    following: link(screens[at + 1]),
    refused: sent !== undefined && (sent.errors.length > 0 || sent.theirs !== undefined),
    pageUrl: `/desk/campaigns/${slug}/preview`,
    directoryUrl: screen.name === 'addressees' ? `/${ui}/offices` : '',
  }
}

/** Errors in words, by field; those of a text with lines begin with the line. */
export const errorWords = (ui: Locale, errors: FieldError[]): Map<string, string> => {
  const t = translator(ui)
  return new Map(errors.map(({ field, message, values }) => [field, t(message, values as MessageValues)]))
}

const formView = (editing: Editing, screen: SectionScreen, locale: PartLocale, sent: Sent | undefined): FormView => {
  const { ui, mayShare } = editing
  const t = translator(ui)
  const part = partOf(screen, locale)
  if (!part) throw new Error(`${screen.name} has no part in ${locale}`)
  const { section, form } = part
  const stored = find(editing, section, locale)
  const other = locale ? find(editing, section, otherLocale(locale)) : undefined
  const about = aboutOf(editing, locale)
  const content = sent ? sent.content : stored?.content
  const state = stateView(editing, section, locale)
  const errors = sent?.errors ?? (stored?.ready ? form.problems(content, about) : [])
  const words = errorWords(ui, errors)
  const shown = form.view(content, about, words, sent?.typed ?? {})
  return {
    id: `form-${locale || 'both'}`,
    locale,
    language: languageName(ui, locale),
    jump: t('drafts.edit.toLanguage', { language: inSentence(ui, languageName(ui, locale)) }),
    base: sent?.theirs?.revision ?? sent?.base ?? stored?.revision ?? 0,
    other: other?.revision ?? 0,
    state,
    saved: savedWords(editing, stored),
    problems: sent ? [...words].map(([field, words]) => ({ field: idOfField(shown, about, field), words })) : [],
    conflict: sent?.theirs ? [conflictView(editing, form, about, shown, sent.theirs)] : [],
    fields: shown.fields,
    list: shown.list ? [shown.list] : [],
    readyLabel: t(state.state === 'outdated' ? 'drafts.edit.readyAgain' : 'drafts.edit.ready'),
    ready: sent ? sent.typed.ready !== undefined : state.state === 'ready',
    saveLabel: locale
      ? t('drafts.edit.saveIn', { language: inSentence(ui, languageName(ui, locale)) })
      : t('drafts.edit.saveBoth'),
    historyUrl: `${editUrl(editing.slug, screen.name)}/history?locale=${locale}`,
    closed: locale === '' && !mayShare,
    picture: form.picture ? [pictureFieldView(form.picture, content, about, words, sent?.typed ?? {})] : [],
    rendered: section === 'body' ? [renderMarkdown(textAt(content, 'markdown'), editing.images)] : [],
  }
}

/** Where an error leads: its field, or the part's first where it has none of its own. */
const idOfField = ({ fields, list }: PartView, about: About, name: string) => {
  if (name === 'picture' || name === 'picture_alt') return idOf(about, name)
  const all = [...fields, ...(list?.addFields ?? []), ...(list?.rows.flatMap((row) => row.fields) ?? [])]
  return all.find((field) => field.name === name)?.id ?? all[0]?.id ?? 'main'
}

const savedWords = ({ ui, people, now }: Editing, stored: Section | undefined) => {
  const t = translator(ui)
  if (!stored) return t('drafts.edit.neverSaved')
  const name = stored.savedBy && people.get(stored.savedBy)?.name
  const ago = formatAgo(ui, stored.savedAt, now)
  return name ? t('drafts.edit.savedBy', { ago, name }) : t('drafts.edit.saved', { ago })
}
