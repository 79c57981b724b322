import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { senderForms } from '../../../../server/features/letters/grammar.ts'
import { declineName, parseName } from '../../../../server/features/officials/index.ts'
import { inProject } from '../../../../server/paths.ts'

const linesOf = (file: string) =>
  readFileSync(inProject('tests/features/letters/declension', file), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(';').map((cell) => cell.trim()))

const genderOf = (letter: string): 'female' | 'male' => (letter === 'f' ? 'female' : 'male')

const names = linesOf('names.txt').map(([letter = '', nominative = '', genitive = '', dative = '']) => ({
  gender: genderOf(letter),
  nominative,
  genitive,
  dative,
}))

const formsOf = (nominative: string, gender: 'female' | 'male') => ({
  genitive: senderForms(nominative, gender).genitive,
  dative: declineName(parseName(nominative), gender, 'dative'),
})

test('the table holds as many names as it promises, each once', () => {
  expect(names.length).toBeGreaterThanOrEqual(150)
  expect(new Set(names.map(({ gender, nominative }) => `${gender} ${nominative}`)).size).toBe(names.length)
})

test.each(names)('$nominative ($gender): $genitive, $dative', ({ gender, nominative, genitive, dative }) => {
  expect(formsOf(nominative, gender)).toEqual({ genitive, dative })
})

const exceptions = linesOf('exceptions.txt').map((cells) => {
  const [
    letter = '',
    nominative = '',
    genitive = '',
    dative = '',
    suggestedGenitive = '',
    suggestedDative = '',
    why = '',
  ] = cells
  return {
    gender: genderOf(letter),
    nominative,
    right: { genitive, dative },
    suggested: { genitive: suggestedGenitive, dative: suggestedDative },
    why,
  }
})

test.each(exceptions)('$nominative is a known exception: $why', ({ gender, nominative, right, suggested, why }) => {
  expect(formsOf(nominative, gender)).toEqual(suggested)
  expect(suggested).not.toEqual(right)
  expect(why).not.toBe('')
})
