export { formatAgo, formatDate, formatNumber, formatPartialDate } from './formats.ts'
export { isLocale, type Locale, type LocalizedText, locales, otherLocale } from './locale.ts'
export type { MessageKey } from './messages.ts'
export { isMessageKey, type MessageValues, type Translate, translator } from './translator.ts'
