import { expect, test } from 'vitest'
import { commentText, sentencesOf } from '../../../server/features/letters/comment-text.ts'
import { letterOf } from './campaign.ts'

const plain = (text = '') => text.replaceAll('\u00a0', ' ')

const longStory = 'Моя собака пропала в марте. Её увезла служба отлова! Где она? Никто не ответил: ни приют, ни акимат.'

test('a comment says to whom, what is asked and who asks, and nothing of where the writer lives', () => {
  const text = plain(commentText(letterOf({ ownWords: longStory }), 2_200))

  expect(text).toBe(
    `Уважаемый Касым-Жомарт Кемелевич!

Я обеспокоена тем, как в Казахстане обращаются с бездомными животными. ${longStory} Животное должно содержаться 60 дней, а его убивают через 3 дня, и так с 2021 г.: 12 500 животных. Животных не кормят.

На основании изложенного прошу Вас:
1) ввести мораторий;
2) обеспечить принятие закона.

А. П. Иванова`.replaceAll('12 500', text.match(/12.500/)?.[0] ?? ''),
  )
  expect(text).not.toMatch(/Абая|\+7|@/)
})

test('the same in English', () => {
  const text = plain(
    commentText(letterOf({ name: 'Anna Ivanova', ownWords: 'My dog is gone. Nobody answers.' }, 'en'), 190),
  )

  expect(text).toBe(`Dear Mr President,

I am writing about the treatment of stray animals. My dog is gone. Nobody answers.

I ask you to:
1. declare a moratorium;
2. secure the adoption of a law.

Anna Ivanova`)
})

const cuts = Array.from({ length: 90 }, (_, index) => 60 + index * 5)

test.each(['ru', 'en'] as const)('whatever the limit, nothing is cut within a sentence or a demand (%s)', (locale) => {
  const letter = letterOf({ ownWords: locale === 'ru' ? longStory : 'My dog is gone. Nobody answers! Why?' }, locale)
  const units = letter.body.flatMap((block) =>
    block.kind === 'list'
      ? block.items.map(({ marker, text }) => `${marker} ${text}`.replace(/[;.]$/u, ''))
      : sentencesOf(block.text),
  )

  for (const max of cuts) {
    const text = commentText(letter, max)
    if (text === undefined) continue
    expect(text.length).toBeLessThanOrEqual(max)
    const [salutation, ...rest] = text.split('\n\n')
    expect(salutation).toBe(letter.salutation)
    expect(rest.at(-1)).toBe(letter.signature)
    for (const line of rest.slice(0, -1).join('\n').split('\n')) {
      const unit = line.replace(/[;.]$/u, '')
      expect(sentencesOf(line).every((each) => units.includes(each) || units.includes(unit))).toBe(true)
    }
  }
})

test('the last demand that fits ends the list, and where none fits there is no comment', () => {
  const letter = letterOf({ ownWords: '' })

  expect(plain(commentText(letter, 110))).toBe(
    'Уважаемый Касым-Жомарт Кемелевич!\n\nНа основании изложенного прошу Вас:\n1) ввести мораторий.\n\nА. П. Иванова',
  )
  expect(commentText(letter, 100)).toBeUndefined()
})

test.each([
  ['Одно. Другое! Третье? «Четвёртое». Пятое…', 5],
  ['Живу на ул. Абая, д. 10, в г. Алматы. Обращаюсь впервые.', 2],
  ['Письмо А. П. Иванова и т. д. Точка.', 1],
  ['Mr. Smith of No. 5 came. He left.', 2],
  ['Без конца', 1],
])('%s: %i sentences', (text, count) => {
  expect(sentencesOf(text)).toHaveLength(count)
})
