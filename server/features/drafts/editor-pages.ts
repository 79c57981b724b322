import type { Locale } from '../../i18n/index.ts'
import type { SafeHtml } from '../../render/markdown.ts'
import { page } from '../../render/page.ts'
import type { SheetView } from '../letters/index.ts'
import type { FieldView, ListView, OptionView, PartLocale } from './section-forms/part.ts'
import type { SectionState } from './sections.ts'

/** Where a section stands in a language, said in words as well as by a sign. */
export interface StateView {
  state: SectionState
  words: string
}

export interface OverviewModel {
  rows: {
    name: string
    url: string
    title: string
    lead: string
    /** For each language, or one for both. */
    cells: { label: string; url: string; state: SectionState; words: string }[]
  }[]
  /** What to do next, with the address where it is done; empty where nothing is left. */
  next: { words: string; url: string }[]
  checkUrl: string
  previewUrl: string
  /** For whoever may change it. */
  address: { slug: string; url: string }[]
}

export const overviewPage = page<OverviewModel>('drafts/overview')

export interface ConflictView {
  words: string
  /** What stands there now, where it is not what was typed. */
  differences: { label: string; theirs: string }[]
}

export interface FormView {
  id: string
  locale: PartLocale
  /** «Русский»; what both languages share has a name too. */
  language: string
  /** Words of the link that leads to it. */
  jump: string
  base: number
  /** The other language's revision that stands beside it. */
  other: number
  state: StateView
  saved: string
  /** What is wrong with it, once somebody has said that it is ready. */
  problems: { field: string; words: string }[]
  conflict: ConflictView[]
  fields: FieldView[]
  list: ListView[]
  readyLabel: string
  ready: boolean
  saveLabel: string
  historyUrl: string
  /** May be looked at only. */
  closed: boolean
  /** A text in Markdown as it looks, as saved. */
  rendered: SafeHtml[]
  picture: PictureFieldView[]
}

/** How a picture is added; names: those that the campaign has, to choose from. */
export interface PictureFieldView {
  /** Whether what it shows is said along with it, in the language of the text. */
  described: boolean
  locale: PartLocale
  fileId: string
  altId: string
  nameId: string
  fileError: string
  altError: string
  alt: string
  open: boolean
  names: OptionView[]
  /** The one that is chosen; empty where none is. */
  shown: { src: string; width: number; height: number }[]
}

export interface SampleModel {
  /** Why there is no letter to look at; empty where there is. */
  problem: string
  sheets: { who: string; sheet: SheetView[] }[]
  action: string
  to: { value: string; words: string; chosen: boolean }[]
  languages: { value: Locale; words: string; chosen: boolean }[]
  homes: { value: string; words: string; chosen: boolean }[]
}

export interface SectionModel {
  title: string
  lead: string
  action: string
  overviewUrl: string
  name: string
  shared: FormView[]
  worded: FormView[]
  previous: { url: string; words: string }[]
  following: { url: string; words: string }[]
  /** Any form could not be marked ready, or was not saved. */
  refused: boolean
  sample: SampleModel[]
  /** All that the campaign has; those that nothing shows can be removed. */
  pictures: { name: string; src: string; width: number; height: number; shown: boolean }[]
  pageUrl: string
  directoryUrl: string
}

export const sectionPage = page<SectionModel>('drafts/section')
