export { type Country, countriesIn, countryCode, countryName, isCountry } from './countries.ts'
export {
  formatAgo,
  formatDate,
  formatDays,
  formatMoment,
  formatNumber,
  formatPartialDate,
  formatTimeZone,
  nameTimeZone,
} from './formats.ts'
export { isLocale, type Locale, type LocalizedText, locales, otherLocale, readerFirst } from './locale.ts'
export type { MessageKey } from './messages.ts'
export { isTimeZone, localTime, offsetName, readLocalTime, timeZoneOf, timeZones } from './time-zones.ts'
export { isMessageKey, type MessageValues, type Translate, translator } from './translator.ts'
