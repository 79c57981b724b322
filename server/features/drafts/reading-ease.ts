import type { Locale } from '../../i18n/locale.ts'

/**
 * How easily a text is read, from 0 (hardest) to 100, by the length of its sentences and words. English: Flesch, “A New
 * Readability Yardstick”, 1948: 206.835 − 1.015 × words a sentence − 84.6 × syllables a word. Russian: the same with
 * I. V. Oborneva's coefficients for Russian syllables, 2006: 206.836 − 1.52 × words a sentence − 65.14 × syllables a word.
 * Undefined for fewer than a hundred words, of which nothing can be said.
 */
export const readingEase = (locale: Locale, text: string): number | undefined => {
  const words = text.match(/[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*/gu) ?? []
  if (words.length < LEAST) return undefined
  const sentences = Math.max(
    1,
    text.split(/[.!?…]+(?=\s|$)|\n\s*\n|\n(?=[-*#\d])/u).filter((part) => /\p{L}/u.test(part)).length,
  )
  const syllables = words.reduce((sum, word) => sum + syllablesIn[locale](word.toLowerCase()), 0)
  const { base, sentence, syllable } = coefficients[locale]
  const score = base - (sentence * words.length) / sentences - (syllable * syllables) / words.length
  return Math.round(Math.min(100, Math.max(0, score)))
}

const LEAST = 100

/** Below this a text asks for a degree (Flesch's own table: “difficult”, 30 to 50). */
export const HARD_BELOW = 40

const coefficients = {
  en: { base: 206.835, sentence: 1.015, syllable: 84.6 },
  ru: { base: 206.836, sentence: 1.52, syllable: 65.14 },
}

const syllablesIn: Record<Locale, (word: string) => number> = {
  // A vowel is a syllable.
  ru: (word) => Math.max(1, word.match(/[аеёиоуыэюя]/g)?.length ?? 0),
  // Groups of vowels, without a silent e.
  en: (word) =>
    Math.max(1, (word.replace(/(?<![aeiouyl])(?:es|ed|e)$|(?<=[aeiouy]l)e$/, '').match(/[aeiouy]+/g) ?? []).length),
}
