import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Clock, computeDue, describeClock, extend, forwarded } from '../../../server/features/clocks/index.ts'
import { readLaws } from '../../../server/features/clocks/laws.ts'
import { locales } from '../../../server/i18n/index.ts'
import { inProject } from '../../../server/paths.ts'
import { temporaryFolder } from '../../temporary.ts'

const plain = (lines: string[]) => lines.map((line) => line.replaceAll('\u00a0', ' '))

const inMarch = computeDue({ rule: 'kz-appk-76', sentOn: '2026-03-03', registeredOn: '2026-03-04' })

test('a clock tells in Russian how its day was found', () => {
  expect(plain(describeClock('ru', inMarch))).toEqual([
    'Отправлено 3 марта 2026 г.',
    'Зарегистрировано 4 марта 2026 г.',
    'Если вопрос не этого ведомства, письмо передают куда следует в течение 3 рабочих дней, не позднее 10 марта 2026 г.',
    'Срок ответа — 15 рабочих дней, считая со следующего дня (статья 76 Административного процедурно-процессуального кодекса Республики Казахстан). Он истекает 31 марта 2026 г.',
    'Не считаются субботы, воскресенья, а также 8–9 марта (Международный женский день), 21–25 марта (Наурыз мейрамы).',
    'Последний день: 31 марта 2026 г.',
    'Если до конца этого дня ничего не пришло, по закону это считается отказом, и его можно обжаловать.',
    expect.stringMatching(/^Посчитано по правилу версии 1 и календарю от \d+ [а-я]+ \d{4} г\. Нерабочие дни/),
  ])
})

test('a clock tells in English how its day was found', () => {
  expect(plain(describeClock('en', inMarch)).slice(2, 7)).toEqual([
    'If the matter belongs to another office, the letter must be passed on within 3 working days, by 10 March 2026 at the latest.',
    'Time limit for the answer: 15 working days, counted from the next day (article 76 of the Administrative Procedural and Process-Related Code of Kazakhstan). It ends on 31 March 2026.',
    'Not counted: Saturdays, Sundays and 8–9 March (International Women’s Day), 21–25 March (Nauryz).',
    'Last day: 31 March 2026.',
    'If nothing has come by the end of that day, the law treats it as a refusal, and you can appeal.',
  ])
})

test('lengths agree with their numbers', () => {
  const [first] = inMarch.steps
  if (!first) throw new Error('The clock has no step')
  const say = (count: number): Clock => ({
    ...inMarch,
    steps: [{ key: 'term', date: '2026-03-31', length: { count, unit: 'working-days' } }],
  })
  const russian = [1, 2, 5, 11, 15, 21, 22].map(
    (count) => /— (\d+ [а-я]+ [а-я]+),/.exec(plain(describeClock('ru', say(count)))[0] ?? '')?.[1],
  )
  expect(russian).toEqual([
    '1 рабочий день',
    '2 рабочих дня',
    '5 рабочих дней',
    '11 рабочих дней',
    '15 рабочих дней',
    '21 рабочий день',
    '22 рабочих дня',
  ])
  expect(plain(describeClock('en', say(1)))[0]).toContain('answer: 1 working day,')
})

const every: [string, Clock][] = [
  ['by post', computeDue({ rule: 'kz-appk-76', sentOn: '2026-12-03', channel: 'post' })],
  ['with a Saturday that is worked', computeDue({ rule: 'kz-appk-76', sentOn: '2024-04-22' })],
  ['extended', extend(inMarch, { decidedOn: '2026-03-20', until: '2026-08-01' })],
  ['extended too late', extend(inMarch, { decidedOn: '2026-04-20' })],
  ['passed on late', forwarded(inMarch, { on: '2026-03-20' })],
  ['without standing', computeDue({ rule: 'ru-59fz', sentOn: '2026-03-01', channel: 'email' })],
  ['over a holiday', computeDue({ rule: 'ru-59fz', sentOn: '2026-03-30', registeredOn: '2026-04-01' })],
  ['of the European Union', computeDue({ rule: 'eu-good-administration', sentOn: '2025-12-31' })],
  ['without a law', computeDue({ sentOn: '2026-03-01' })],
]

test.each(every)('a clock %s is told in whole sentences, as many in one language as in the other', (_, clock) => {
  for (const locale of locales) {
    const lines = describeClock(locale, clock)
    for (const line of lines) expect(line).toMatch(/^[A-ZА-ЯЁ\d](?!.*(?:\{\{|undefined|\.\.|\s{2})).+\.$/u)
    expect(lines.length).toBe(describeClock('en', clock).length)
  }
})

test('where a year is not complete, where a day was assumed and where no law is, the clock says so', () => {
  const said = Object.fromEntries(every.map(([name, clock]) => [name, plain(describeClock('ru', clock)).join('\n')]))
  expect(said['by post']).toContain('Наш календарь на 2027 год неполон')
  expect(said['by post']).toContain('Мы ещё не знаем, когда письмо зарегистрировали')
  expect(said['by post']).toContain('1–2 января, 4 января (Новый год), 7 января (православное Рождество)')
  expect(said['with a Saturday that is worked']).toContain('Считаются как рабочие: 4 мая.')
  expect(said['over a holiday']).toContain('День 1 мая 2026 г. нерабочий')
  expect(said['without a law']).not.toContain('Последний день')
})

test.each([
  ['rules/kz-appk-76.yaml', 'calendar: kz', 'calendar: mars', 'there is no calendar mars'],
  ['rules/kz-appk-76.yaml', 'count: 15', 'count: soon', 'answered_within.count: must be a number'],
  ['rules/kz-appk-76.yaml', 'key: kz-appk-76', 'key: other', 'must be the name of the file'],
  ['rules/ru-59fz.yaml', 'until: 2025-03-29', 'until: 2025-03-28', 'does not follow the last'],
  ['calendars/kz.yaml', '2026-05-27: { name: kurban-ait }', '2026-05-27: { name: party }', 'there is no party'],
  ['calendars/kz.yaml', '2026-05-27:', '2026-05-32:', '2026-05-32'],
  ['calendars/kz.yaml', 'working_weekends: [2025-01-05]', 'working_weekends: [2024-01-06]', 'is of another year'],
])('a fault in %s (%s → %s) stops the start and is named', async (file, from, to, words) => {
  const folder = await temporaryFolder('laws')
  cpSync(inProject('server', 'features', 'clocks', 'data'), folder, { recursive: true })
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
  expect(() => readLaws(folder)).toThrow(words)
  expect(() => readLaws(folder)).toThrow(file)
  rmSync(folder, { recursive: true })
})
