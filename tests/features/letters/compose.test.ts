import { expect, test } from 'vitest'
import { sheetText, wholeText } from '../../../server/features/letters/letter-text.ts'
import { compileTemplate } from '../../../server/features/letters/template.ts'
import { anna, campaign, letterOf, parliament, president, sources } from './campaign.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const indent = ' '.repeat(36)

test('a woman’s letter in Russian, whole', () => {
  expect(plain(sheetText(letterOf()))).toBe(`${indent}Президенту Республики Казахстан
${indent}Токаеву К. К.
${indent}от Ивановой Анны Петровны,
${indent}проживающей по адресу:
${indent}050000, г. Алматы, ул. Абая, д. 10, кв. 5
${indent}тел.: +7 700 000 00 00,
${indent}эл. почта: anna@example.org

                                   ОБРАЩЕНИЕ

Уважаемый Касым-Жомарт Кемелевич!

Я обеспокоена тем, как в Казахстане обращаются с бездомными животными.

Моя собака пропала.

Её так и не нашли.

Животное должно содержаться 60 дней, а его убивают через 3 дня, и так с 2021 г.: 12 500 животных.

Животных не кормят.

На основании изложенного прошу Вас:

1) ввести мораторий;
2) обеспечить принятие закона.

Срок в 60 дней не соблюдается.

О принятом решении прошу сообщить мне в установленный законом срок.

Приложение: перечень материалов на 1 л. в 1 экз.

12 марта 2026 г.                                  ____________ / А. П. Иванова /

Перечень материалов

1. Печь (март 2021 г.)
https://video.example/oven
`)
})

test('a man’s letter in Russian, to a body without a named head, from abroad, whole', () => {
  const letter = letterOf(
    {
      name: 'Пётр Сергеевич Иванов',
      city: 'Москва',
      address: '',
      country: 'RU',
      phone: '',
      email: '',
      ownWords: '',
      topics: [],
      demands: ['law'],
      enclose: false,
    },
    'ru',
    parliament,
  )

  expect(plain(sheetText(letter))).toBe(`${indent}Парламенту Республики Казахстан
${indent}от Иванова Петра Сергеевича,
${indent}проживающего в Москве (Российская Федерация)

                                   ОБРАЩЕНИЕ

Уважаемые господа!

Я обеспокоен тем, как в Казахстане обращаются с бездомными животными.

Животное должно содержаться 60 дней, а его убивают через 3 дня, и так с 2021 г.: 12 500 животных.

На основании изложенного прошу Вас:

обеспечить принятие закона.

О принятом решении прошу сообщить мне в установленный законом срок.

12 марта 2026 г.                                   ____________ / П. С. Иванов /
`)
})

test('a letter that gives no gender, pasted into a mail, whole', () => {
  const letter = letterOf({
    name: 'Ким Саша',
    address: '',
    phone: '',
    email: '',
    ownWords: '',
    topics: ['conditions', 'pets'],
    demands: ['law'],
    enclose: false,
  })

  expect(plain(wholeText(letter))).toBe(`Президенту Республики Казахстан
Токаеву К. К.
от кого: Ким Саша,
место жительства: Алматы

ОБРАЩЕНИЕ

Уважаемый Касым-Жомарт Кемелевич!

Меня беспокоит то, как в Казахстане обращаются с бездомными животными.

Животное должно содержаться 60 дней, а его убивают через 3 дня, и так с 2021 г.: 12 500 животных.

Животных не кормят.

Ловят и домашних животных.

На основании изложенного прошу Вас:

обеспечить принятие закона.

Срок в 60 дней не соблюдается.

О принятом решении прошу сообщить мне в установленный законом срок.

12 марта 2026 г.

С. Ким`)
})

test('the same letter in English, whole', () => {
  const letter = letterOf({ name: 'Anna Ivanova', city: 'Berlin', address: '12 Linden Street', country: 'DE' }, 'en')

  expect(plain(sheetText(letter))).toBe(`${indent}Anna Ivanova
${indent}12 Linden Street, Berlin, Germany
${indent}Tel. +7 700 000 00 00,
${indent}e-mail: anna@example.org

${indent}12 March 2026

Kassym-Jomart Tokayev
President of the Republic of Kazakhstan

Dear Mr President,

Kazakhstan needs an animal protection law

I am writing about the treatment of stray animals.

Моя собака пропала.

Её так и не нашли.

An animal must be kept for 60 days; it is killed after three days, since 2021: 12,500 animals.

Animals go without food.

I ask you to:

1. declare a moratorium;
2. secure the adoption of a law.

The period of 60 days is not observed.

I look forward to your reply within the term set by law.

Yours faithfully,

____________
Anna Ivanova

Enclosure: list of materials (1 sheet)

List of materials

1. The oven (March 2021)
https://video.example/oven
`)
})

