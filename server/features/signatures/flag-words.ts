import { readFileSync } from 'node:fs'
import { type Locale, locales } from '../../i18n/index.ts'
import { inProject } from '../../paths.ts'

/** A word that a list knows, as it was written. */
export interface FlaggedWord {
  word: string
  category: WordCategory
}

const categories = ['obscene', 'insult', 'hatred', 'threat'] as const
export type WordCategory = (typeof categories)[number]

interface Stem {
  text: string
  open: 'alone' | 'begins' | 'anywhere'
  /** Null for words that are left alone. */
  category: WordCategory | null
}

interface WordList {
  fold: (word: string) => string
  words: Map<string, WordCategory>
  beginnings: Map<string, WordCategory>
  parts: [string, WordCategory][]
  innocent: Stem[]
}

/** Longer ones are no words; what they begin with is looked at. */
const LONGEST = 40

const linesOf = (file: string) =>
  readFileSync(inProject('server', 'features', 'signatures', 'words', file), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('# '))

const isCategory = (name: string): name is WordCategory => categories.some((one) => one === name)

const readStem = (line: string, category: WordCategory): Stem => {
  const innocent = line.startsWith('!')
  const pattern = innocent ? line.slice(1) : line
  const text = pattern.replaceAll('*', '')
  const open = pattern.startsWith('*') ? 'anywhere' : pattern.endsWith('*') ? 'begins' : 'alone'
  return { text, open, category: innocent ? null : category }
}

const readStems = (locale: Locale): Stem[] => {
  let category: WordCategory | undefined
  return linesOf(`${locale}.txt`).flatMap((line) => {
    const heading = /^\[(\w+)\]$/.exec(line)?.[1]
    if (heading === undefined) {
      if (!category) throw new Error(`${locale}.txt: ${line} stands in no category`)
      return [readStem(line, category)]
    }
    if (!isCategory(heading)) throw new Error(`${locale}.txt: there is no category ${heading}`)
    category = heading
    return []
  })
}

/** For each alphabet, the letter that each look-alike stands for. */
const readLookAlikes = () => {
  const found: Record<Locale, Map<string, string>> = { en: new Map(), ru: new Map() }
  let locale: Locale = 'en'
  for (const line of linesOf('look-alikes.txt')) {
    const heading = /^\[(en|ru)\]$/.exec(line)?.[1]
    if (heading === 'en' || heading === 'ru') locale = heading
    const [letter, alike] = line.split(' ')
    if (letter && alike) for (const sign of alike) found[locale].set(sign, letter)
  }
  return found
}

const lookAlikes = readLookAlikes()

const makeList = (locale: Locale): WordList => {
  const letters = lookAlikes[locale]
  const stems = readStems(locale)
  const of = (open: Stem['open']) =>
    stems.flatMap(({ text, open: own, category }): [string, WordCategory][] =>
      own === open && category ? [[text, category]] : [],
    )
  return {
    fold: (word) => [...word].map((sign) => letters.get(sign) ?? sign).join(''),
    words: new Map(of('alone')),
    beginnings: new Map(of('begins')),
    parts: of('anywhere'),
    innocent: stems.filter(({ category }) => category === null),
  }
}

const lists = locales.map(makeList)

const fits = (word: string, { text, open }: Stem) =>
  open === 'anywhere' ? word.includes(text) : open === 'begins' ? word.startsWith(text) : word === text

const categoryIn = (list: WordList, word: string): WordCategory | undefined => {
  const alone = list.words.get(word)
  if (alone) return alone
  let found: WordCategory | undefined
  for (let length = 2; length <= word.length && !found; length++) found = list.beginnings.get(word.slice(0, length))
  found ??= list.parts.find(([part]) => word.includes(part))?.[1]
  return found && !list.innocent.some((stem) => fits(word, stem)) ? found : undefined
}

/** A letter drawn out is one or two of it: «идиооот», «asss». */
const spellings = (word: string) =>
  /(.)\1\1/u.test(word) ? [word.replace(/(.)\1{2,}/gu, '$1'), word.replace(/(.)\1{2,}/gu, '$1$1')] : [word]

const categoryOf = (word: string): WordCategory | undefined => {
  for (const list of lists) {
    for (const spelling of spellings(word)) {
      const category = categoryIn(list, list.fold(spelling).slice(0, LONGEST))
      if (category) return category
    }
  }
  return undefined
}

/** What hides between letters: marks put on them, and characters of no width; й and ё are letters by themselves. */
const plain = (text: string) =>
  text
    .slice(0, 10_000)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll('ё', 'е')

/** Signs that stand for letters where letters stand beside them. */
const WORD = /[\p{L}\p{Nd}@$!]+/gu

/** An exclamation mark stands for a letter only within a word. */
const withoutShout = (word: string) => word.slice(0, 2 * LONGEST).replace(/!+$/, '')

/** Each word, then what signs alone keep apart («иди.от»), then letters that stand each by itself («и д и о т»). */
const candidates = (text: string): string[] => {
  const words: string[] = []
  let joined = ''
  let letters = ''
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const between = text.slice(end, index)
    end = index + word.length
    if (between === '' || /\s/.test(between)) {
      words.push(joined)
      joined = word
    } else joined += word
    const single = [...word].length === 1
    if (single && between.length <= 3) letters += word
    else {
      words.push(letters)
      letters = single ? word : ''
    }
    words.push(word)
  }
  words.push(joined, letters)
  return words.map(withoutShout).filter((word) => word.length >= 2)
}

/**
 * The words of a text that the lists in words/ know, each once, in the order in which they stand: however they are
 * spelt with look-alikes, drawn out or set apart. They make a person look; nothing follows from them by itself.
 */
export const flagWords = (text: string): FlaggedWord[] => {
  const found = new Map<string, FlaggedWord>()
  const looked = new Set<string>()
  for (const word of candidates(plain(text))) {
    if (looked.has(word)) continue
    looked.add(word)
    const category = categoryOf(word)
    if (category) found.set(word, { word, category })
  }
  return [...found.values()]
}
