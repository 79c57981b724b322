import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'
import type { UpdateView } from './pages.ts'

export const updatesDeskPage = page<{
  newUrl: string
  timelineUrl: string
  updates: { url: string; title: string; lang: Locale; date: string; state: string; notes: string[] }[]
}>('updates/list')

interface FieldView {
  id: string
  value: string
  error: string
}

/** One language of the editor. */
export interface LanguageView {
  lang: Locale
  legend: string
  title: FieldView
  body: FieldView
  /** As readers of this language see it; null where there is no text in it. */
  preview: UpdateView | null
}

/** What somebody else saved while this was being written. */
export interface ConflictView {
  words: string
  theirs: { lang: Locale; legend: string; title: string; body: string }[]
}

/** What can be done with the update besides saving; an empty address where it cannot. */
export interface UpdateActs {
  post: string
  postWords: string
  withdraw: string
  mail: string
}

export const updateDeskPage = page<{
  title: string
  listUrl: string
  state: string
  problems: { field: string; words: string }[]
  conflict: ConflictView | null
  saved: boolean
  action: string
  key: string
  base: number
  date: FieldView
  languages: LanguageView[]
  public: boolean
  oneLanguage: boolean
  previewed: boolean
  acts: UpdateActs
}>('updates/edit')

export const mailingDeskPage = page<{
  updateUrl: string
  updateTitle: string
  updateLang: Locale
  problems: { field: string; words: string }[]
  agreeError: string
  /** Only what is posted, and not mailed yet, can be mailed. */
  ready: boolean
  posted: boolean
  readers: string
  readersNote: string
  languageNote: string
  test: string
  testTo: string
  tested: boolean
  action: string
  progress: {
    state: string
    since: string
    figures: { label: string; value: string }[]
    stop: string
  } | null
}>('updates/mail')
