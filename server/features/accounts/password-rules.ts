import { readFileSync } from 'node:fs'
import { locales, type MessageKey, translator } from '../../i18n/index.ts'
import { inProject } from '../../paths.ts'
import type { Person } from './person.ts'

/** NIST SP 800-63B-4 asks for 15 where a password stands alone and 8 beside a second factor; nothing of what kinds. */
export const SHORTEST = 12
export const LONGEST = 128

/** What has to be left of a password besides its owner's name, the site's, or a run of a keyboard. */
const OWN_LETTERS = 8

/** The lines of a list in words/, without those that tell of it. */
const linesOf = (name: string) =>
  readFileSync(inProject('server', 'features', 'accounts', 'words', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

const common = new Set(linesOf('common-passwords.txt'))

const runs = linesOf('keyboard-runs.txt').flatMap((run) => [run, [...run].reverse().join('')])

const siteNames = locales.map((locale) => translator(locale)('site.name')).join(' ')

/** As it is hashed: one spelling of each letter, nothing else changed or cut (NIST SP 800-63B-4, 3.1.1.2). */
export const plainPassword = (typed: string): string => typed.normalize('NFC')

/** Why this password is refused, if it is: too short, too long, known from breaches or guessed at first. */
export const passwordProblem = (typed: string, person: Partial<Person> = {}): MessageKey | undefined => {
  const letters = [...plainPassword(typed)]
  if (letters.length === 0) return 'accounts.password.missing'
  if (letters.length < SHORTEST) return 'accounts.password.short'
  if (letters.length > LONGEST) return 'accounts.password.long'
  const lower = typed.normalize('NFKC').toLowerCase()
  if (isGuessable(lower)) return 'accounts.password.common'
  if (isAbout(lower, person)) return 'accounts.password.personal'
  return undefined
}

/** A common password, one with figures or signs around, between or instead of its letters, one said again, or few different signs. */
const isGuessable = (lower: string) =>
  new Set(lower).size < 5 ||
  isCommon(lower) ||
  isCommon(unleet(lower)) ||
  rest(lower, runs.flatMap(pieces)) < OWN_LETTERS - 2

const isCommon = (text: string): boolean => {
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const letters = text.replace(/[^\p{L}]+/gu, '')
  return [text, bare, text.replace(/\d+$/, ''), repeated(text), repeated(bare), letters, repeated(letters)].some(
    (one) => common.has(one),
  )
}

const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }

const unleet = (text: string) => text.replace(/[013457@$]/g, (sign) => leet[sign] ?? sign)

/** The part that the text repeats; the text where it repeats none. */
const repeated = (text: string) => {
  const period = (text + text).indexOf(text, 1)
  return period > 0 ? text.slice(0, period) : text
}

/** Stretches of four of a run: a password of such says nothing that its first key does not. */
const pieces = (run: string) =>
  Array.from({ length: Math.max(0, run.length - 3) }, (_, start) => run.slice(start, start + 4))

/** How many signs are left besides these words. */
const rest = (text: string, words: string[]) => {
  const covered = new Set<number>()
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      for (let place = at; place < at + word.length; place++) covered.add(place)
    }
  }
  return text.length - covered.size
}

/** Made of what anybody knows of its owner: parts of their name and address, and the name of this site. */
const isAbout = (lower: string, { name = '', email = '' }: Partial<Person>) => {
  const words = [
    ...`${name} ${email} ${siteNames}`
      .normalize('NFKC')
      .toLowerCase()
      .matchAll(/[\p{L}\d]{3,}/gu),
  ]
  const left = rest(
    lower,
    words.map(([word]) => word),
  )
  return left < lower.length && left < OWN_LETTERS
}
