import type { ComposedLetter } from '../../../server/features/letters/letter.ts'
import { blockText } from '../../../server/features/letters/letter-text.ts'

const SHINGLE = 4

/**
 * The parts of a body in which letters can differ: not the demands, which are worded the same in every letter, and not
 * the writer's own words, which nobody shares.
 */
export const variedText = ({ parts }: ComposedLetter) =>
  parts
    .filter(({ key, locked }) => !locked && key !== 'own_words')
    .flatMap(({ blocks }) => blocks.map(blockText))
    .join('\n')

const shinglesOf = (text: string) => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.slice(0, 1 - SHINGLE).map((_, at) => words.slice(at, at + SHINGLE).join(' ')))
}

/**
 * How alike any two of the texts are, from 0 to 1: of all runs of four words in either, the share that is in both
 * (Jaccard's index). It sees wording, not order: a letter with its paragraphs in another order counts as the same.
 */
export const likenesses = (texts: string[]): number[] => {
  const numbers = new Map<string, number>()
  const numberOf = (shingle: string) => {
    const number = numbers.get(shingle) ?? numbers.size
    numbers.set(shingle, number)
    return number
  }
  const sets = texts.map((text) => Uint32Array.from(shinglesOf(text), numberOf))
  return sets.flatMap((one, index) => {
    const inOne = new Uint8Array(numbers.size)
    for (const number of one) inOne[number] = 1
    return sets.slice(index + 1).map((other) => jaccard(one.length, inOne, other))
  })
}

const jaccard = (size: number, inOne: Uint8Array, other: Uint32Array) => {
  let shared = 0
  for (const number of other) shared += inOne[number] ?? 0
  return shared / (size + other.length - shared)
}
