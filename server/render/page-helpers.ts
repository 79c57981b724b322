import Handlebars from 'handlebars'
import { formatNumber, type Locale, type MessageKey, translator } from '../i18n/index.ts'
import type { Assets } from './assets.ts'

const localeIn = (options: Handlebars.HelperOptions): Locale => options.data.root.page.locale

/** JSON that can stand inside a script element: nothing in it can end the element. */
const scriptJson = (data: object) =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The helpers that templates may use; words, dates and numbers come in the language of the page. */
export const pageHelpers = (assets: Assets): Handlebars.HelperDeclareSpec => ({
  /** {{t 'site.name' count=3}} */
  t: (key: MessageKey, options: Handlebars.HelperOptions) => translator(localeIn(options))(key, options.hash),
  number: (value: number) => formatNumber(value),
  iso: (value: Date) => value.toISOString(),
  /** {{asset 'site.css'}}: the address that changes with the file. */
  asset: (name: string) => assets.url(name),
  or: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
  /** A block of data for search engines, which no browser runs; nothing for null. */
  jsonLd: (data: object | null) =>
    data ? new Handlebars.SafeString(`<script type="application/ld+json">${scriptJson(data)}</script>`) : '',
  eq: (one: unknown, other: unknown) => one === other,
})
