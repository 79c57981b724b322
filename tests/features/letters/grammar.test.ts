import { expect, test } from 'vitest'
import { senderForms } from '../../../server/features/letters/grammar.ts'
import { inTown } from '../../../server/features/letters/places.ts'
import { senders } from './senders.ts'

test.each(senders)('%s: genitive, signature and gender', (typed, genitive, signature, gender) => {
  const forms = senderForms(typed)

  expect([forms.genitive, forms.signature.replaceAll('\u00a0', ' '), forms.gender]).toEqual([
    genitive,
    signature,
    gender,
  ])
})

test('the table holds the number of names that it promises', () => {
  expect(senders.length).toBeGreaterThanOrEqual(120)
})

test.each([
  ['Ким Саша', 'female', 'Ким Саши'],
  ['Ким Саша', 'male', 'Кима Саши'],
  ['Коваль Женя', 'female', 'Коваль Жени'],
  ['Коваль Женя', 'male', 'Коваля Жени'],
  ['Мартынюк В. Г.', 'male', 'Мартынюка В.\u00a0Г.'],
  ['Иванова Анна Петровна', 'female', 'Ивановой Анны Петровны'],
] as const)('%s as a %s: the writer’s own word decides', (typed, gender, genitive) => {
  expect(senderForms(typed, gender)).toMatchObject({ gender, genitive })
})

test('initials are held to the surname by non-breaking spaces', () => {
  expect(senderForms('Иванова Анна Петровна').signature).toBe('А.\u00a0П.\u00a0Иванова')
})

test.each([
  ['Алматы', 'в Алматы'],
  ['Астана', 'в Астане'],
  ['Шымкент', 'в Шымкенте'],
  ['Караганда', 'в Караганде'],
  ['Актобе', 'в Актобе'],
  ['Усть-Каменогорск', 'в Усть-Каменогорске'],
  ['Кызылорда', 'в Кызылорде'],
  ['Семей', 'в Семее'],
  ['Петропавловск', 'в Петропавловске'],
  ['Москва', 'в Москве'],
  ['Санкт-Петербург', 'в Санкт-Петербурге'],
  ['Нижний Новгород', 'в Нижнем Новгороде'],
  ['Ростов-на-Дону', 'в Ростове-на-Дону'],
  ['Великие Луки', 'в Великих Луках'],
  ['Владивосток', 'во Владивостоке'],
  ['Волгоград', 'в Волгограде'],
  ['Франкфурт', 'во Франкфурте'],
  ['Флоренция', 'во Флоренции'],
  ['Львов', 'во Львове'],
  ['Ржев', 'во Ржеве'],
  ['Казань', 'в Казани'],
  ['Сочи', 'в Сочи'],
  ['Бишкек', 'в Бишкеке'],
  ['Киев', 'в Киеве'],
  ['Прага', 'в Праге'],
  ['Тель-Авив', 'в Тель-Авиве'],
  ['г. Алматы', 'в г. Алматы'],
  ['г.Алматы', 'в г. Алматы'],
  ['город Алматы', 'в г. Алматы'],
  ['село Ивановка', 'в селе Ивановка'],
  ['Berlin', 'в г. Berlin'],
  ['Алматы, Медеуский район', 'в г. Алматы, Медеуский район'],
])('living in %s', (city, expected) => {
  expect(inTown(city).replaceAll('\u00a0', ' ')).toBe(expected)
})
