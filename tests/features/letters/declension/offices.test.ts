import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inProject } from '../../../../server/paths.ts'
import { readDemoDirectory } from '../../../directory.ts'
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

const directory = (await readDemoDirectory()).files.flatMap(({ institutions }) =>
  institutions.flatMap(({ offices }) => offices.map(({ slug, name }) => ({ slug, ...name.ru }))),
)

test('the directory that comes along has at least forty offices to look at', () => {
  expect(directory.length).toBeGreaterThanOrEqual(40)
})

test.each(directory)('$slug: $nominative, $genitive, $dative', (forms) => {
  expect(faultIn(forms)).toBeUndefined()
})

const byHand = new Map(offices.map((office) => [office.nominative, office]))

test('where directory and table name the same office, they give the same cases', () => {
  const both = directory.flatMap(({ nominative, genitive, dative }) => {
    const office = byHand.get(nominative)
    return office ? [{ office, forms: { nominative, genitive, dative } }] : []
  })

  expect(both.length).toBeGreaterThan(5)
  for (const { office, forms } of both) expect(forms).toEqual(office)
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
