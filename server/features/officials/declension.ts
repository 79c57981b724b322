import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich'
import type { Gender } from '../../db/schema.ts'
import { isTurkicPatronymic } from './names.ts'

const part = (word: string, decline: (part: string, index: number) => string) =>
  word
    .split(/([\s-])/)
    .map(decline)
    .join('')

/** First parts of double surnames that never stand alone and stay as they are («Бонч-Бруевича», «Тер-Петросяна»). */
const FROZEN = /^(?:бонч|тер|мелик|грум|доливо|шолом|мак|аль|эль|ибн|сан|сент|ван|фон|де|да|ди|дю|ла|ле)$/u
const INDECLINABLE_SURNAME = /(?:[оеэиыуюё]|[иы]х|[аеёиоуыэюя]а|ұлы|улы|[кқ]ызы|дюма|золя)$/u
const INDECLINABLE_WOMAN = /^(?:николь|мишель|габриэль|даниэль|изабель|аннабель|ариэль|эстель|этель|рэйчел|кармен)$/u
/** In -их, and yet not of the kind of «Долгих». */
const FOREIGN_IKH = /^(?:рерих|миних|дитрих|эрлих|ульрих|фрейндлих|гейдрих|фридрих|генрих|эренрейх)$/u
/** Genitives that lvovich gets wrong: a vowel lost or kept against its rule, nouns in -ой that look like adjectives. */
const GENITIVES: Record<string, string> = {
  соловей: 'Соловья',
  воробей: 'Воробья',
  муравей: 'Муравья',
  кузнец: 'Кузнеца',
  гусь: 'Гуся',
  прибой: 'Прибоя',
  водопой: 'Водопоя',
  козодой: 'Козодоя',
  герой: 'Героя',
  бой: 'Боя',
}
/** Men's names of Ukrainian making, which decline like «окно»: «Петра», «Павлу». */
const UKRAINIAN_O = /^(?:петро|павло|левко|михайло|данило|дмитро|гаврило)$/u

export type Case = 'genitive' | 'dative'

/**
 * A surname in the genitive or dative, double ones part by part. Rules (Розенталь, «Справочник по правописанию»,
 * § 149): those in -о, -е, -и, -у, -ых, -их stay; those in a consonant or -ь stay for a woman; the rest by lvovich.
 */
export const declineSurname = (surname: string, gender: Gender, wanted: Case) => {
  const double = /[\s-]/u.test(surname)
  return part(surname, (word, index) => {
    const small = word.toLowerCase()
    if (!/^\p{Lu}/u.test(word) || !/\p{Script=Cyrillic}/u.test(word)) return word
    if (double && index === 0 && FROZEN.test(small)) return word
    if (INDECLINABLE_SURNAME.test(small) && !FOREIGN_IKH.test(small)) return word
    if (gender === 'female' && !/[ая]$/u.test(small)) return word
    const genitive = genitiveOf(word)
    return genitive ? inCase(genitive, wanted) : inclineLastname(word, wanted, gender)
  })
}

/** The genitive where lvovich has another: «Рериха», «Стрельца» (ль), «Швеца» (its only vowel stays), and by hand. */
const genitiveOf = (word: string) => {
  const small = word.toLowerCase()
  if (FOREIGN_IKH.test(small) || /^[^аеёиоуыэюя]+ец$/u.test(small)) return `${word}а`
  return /.лец$/u.test(small) ? `${word.slice(0, -2)}ьца` : GENITIVES[small]
}

const inCase = (genitive: string, wanted: Case) =>
  wanted === 'genitive' ? genitive : genitive.replace(/а$/u, 'у').replace(/я$/u, 'ю')

/**
 * A given name in the genitive or dative. Women's names in a hard consonant or -й stay («Жибек»), those in -ь take -и
 * («Айгули») but for foreign ones («Николь»); of a man's double name only the last part declines («Касым-Жомарта»).
 */
export const declineGiven = (name: string, gender: Gender, wanted: Case) => {
  const last = name.split('-').length * 2 - 2
  return part(name, (word, index) => {
    if (!/\p{Script=Cyrillic}/u.test(word)) return word
    if (gender === 'female') return womansGiven(word, wanted)
    if (UKRAINIAN_O.test(word.toLowerCase())) return inCase(`${word.slice(0, -1)}а`, wanted)
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
