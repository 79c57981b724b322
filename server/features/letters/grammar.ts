import type { Gender } from '../../db/schema.ts'
import { genderOfName, genitiveName, initialOf, type PersonName, parseName } from '../officials/index.ts'
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
  const known = gender ?? genderOfName(parts)
  return { gender: known, genitive: genitiveOf(parts, known), signature: signatureOf(parts, name) }
}

const genitiveOf = (name: PersonName, gender: Gender | null): string | null => {
  if (gender) return genitiveName(name, gender)
  const [woman, man] = [genitiveName(name, 'female'), genitiveName(name, 'male')]
  return woman === man ? woman : null
}

const signatureOf = ({ surname, given, patronymic, initials }: PersonName, typed: string) => {
  if (!surname || (given.length === 0 && initials.length === 0)) return typed
  const letters = [...initials, ...[...given, ...(patronymic ? [patronymic] : [])].map(initialOf)]
  return [...letters, surname].join(NO_BREAK)
}
