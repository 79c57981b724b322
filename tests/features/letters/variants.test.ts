import { expect, test } from 'vitest'
import { dealt, reordered, variantNumbers, wordingsOf } from '../../../server/features/letters/variants.ts'
import { demoKit, demoLetter } from './demo-kit.ts'

const parts = [5, 4, 4, 4, 3].map((count, part) => ({ count, length: 100 * (part + 1) }))
const people = (count: number, first = 0) => Array.from({ length: count }, (_, person) => first + person)

test.each([0, 256, 256 * 8_000_000])('from %i on, wordings are dealt evenly', (first) => {
  const rows = people(256, first).map((person) => wordingsOf(parts, person))
  for (const [part, { count }] of parts.entries()) {
    const times = Array.from({ length: count }, (_, wording) => rows.filter((row) => row[part] === wording).length)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(2)
  }
})

test('combinations of wordings are spread as well: each of two parts meets each of the other', () => {
  const rows = people(200).map((person) => wordingsOf(parts, person))
  const pairs = rows.map((row) => `${row[1]} ${row[2]}`)
  const times = [...new Set(pairs)].map((pair) => pairs.filter((each) => each === pair).length)

  expect(times).toHaveLength(16)
  expect(Math.max(...times)).toBeLessThan(25)
})

test('the next four people each get another wording of a topic', () => {
  for (const first of [0, 4, 400]) {
    expect(new Set(people(4, first).map((person) => dealt('topic pets', 4, person))).size).toBe(4)
  }
})

test('an order keeps everything, is the same for the same person, and puts each thing first in turn', () => {
  const things = ['a', 'b', 'c', 'd']
  const orders = people(40).map((person) => reordered('x', things, person))

  for (const order of orders) expect([...order].sort()).toEqual(things)
  expect(orders).toEqual(people(40).map((person) => reordered('x', things, person)))
  for (const thing of things) expect(orders.filter(([first]) => first === thing)).toHaveLength(10)
})

test('numbers follow each other for each kind of letter, from somewhere of the process’s own', () => {
  const next = variantNumbers()
  const [one, two, other] = [next('a'), next('a'), next('b')]

  expect(two).toBe(one + 1)
  expect(other).not.toBe(two + 1)
  expect(variantNumbers()('a')).not.toBe(one)
})

test('choosing another topic leaves the rest of a letter as it was', () => {
  const kit = demoKit('government')
  const texts = (topics: string[]) =>
    Object.fromEntries(demoLetter(kit, 'ru', 12, { topics }).parts.map(({ key, text }) => [key, text]))

  expect(texts(['pets', 'cruelty'])).toMatchObject(texts(['pets']))
})

test('one without a number gets the first wording of each part, in the campaign’s order', () => {
  const kit = demoKit('president')
  expect(demoLetter(kit, 'ru', null).parts.map(({ key }) => key)).toEqual([
    'opening-president-who',
    'rules',
    'promise-president',
    'payment',
    'evidence',
    'request-president',
    'demands',
    'closing',
  ])
})
