import type { Locale } from '../../i18n/index.ts'
import type { SafeHtml } from '../../render/markdown.ts'
import { page } from '../../render/page.ts'

/** An update as its readers see it. */
export interface UpdateView {
  anchor: string
  /** In words; `day` is the same for machines. */
  date: string
  day: string
  title: string
  lang: Locale
  /** There is no text in the reader's language. */
  otherLanguage: boolean
  body: SafeHtml
  /** «Исправлено 12 марта 2026 г.», or empty. */
  corrected: string
}

export const timelinePage = page<{
  campaign: { title: string; lang: Locale; url: string }
  updates: UpdateView[]
  feedUrl: string
}>('updates/timeline')

/** Behind the link that ends news by mail: a button, and what it has done. */
export const stopPage = page<{ action: string; done: boolean }>('updates/stop')
