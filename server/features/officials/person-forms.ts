import { getFirstnameGender, getLastnameGender } from 'lvovich'
import type { Gender, SuggestedForm } from '../../db/schema.ts'
import { type Case, declineGiven, declinePatronymic, declineSurname } from './declension.ts'
import { isMansName, isPatronymic, isWomansName, isWomansPatronymic, type PersonName, parseName } from './names.ts'
import type { Official } from './office.ts'

const NO_BREAK = '\u00a0'

/** The patronymic decides, then a known given name, then what given name and surname agree on. Null: cannot be told. */
export const genderOfName = ({ surname, given, patronymic }: PersonName): Gender | null => {
  if (patronymic && isPatronymic(patronymic)) return isWomansPatronymic(patronymic) ? 'female' : 'male'
  const [first = ''] = given.flatMap((word) => word.split('-'))
  if (isWomansName(first) !== isMansName(first)) return isWomansName(first) ? 'female' : 'male'
  const bySurname = surname ? certain(getLastnameGender(surname.split('-').at(-1) ?? '')) : null
  const byGiven = first ? certain(getFirstnameGender(first)) : null
  if (bySurname) return bySurname
  return byGiven === 'female' ? 'female' : null
}

const certain = (guess: ReturnType<typeof getFirstnameGender>): Gender | null =>
  guess === 'female' || guess === 'male' ? guess : null

/** Surname, initials or given name, and patronymic, in the genitive or dative. */
export const declineName = ({ surname, given, patronymic, initials }: PersonName, gender: Gender, wanted: Case) =>
  [
    ...(surname ? [declineSurname(surname, gender, wanted)] : []),
    ...(initials.length > 0 ? [initials.join(NO_BREAK)] : []),
    ...given.map((word) => declineGiven(word, gender, wanted)),
    ...(patronymic ? [declinePatronymic(patronymic, gender, wanted)] : []),
  ].join(' ')

export const genitiveName = (name: PersonName, gender: Gender) => declineName(name, gender, 'genitive')

/** «Анна» → «А.», «Анна-Мария» → «А.-М.». */
export const initialOf = (word: string) =>
  word
    .split('-')
    .filter((half) => /^\p{Lu}/u.test(half))
    .map((half) => `${half.charAt(0)}.`)
    .join('-')

/** What an editor has written of an official's name; what is left out is to be suggested. */
export interface WrittenName {
  gender: Gender | null
  name: { en: string; ru: { nominative: string; genitive: string | null; dative: string | null } }
  salutation: Official['salutation'] | null
}

/**
 * An official with every form that letters need, and which of them grammar supplied. Undefined where the dative cannot
 * be suggested, since the name does not tell its gender or has no surname: it must then be written by hand.
 */
export const completeForms = (
  written: WrittenName,
): (Official & { name: { ru: { genitive: string } }; suggested: SuggestedForm[] }) | undefined => {
  const parts = parseName(written.name.ru.nominative)
  const gender = written.gender ?? genderOfName(parts)
  const genitive = written.name.ru.genitive ?? (gender && genitiveName(parts, gender))
  const dative = written.name.ru.dative ?? (gender && headingDative(parts, gender))
  const salutation = written.salutation ?? (gender && greetings(parts, written.name.en, gender))
  if (!genitive || !dative || !salutation) return undefined
  const suggested: SuggestedForm[] = [
    ...(written.gender ? [] : (['gender'] as const)),
    ...(written.name.ru.genitive ? [] : (['genitive'] as const)),
    ...(written.name.ru.dative ? [] : (['dative'] as const)),
    ...(written.salutation ? [] : (['salutation'] as const)),
  ]
  const { en, ru } = written.name
  return { gender, name: { en, ru: { nominative: ru.nominative, genitive, dative } }, salutation, suggested }
}

/** «Токаеву К. К.», as it stands in a letter's heading under the post. */
const headingDative = ({ surname, given, patronymic, initials }: PersonName, gender: Gender) => {
  if (!surname) return null
  const letters = [...initials, ...[...given, ...(patronymic ? [patronymic] : [])].map(initialOf)]
  return [declineSurname(surname, gender, 'dative'), ...letters].join(NO_BREAK)
}

/** By name and patronymic where both are known, else by surname (culture of official letters, both languages). */
const greetings = ({ surname, given, patronymic }: PersonName, english: string, gender: Gender) => {
  const [dear, master, title] = gender === 'female' ? ['Уважаемая', 'госпожа', 'Ms'] : ['Уважаемый', 'господин', 'Mr']
  const byName = given[0] && patronymic ? `${given[0]} ${patronymic}` : undefined
  if (!byName && !surname) return null
  return {
    en: `Dear ${title} ${english.split(/\s+/).at(-1)},`,
    ru: `${dear} ${byName ?? `${master} ${surname}`}!`,
  }
}
