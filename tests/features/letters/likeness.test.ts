import { expect, test } from 'vitest'
import { blockText } from '../../../server/features/letters/letter-text.ts'
import { locales } from '../../../server/i18n/index.ts'
import { demoCampaign, demoKit, demoLetter } from './demo-kit.ts'
import { likenesses, variedText } from './likeness.ts'

const PEOPLE = 200
/** No two of 200 letters share more of their runs of four words than this, and hardly any two share half. */
const CLOSEST = 2 / 3
const NINETY_NINE_OF_HUNDRED = 0.48

const allTopics = demoCampaign.topics.map(({ key }) => key)
const choices = [
  { named: 'no topic', topics: [] },
  { named: 'two topics', topics: ['cruelty', 'period'] },
  { named: 'all topics', topics: allTopics },
]
const cases = locales.flatMap((locale) =>
  ['president', 'prosecutor', 'ecology'].flatMap((addressee) =>
    choices.map((choice) => ({ locale, addressee, ...choice })),
  ),
)

const lettersOf = ({ locale, addressee, topics, first = 0 }: (typeof cases)[number] & { first?: number }) => {
  const kit = demoKit(addressee)
  return Array.from({ length: PEOPLE }, (_, person) => demoLetter(kit, locale, first + person, { topics }))
}

test.each(cases)('200 people who choose $named: letters to $addressee in $locale differ', (each) => {
  for (const first of [0, 256 * 4_711]) {
    const found = likenesses(lettersOf({ ...each, first }).map(variedText)).sort((a, b) => b - a)
    expect(found).toHaveLength((PEOPLE * (PEOPLE - 1)) / 2)
    expect(found[0]).toBeLessThan(CLOSEST)
    expect(found[Math.floor(found.length / 100)]).toBeLessThan(NINETY_NINE_OF_HUNDRED)
  }
})

test('the measure is honest: a letter is as like itself as can be, whatever the order of its paragraphs', () => {
  const [letter] = lettersOf({ locale: 'en', addressee: 'president', named: '', topics: allTopics })
  const text = letter ? variedText(letter) : ''
  const shuffled = text.split('\n').reverse().join('\n')

  expect(likenesses([text, text])).toEqual([1])
  expect(likenesses([text, shuffled])[0]).toBeGreaterThan(0.8)
})

test.each([...locales])('200 letters of %s state the same figures and the same demands', (locale) => {
  const stated = lettersOf({ locale, addressee: 'prosecutor', named: '', topics: allTopics }).map(
    ({ body, parts }) => ({
      figures: [
        ...new Set(
          body
            .map(blockText)
            .join(' ')
            .match(/\d+(?:–\d+)?/g),
        ),
      ].sort(),
      demands: parts.filter(({ locked }) => locked).map(({ text }) => text),
    }),
  )

  expect(stated[0]?.figures).toEqual(expect.arrayContaining(['100', '2019', '2020', '2021', '50', '60']))
  for (const each of stated) expect(each).toEqual(stated[0])
})

test('topics and paragraphs stand in many orders, and the writer’s own words always second', () => {
  const kit = demoKit('president')
  const keys = Array.from({ length: PEOPLE }, (_, person) =>
    demoLetter(kit, 'ru', person, { topics: allTopics, own_words: 'Сама видела.' }).parts.map(({ key }) => key),
  )

  expect(new Set(keys.map((each) => each.filter((key) => key.startsWith('topic-')).join())).size).toBeGreaterThan(60)
  expect(new Set(keys.map((each) => each.filter((key) => /^(?:rules|promise|payment)/.test(key)).join())).size).toBe(6)
  for (const each of keys) expect(each[1]).toBe('own_words')
})
