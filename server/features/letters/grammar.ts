import { getFirstnameGender, getLastnameGender } from 'lvovich'
import type { Gender } from '../../db/schema.ts'
import {
  givenGenitive,
  isMansName,
  isPatronymic,
  isWomansName,
  isWomansPatronymic,
  type PersonName,
  parseName,
  patronymicGenitive,
  surnameGenitive,
} from '../officials/index.ts'
import { NO_BREAK } from './typography.ts'

/** What a Russian letter needs of its sender's name. */
export interface SenderForms {
  /** As the name itself tells it; null where it does not. */
  gender: Gender | null
  /** After «от»: surname, given name, patronymic. Null where it depends on a gender that is not known. */
  genitive: string | null
  /** «А. П. Иванова»; a name that has no surname, or is in Latin letters, as it was typed. */
  signature: string
}

/**
 * Suggests the forms of a name as typed, in any order that can be told. `gender` is the sender's own word and decides
 * where given. A suggestion only: the writer sees each form and can put their own.
 */
export const senderForms = (typed: string, gender: Gender | null = null): SenderForms => {
  const name = typed.trim().replace(/\s+/g, ' ')
  if (!/\p{Script=Cyrillic}/u.test(name)) return { gender, genitive: name, signature: name }
  const parts = parseName(name)
  const known = gender ?? genderOf(parts)
  return { gender: known, genitive: genitiveOf(parts, known), signature: signatureOf(parts, name) }
}

/** The patronymic decides, then a known given name, then what given name and surname agree on. */
const genderOf = ({ surname, given, patronymic }: PersonName): Gender | null => {
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

const genitiveOf = (name: PersonName, gender: Gender | null): string | null => {
  if (gender) return declined(name, gender)
  const [woman, man] = [declined(name, 'female'), declined(name, 'male')]
  return woman === man ? woman : null
}

const declined = ({ surname, given, patronymic, initials }: PersonName, gender: Gender) =>
  [
    ...(surname ? [surnameGenitive(surname, gender)] : []),
    ...(initials.length > 0 ? [initials.join(NO_BREAK)] : []),
    ...given.map((word) => givenGenitive(word, gender)),
    ...(patronymic ? [patronymicGenitive(patronymic, gender)] : []),
  ].join(' ')

const signatureOf = ({ surname, given, patronymic, initials }: PersonName, typed: string) => {
  if (!surname || (given.length === 0 && initials.length === 0)) return typed
  const letters = [...initials, ...[...given, ...(patronymic ? [patronymic] : [])].map(initialOf)]
  return [...letters, surname].join(NO_BREAK)
}

/** «Анна» → «А.», «Анна-Мария» → «А.-М.». */
const initialOf = (word: string) =>
  word
    .split('-')
    .filter((half) => /^\p{Lu}/u.test(half))
    .map((half) => `${half.charAt(0)}.`)
    .join('-')