test('a name in the salutation asks for “Yours sincerely”', () => {
  const named = { ...president, official: president.official && { ...president.official } }
  if (named.official) named.official.salutation = { en: 'Dear Mr Tokayev,', ru: 'Уважаемый господин Токаев!' }

  expect(letterOf({}, 'en', named).closing).toBe('Yours sincerely,')
  expect(letterOf({}, 'en').closing).toBe('Yours faithfully,')
})

test('dates, initials, figures and abbreviations are held together by non-breaking spaces', () => {
  const letter = letterOf()

  expect(letter.date).toBe('12\u00a0марта 2026\u00a0г.')
  expect(letter.to[1]).toBe('Токаеву\u00a0К.\u00a0К.')
  expect(letter.from).toContain('050000, г.\u00a0Алматы, ул.\u00a0Абая, д.\u00a010, кв.\u00a05')
  expect(letter.signature).toBe('А.\u00a0П.\u00a0Иванова')
  expect(sheetText(letter)).toContain('60\u00a0дней')
})

test('the writer’s own words stand letter for letter, whatever is in them', () => {
  const ownWords = '"Кавычки" и {{list demands}}, 60 дней\n1) не список;'
  const texts = letterOf({ ownWords }).body.map((block) => (block.kind === 'paragraph' ? block.text : ''))

  expect(texts).toContain('"Кавычки" и {{list demands}}, 60 дней')
  expect(texts).toContain('1) не список;')
})

test('the writer’s own paragraph comes second', () => {
  expect(letterOf().body[1]).toEqual({ kind: 'paragraph', text: 'Моя собака пропала.' })
})

test('the writer’s own genitive and gender go before those suggested', () => {
  const letter = letterOf({ name: 'Ким Саша', nameGenitive: 'Ким Александры', gender: 'woman', address: '' })

  expect(letter.from.slice(0, 2)).toEqual(['от Ким Александры,', 'проживающей в\u00a0Алматы'])
  expect(letter.body[0]).toMatchObject({ text: expect.stringMatching(/^Я обеспокоена/) })
})

test('one who asks for neutral wording still has a name in the genitive', () => {
  const { from } = letterOf({ gender: 'neutral', address: '' })

  expect(from.slice(0, 2)).toEqual(['от Ивановой Анны Петровны,', 'место жительства: Алматы'])
})

test('the town joins an address that lacks it', () => {
  expect(letterOf({ address: 'ул. Абая, д. 10' }).from).toContain('Алматы, ул.\u00a0Абая, д.\u00a010')
  expect(letterOf({ city: 'Прага', country: 'CZ', address: 'Длинная 5' }).from).toContain('Прага, Длинная 5, Чехия')
})

test('only demands of this addressee go into the letter, in the addressee’s own order', () => {
  expect(plain(wholeText(letterOf({ demands: ['law', 'moratorium', 'other'] })))).toContain(
    '1) ввести мораторий;\n2) обеспечить принятие закона.',
  )
  expect(plain(wholeText(letterOf({ demands: ['law', 'moratorium'] }, 'ru', parliament)))).not.toContain('мораторий')
})

test('the same order gives the same letter', () => {
  expect(letterOf()).toEqual(letterOf())
})

test('a fact that the campaign lost is fatal', async () => {
  const { composeLetter } = await import('../../../server/features/letters/compose.ts')
  const order = { addressee: president, locale: 'ru', sender: anna, date: new Date() } as const
  const template = compileTemplate(sources.ru, 'ru')

  expect(() => composeLetter({ ...order, template, campaign: { ...campaign, facts: {} } })).toThrow(
    'facts.keeping_days',
  )
})

test('a long list of materials says how many sheets it takes', () => {
  const captions = { ru: { position: 1, text: 'Снимок изолятора. '.repeat(8) } }
  const evidence = Array.from({ length: 30 }, (_, index) => ({
    key: `e${index}`,
    kind: 'photo' as const,
    url: 'https://photo.example/1',
    happened: null,
    warning: null,
    captions,
  }))
  const letter = letterOf({}, 'ru', president)
  const long = { ...campaign, evidence }

  expect(letter.enclosure?.mention).toContain('на\u00a01\u00a0л.')
  expect(letterFrom(long).enclosure?.mention).toContain('на\u00a04\u00a0л.')
  expect(letterFrom(long).enclosure?.sheets.flat()).toHaveLength(30)
})

const letterFrom = (changed: typeof campaign) => letterOf({}, 'ru', president, changed)
