import { unprintable, wordsOf } from '../../render/pdf.ts'
import type { FieldError, TypedValues } from '../../web/form.ts'
import type { Letter } from './letter.ts'

/**
 * What of a letter cannot be printed, beside the fields that brought it; beside the choice of language where it is the
 * campaign's own words. Empty where the letter prints whole.
 */
export const printErrors = (letter: Letter, typed: TypedValues): FieldError[] => {
  const characters = unprintable(wordsOf(letter))
  if (characters.length === 0) return []
  const errors = Object.entries(typed).flatMap(([field, value]) => {
    const there = characters.filter((character) => [value].flat().join('').normalize('NFC').includes(character))
    return there.length > 0 ? [errorAt(field, there)] : []
  })
  return errors.length > 0 ? errors : [errorAt('language', characters)]
}

const errorAt = (field: string, characters: string[]): FieldError => ({
  field,
  message: 'outputs.unprintable',
  values: { count: characters.length, characters: characters.slice(0, 20).join(' ') },
})
