import { expect, test } from 'vitest'
import { atLeast, medianOf, partsAtLeast, sumOfShown } from '../../../server/features/sendings/at-least.ts'

test.each([
  [0, null],
  [1, null],
  [9, null],
  [10, 10],
  [19, 10],
  [20, 20],
  [1234, 1230],
])('%i people are shown as %s', (count, shown) => {
  expect(atLeast(count)).toBe(shown)
})

const counts = Array.from({ length: 121 }, (_, count) => count)

test('whatever the whole and its parts, what is shown of the parts leaves ten of the whole unsaid', () => {
  for (const whole of counts)
    for (const first of counts.filter((count) => count <= whole)) {
      const shown = atLeast(whole)
      const [one, other] = partsAtLeast(shown, [first, whole - first])
      if (one || other) expect((shown ?? 0) - (one ?? 0) - (other ?? 0)).toBeGreaterThanOrEqual(10)
      for (const [part, count] of [
        [one, first],
        [other, whole - first],
      ] as const)
        if (typeof part === 'number') {
          expect(part).toBeLessThanOrEqual(count)
          expect(part).toBeGreaterThanOrEqual(10)
        }
    }
})

test('fewer than ten who are missing from a part cannot be told from none', () => {
  for (const whole of [20, 47, 60, 113, 250])
    for (const missing of counts.filter((count) => count < 10))
      expect(partsAtLeast(atLeast(whole), [whole - missing])).toEqual(partsAtLeast(atLeast(whole), [whole]))
})

test('fewer than ten in a part cannot be told from none, and nothing of a whole of fewer is said', () => {
  for (const few of counts.filter((count) => count < 10)) {
    expect(partsAtLeast(200, [few])).toEqual([null])
    expect(partsAtLeast(atLeast(few), [few])).toEqual([null])
  }
})

test('one more person is seen at one of ten places at most', () => {
  const seen = counts.slice(1).filter((count) => atLeast(count) !== atLeast(count - 1))
  expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120])
})

test('a sum is of what is shown', () => {
  expect(sumOfShown([100, null, 20])).toBe(120)
  expect(sumOfShown([null, null])).toBeNull()
  expect(sumOfShown([])).toBeNull()
})

test.each([
  [[], null],
  [[7], 7],
  [[9, 3, 5], 5],
  [[10, 20, 30, 41], 25],
  [[3, 30], 17],
])('the median of %j is %s', (values, median) => {
  expect(medianOf(values)).toBe(median)
})
