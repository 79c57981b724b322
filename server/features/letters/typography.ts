import type { Locale } from '../../i18n/index.ts'

export const NO_BREAK = '\u00a0'

const SHORT_WORDS = 'в|во|к|ко|с|со|о|об|у|и|а|на|не|ни|за|из|от|до|по|но|же|бы'
const ABBREVIATIONS = 'г|ул|д|кв|стр|корп|обл|р-н|просп|пр|мкр|пос|ст|п|пп|ч|т|тел|эл|им|л|экз'

/** The space that a rule is about stands first where it can: what is before it is looked at nowhere else. */
const rulesOf: Record<Locale, [RegExp, string][]> = {
  ru: [
    [new RegExp(`(?<=^|[\\s\u00a0(«„])(${SHORT_WORDS}) (?=\\S)`, 'giu'), `$1${NO_BREAK}`],
    [new RegExp(`(?<=^|[\\s\u00a0(«„])(${ABBREVIATIONS})\\. (?=[\\p{L}\\d])`, 'giu'), `$1.${NO_BREAK}`],
    [/№ ?(?=\d)/gu, `№${NO_BREAK}`],
    [/ (?<=\d )(?=[\p{Ll}%])/gu, NO_BREAK],
    [/ (?=\p{Lu}\.|\p{Lu}\p{Ll})(?<=(?<!\p{L})\p{Lu}\. )/gu, NO_BREAK],
    [/ (?=\p{Lu}\.[ \u00a0]?\p{Lu}\.)(?<=\p{Lu}\p{Ll}+ )/gu, NO_BREAK],
    [/ (?=[—–](?:\s|$))/gu, NO_BREAK],
  ],
  en: [
    [/ (?<=\d )(?=\p{Ll})/gu, NO_BREAK],
    [/\b(Mr|Mrs|Ms|Dr|Article|article|No\.|section|Section) (?=[\p{Lu}\d])/gu, `$1${NO_BREAK}`],
    [/ (?=[—–]\s)/gu, NO_BREAK],
  ],
}

/**
 * A text with the non-breaking spaces that print asks for: short words and abbreviations held to what follows,
 * figures to their nouns («60 дней»), initials to the surname, «№» to its figure, a dash to the word before it.
 */
export const bindSpaces = (locale: Locale, text: string) =>
  rulesOf[locale].reduce((bound, [pattern, replacement]) => bound.replace(pattern, replacement), text)

export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
