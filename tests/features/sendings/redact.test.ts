import { expect, test } from 'vitest'
import { proposeRedaction } from '../../../server/features/sendings/redact.ts'

const known = { name: 'Иванова Анна Петровна', email: 'anna@example.org', number: 'ЖТ-2026-777' }

test.each([
  ['Уважаемая Анна Петровна!', /Анна|Петровна/],
  ['Ивановой Анне Петровне', /Иванов|Анне/],
  ['от гр. Ивановой А. П. поступило', /Иванов|А\. П\./],
  ['на адрес anna@example.org и ANNA@EXAMPLE.ORG', /anna/i],
  ['с почты ivan.petrov@почта.рф', /petrov/],
  ['ИИН 900101300123', /9001/],
  ['ИИН 900101 300 123', /300/],
  ['тел. +7 (701) 234-56-78', /234/],
  ['тел. 8 701 234 56 78', /234/],
  ['тел. 87012345678', /2345/],
  ['проживающей: 050000, г. Алматы, ул. Абая, д. 10, кв. 5', /050000|Абая|кв\. 5/],
  ['проспект Назарбаева, дом 12/1', /Назарбаева|12/],
  ['Ваше обращение № ЖТ-2026-777', /777/],
])('in “%s” nothing of the person is proposed to be shown', (text, secret) => {
  const shown = proposeRedaction(text, known)
  expect(shown).not.toMatch(secret)
  expect(shown).toContain('█')
})

test.each([
  'Согласно статье 76 Кодекса ответ даётся в течение 15 рабочих дней.',
  'Приказ от 12.03.2026 № 04-12/345 на 3 листах.',
  'По данным за 2021–2025 годы отловлено 12 450 животных на сумму 1 250 000 тенге.',
  'Министр экологии, г. Астана, Дом министерств.',
])('“%s” stays as it is', (text) => {
  expect(proposeRedaction(text, known)).toBe(text)
})

test('a hundred kilobytes of anything take no time', () => {
  const hostile = ['1 ', 'ул.', 'a@', '+7 ', '. ', '(', 'А. ', ' 1', 'ул. д', 'a.a@a.', '8(', 'Иванова ']
  for (const piece of hostile) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    const start = performance.now()
    proposeRedaction(text, known)
    expect([piece, performance.now() - start < 1000]).toEqual([piece, true])
  }
})
