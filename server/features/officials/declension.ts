import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich'
import type { Gender } from '../../db/schema.ts'
import { isTurkicPatronymic } from './names.ts'

const part = (word: string, decline: (part: string, index: number) => string) =>
  word
    .split(/([\s-])/)
    .map(decline)
    .join('')

/** First parts of double surnames that never stand alone and stay as they are («Бонч-Бруевича», «Тер-Петросяна»). */
const FROZEN = /^(?:бонч|тер|мелик|шолом|мак|аль|эль|ибн|сан|сент)$/u
const INDECLINABLE_SURNAME = /(?:[оеэиыуюё]|[иы]х|[аеёиоуыэюя]а|ұлы|улы|[кқ]ызы|дюма|золя)$/u
const INDECLINABLE_WOMAN = /^(?:николь|мишель|габриэль|даниэль|изабель|аннабель|ариэль|эстель|этель|рэйчел|кармен)$/u
/** Stems that lose a vowel, which lvovich keeps. */
const FOUND_BY_HAND: Record<string, string> = { соловей: 'Соловь', воробей: 'Воробь', муравей: 'Муравь' }

export type Case = 'genitive' | 'dative'

/**
 * A surname in the genitive or dative, double ones part by part. Rules (Розенталь, «Справочник по правописанию»,
 * § 149): those in -о, -е, -и, -у, -ых, -их stay; those in a consonant or -ь stay for a woman; the rest by lvovich.
 */
export const declineSurname = (surname: string, gender: Gender, wanted: Case) => {
  const double = surname.includes('-')
  return part(surname, (word, index) => {
    const small = word.toLowerCase()
    if (!/^\p{Lu}/u.test(word) || !/\p{Script=Cyrillic}/u.test(word)) return word
    if (INDECLINABLE_SURNAME.test(small) || (double && index === 0 && FROZEN.test(small))) return word
    if (gender === 'female' && !/[ая]$/u.test(small)) return word
    const stem = FOUND_BY_HAND[small]
    return stem ? stem + (wanted === 'genitive' ? 'я' : 'ю') : inclineLastname(word, wanted, gender)
  })
}

/**
 * A given name in the genitive or dative. Women's names in a hard consonant or -й stay («Жибек»), those in -ь take -и
 * («Айгули») but for foreign ones («Николь»); of a man's double name only the last part declines («Касым-Жомарта»).
 */
export const declineGiven = (name: string, gender: Gender, wanted: Case) => {
  const last = name.split('-').length * 2 - 2
  return part(name, (word, index) => {
    if (!/\p{Script=Cyrillic}/u.test(word)) return word
    if (gender === 'female') return womansGiven(word, wanted)
    return index < last ? word : inclineFirstname(word, wanted, 'male')
  })
}

/** «Анны, Ольги, Анне»; «Марии, Марии», but «Лие» where one syllable is all the stem (Правила, 2006, § 71). */
const womansGiven = (word: string, wanted: Case) => {
  const small = word.toLowerCase()
  if (INDECLINABLE_WOMAN.test(small) || !/[аяь]$/u.test(small)) return word
  const stem = word.slice(0, -1)
  if (/ь$|..ия$/u.test(small)) return `${stem}и`
  if (wanted === 'dative') return `${stem}е`
  return /[гкхжшщч]а$|я$/u.test(small) ? `${stem}и` : `${stem}ы`
}

/** A patronymic in the genitive or dative; those in -улы, -ұлы, -кызы, -қызы, -оглы stay as they are. */
export const declinePatronymic = (patronymic: string, gender: Gender, wanted: Case) =>
  isTurkicPatronymic(patronymic) ? patronymic : inclineMiddlename(patronymic, wanted, gender)
