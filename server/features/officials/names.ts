import { mensNames, womensNames } from './given-names.ts'

/** A person's name in its parts, each as typed but for the case of its letters. */
export interface PersonName {
  surname: string | null
  given: string[]
  patronymic: string | null
  /** «А. П.» where only initials were typed. */
  initials: string[]
}

const PATRONYMIC = /.(?:ович|евич|ёвич|ввич|ьич|мич|кич|тич|лич|івна|ївна|овна|евна|ёвна|ична)$/u
const PATRONYMIC_WOMAN = /(?:івна|ївна|овна|евна|ёвна|ична)$/u
const TURKIC_PATRONYMIC = /.(?:улы|ұлы|уулу|кызы|қызы|гызы|кизи|оглы|оглу|угли)$/u
const TURKIC_PARTICLE = /^(?:улы|ұлы|уулу|углы|угли|оглы|оглу|кызы|қызы|гызы|кизи)$/u
const WOMANS_PARTICLE = /(?:кызы|қызы|гызы|кизи)$/u
const SURNAME_LIKE =
  /(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|[сц]кий|[сц]кая|енко|ук|юк|чук|[иы]х|ян|швили|дзе|ич|ый|ой|ая|ко|баев|баева|ец)$/u

const lower = (word: string) => word.toLowerCase()
const plain = (word: string) => lower(word).replaceAll('ё', 'е')

export const isWomansName = (word: string) => womensNames.has(plain(word))
export const isMansName = (word: string) => mensNames.has(plain(word))
const isGivenName = (word: string) => word.split('-').every((part) => isWomansName(part) || isMansName(part))

export const isTurkicPatronymic = (word: string) => {
  const last = lower(word).split(/[\s-]/).at(-1) ?? ''
  return TURKIC_PARTICLE.test(last) || TURKIC_PATRONYMIC.test(last)
}
export const isPatronymic = (word: string) => PATRONYMIC.test(lower(word)) || isTurkicPatronymic(word)
export const isWomansPatronymic = (word: string) =>
  isTurkicPatronymic(word) ? WOMANS_PARTICLE.test(lower(word)) : PATRONYMIC_WOMAN.test(lower(word))

/**
 * The parts of a Cyrillic name typed in any order: «Иванова Анна Петровна», «Анна Петровна Иванова», «Анна Иванова»,
 * «Иванова А. П.», «Алиев Гейдар Мамед оглы». What cannot be told is taken as «surname, given name», the order of
 * papers. A single word is a given name where it is known as one, else a surname.
 */
export const parseName = (typed: string): PersonName => {
  const words = splitWords(typed)
  const initials = words.filter((word) => word.endsWith('.'))
  if (initials.length > 0) {
    const surname = words.filter((word) => !word.endsWith('.')).join(' ')
    return { surname: surname || null, given: [], patronymic: null, initials }
  }
  const at = patronymicPosition(words)
  return at === -1 ? withoutPatronymic(words) : aroundPatronymic(words, at)
}

const splitWords = (typed: string) => {
  const words = typed
    .trim()
    .replace(/(\p{Lu}\.)(?=\p{Lu})/gu, '$1 ')
    .split(/\s+/)
    .filter(Boolean)
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    const belongs = before !== undefined && joined.length > 1 && TURKIC_PARTICLE.test(lower(word))
    if (belongs) joined[joined.length - 1] = `${before} ${lower(word)}`
    else joined.push(withCapital(word))
  }
  return joined
}

/** «ИВАНОВА», «иванова» → «Иванова»; a word of mixed case is left alone, and so is a particle («фон», «де»). */
const withCapital = (word: string) => {
  const shouted = word.length > 2 && word === word.toUpperCase()
  const small = word === lower(word) && !/^(?:фон|ван|дер|ден|де|ла|да|ди|дю|аль|эль|бен|ибн|бинт)$/u.test(word)
  if (!shouted && !small) return word
  return lower(word).replace(
    /(^|-)(\p{L})/gu,
    (_match, before: string, letter: string) => before + letter.toUpperCase(),
  )
}

/** A patronymic never comes first; the second word is looked at before the third («Роман Аркадьевич Абрамович»). */
const patronymicPosition = (words: string[]) => {
  if (words.length === 2) return isPatronymicOfTwo(words) ? 1 : -1
  return words.findIndex((word, index) => index > 0 && isPatronymic(word))
}

/** Of two words («Анна Петровна») only a woman's form is surely a patronymic: «Роман Абрамович» is a surname. */
const isPatronymicOfTwo = ([first = '', second = '']: string[]) =>
  isTurkicPatronymic(second) || (isWomansPatronymic(second) && !SURNAME_LIKE.test(lower(first)))

const aroundPatronymic = (words: string[], at: number): PersonName => {
  const rest = words.filter((_word, index) => index !== at && index !== at - 1)
  return {
    surname: rest.join(' ') || null,
    given: words.slice(at - 1, at),
    patronymic: words[at] ?? null,
    initials: [],
  }
}

const withoutPatronymic = (words: string[]): PersonName => {
  const [only = ''] = words
  if (words.length < 2) {
    const parts = isGivenName(only) ? { surname: null, given: [only] } : { surname: only || null, given: [] }
    return { ...parts, patronymic: null, initials: [] }
  }
  const last = words.at(-1) ?? ''
  const surnameLast = isSurnameBefore(last, only)
  return {
    surname: surnameLast ? last : only,
    given: surnameLast ? words.slice(0, -1) : words.slice(1),
    patronymic: null,
    initials: [],
  }
}

/** Whether, of two words, this one is rather the surname than the other. */
const isSurnameBefore = (word: string, other: string) => {
  if (isGivenName(other) !== isGivenName(word)) return isGivenName(other)
  const looks = [word, other].map((each) => each.split('-').some((part) => SURNAME_LIKE.test(lower(part))))
  return looks[0] === true && looks[1] === false
}
