import { expect, test } from 'vitest'
import { stateOfComment } from '../../../server/features/signatures/comment-rules.ts'
import { flagWords } from '../../../server/features/signatures/flag-words.ts'

const flagged = [
  'Ты идиот!',
  'ИДИОТЫ',
  'и д и о т',
  'и.д.и.о.т',
  'иди-от',
  'идиооооот',
  'ид\u200bиот',
  'и\u0301диот',
  'xyй вам',
  'cyka',
  'пидoрасы',
  'придурёк',
  'id10t',
  'You bastards',
  'f u c k',
  'fuuuuck',
  'sh!t',
  'аsshоle',
  'ｉｄｉｏｔ',
  'Мы вас повесим',
]

test.each(flagged)('%s waits for a person', (comment) => {
  expect(flagWords(comment)).toHaveLength(1)
  expect(stateOfComment(comment, 'after-rules')).toBe('waiting')
})

const sober = [
  'Требую судебную проверку: потребуйте ответа. Небу и хлебу рады, себя не страхуем.',
  'Художник застрахует ребёнка, учебник служебный, волшебно, враждебно, целебно, употреблять, оскорблять.',
  'They kill dogs and shoot cats; this must stop. Class, assassin, Scunthorpe, dictionary, cocktail.',
  'Собак расстреливают, щенков травят и сжигают. Остановите убийства!',
  'Я из г. Алматы, и я с вами. А у нас так же!',
  'Корабль, оглобля, мебель, дебаты, жеребёнок, колебание, хлебать, грабли.',
]

test.each(sober)('%s is shown', (comment) => {
  expect(flagWords(comment)).toEqual([])
  expect(stateOfComment(comment, 'after-rules')).toBe('shown')
})

test('a flag only makes a comment wait: a campaign without comments or with a reader for each keeps its own rule', () => {
  expect(stateOfComment('идиот', 'off')).toBe('none')
  expect(stateOfComment('Спасибо', 'after-review')).toBe('waiting')
  expect(flagWords('Идиот, идиот и bastard')).toEqual([
    { word: 'идиот', category: 'insult' },
    { word: 'bastard', category: 'obscene' },
  ])
})
