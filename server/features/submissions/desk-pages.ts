import type { Locale } from '../../i18n/index.ts'
import { page } from '../../render/page.ts'
import type { SaidView, StateView } from '../campaigns/index.ts'
import type { DeskField } from './field-view.ts'

export interface DeskForm {
  action: string
  fields: DeskField[]
  errors: { field: string; words: string }[]
}

export interface TrackingModel {
  title: string
  /** The published document's, or none. */
  topics: {
    number: number
    title: string
    lang: Locale
    items: { number: string; text: string; state: string; url: string }[]
  }[]
  /** Recommendations with a history that the document no longer has. */
  gone: { key: string; url: string }[]
  several: DeskForm
}

export const trackingPage = page<TrackingModel>('submissions/desk-recommendations')

export interface TrackedModel {
  title: string
  listUrl: string
  text: string
  lang: Locale
  form: DeskForm
  history: (StateView & { removeUrl: string })[]
}

export const trackedPage = page<TrackedModel>('submissions/desk-recommendation')

export interface CasesModel {
  title: string
  addUrl: string
  cases: { name: SaidView; about: string; url: string; withdrawn: boolean }[]
  /** Keys that documents name and that there is no case for. */
  missing: { key: string; url: string }[]
}

export const casesPage = page<CasesModel>('submissions/desk-cases')

export interface CaseDeskModel {
  title: string
  listUrl: string
  /** What is to be known of it: where documents name it, that consent was withdrawn. */
  notes: string[]
  form: DeskForm
  history: { date: DeskField; texts: DeskField[]; from: DeskField }[]
  historyError: string
  /** Where its consent is withdrawn; empty where there is nothing to withdraw. */
  withdrawUrl: string
}

export const caseDeskPage = page<CaseDeskModel>('submissions/desk-case')
