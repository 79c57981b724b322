import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inProject } from '../../../../server/paths.ts'
import { faultIn } from './office-rules.ts'

const offices = readFileSync(inProject('tests/features/letters/declension/offices.txt'), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split(';').map((cell) => cell.trim()))
  .map(([nominative = '', genitive = '', dative = '']) => ({ nominative, genitive, dative }))

test('the table holds as many offices as it promises, each once', () => {
  expect(offices.length).toBeGreaterThanOrEqual(40)
  expect(new Set(offices.map(({ nominative }) => nominative)).size).toBe(offices.length)
})

test.each(offices)('$nominative: $genitive, $dative', (forms) => {
  expect(faultIn(forms)).toBeUndefined()
})

test.each([
  ['Министр юстиции', 'Министр юстиции', 'Министру юстиции'],
  ['Генеральный прокурор', 'Генерального прокурора', 'Генеральному прокурора'],
  ['Управление полиции', 'Управления полиции', 'Управления полиции'],
  ['Аким города Алматы', 'Акима города Алматы', 'Акиму города'],
  ['Глава города', 'Главы города', 'Главу города'],
  ['Прокурор города', 'Прокурора города', 'Прокурору городу'],
  ['Правительство', 'Правительство', 'Правительство'],
])('the rules find fault with %s, %s, %s', (nominative, genitive, dative) => {
  expect(faultIn({ nominative, genitive, dative })).toBeDefined()
})
