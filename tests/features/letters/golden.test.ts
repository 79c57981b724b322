import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { LetterForm } from '../../../server/features/letters/forms.ts'
import { exclusionFor } from '../../../server/features/letters/letter-kit.ts'
import { sheetText } from '../../../server/features/letters/letter-text.ts'
import { inProject } from '../../../server/paths.ts'
import { demoCampaign, demoKit, demoLetter } from './demo-kit.ts'

/**
 * Whole letters as they leave, each read by an editor. After a change on purpose: `UPDATE_GOLDEN=1 npx vitest run
 * tests/features/letters/golden.test.ts`, and then read every line of what git shows.
 */
const folder = inProject('tests/features/letters/golden')
const updating = process.env.UPDATE_GOLDEN === '1'

type Writer = Pick<LetterForm, 'name' | 'city' | 'address' | 'country' | 'resident' | 'phone' | 'email'>

const writers: Record<string, Record<'ru' | 'en', Writer & { gender: LetterForm['gender']; own_words: string }>> = {
  'woman-resident': {
    ru: {
      ...{ name: 'Иванова Анна Петровна', gender: 'woman', city: 'Алматы', country: 'KZ', resident: true },
      ...{ address: '050000, г. Алматы, ул. Абая, д. 10, кв. 5', phone: '+7 700 000 00 00', email: 'anna@example.org' },
      own_words: 'В марте служба отлова увезла собаку моих соседей, хотя на ней был ошейник с номером телефона.',
    },
    en: {
      ...{ name: 'Anna Ivanova', gender: 'woman', city: 'Almaty', country: 'KZ', resident: true },
      ...{ address: '10 Abai Street, flat 5, Almaty 050000', phone: '+7 700 000 00 00', email: 'anna@example.org' },
      own_words: 'In March the catchers took away my neighbours’ dog, although its collar carried a telephone number.',
    },
  },
  'man-resident': {
    ru: {
      ...{ name: 'Қасымов Әлихан Ермекұлы', gender: 'man', city: 'Астана', country: 'KZ', resident: true },
      ...{ address: '', phone: '', email: 'alikhan@example.org', own_words: '' },
    },
    en: {
      ...{ name: 'Alikhan Kassymov', gender: 'man', city: 'Astana', country: 'KZ', resident: true },
      ...{ address: '', phone: '', email: 'alikhan@example.org', own_words: '' },
    },
  },
  'woman-abroad': {
    ru: {
      ...{ name: 'Шевченко Оксана Тарасовна', gender: 'woman', city: 'Прага', country: 'CZ', resident: false },
      ...{ address: '', phone: '', email: 'oksana@example.org', own_words: '' },
    },
    en: {
      ...{ name: 'Oksana Shevchenko', gender: 'woman', city: 'Prague', country: 'CZ', resident: false },
      ...{ address: '', phone: '', email: 'oksana@example.org', own_words: '' },
    },
  },
  'man-abroad': {
    ru: {
      ...{ name: 'Ким Виктор Робертович', gender: 'man', city: 'Берлин', country: 'DE', resident: false },
      ...{ address: 'Линденштрассе, 12, 10969 Берлин', phone: '+49 30 000000', email: '' },
      own_words: 'Я ветеринарный врач и знаю, что численность бездомных животных снижает стерилизация.',
    },
    en: {
      ...{ name: 'Victor Kim', gender: 'man', city: 'Berlin', country: 'DE', resident: false },
      ...{ address: 'Lindenstrasse 12, 10969 Berlin', phone: '+49 30 000000', email: '' },
      own_words: 'I am a veterinary surgeon and know that it is sterilisation that brings down the number of strays.',
    },
  },
}

/** Every topic and several wordings come by in turn, the same ones in both languages. */
const letters = demoCampaign.addressees.flatMap(({ key }, at) =>
  Object.entries(writers).flatMap(([writer, inLocale], turn) =>
    (['ru', 'en'] as const).map((locale) => ({
      name: `${key}-${writer}-${locale}`,
      key,
      locale,
      variant: at * 4 + turn,
      wishes: {
        ...inLocale[locale],
        topics: [demoCampaign.topics[(at + turn) % demoCampaign.topics.length]?.key ?? ''],
        enclose: turn % 2 === 0,
      },
    })),
  ),
)

const letterNamed = ({ key, locale, variant, wishes }: (typeof letters)[number]) => {
  const kit = demoKit(key)
  expect(kit.choices.languages).toContain(locale)
  expect(exclusionFor(kit, { ...wishes, language: locale } as LetterForm)).toBeUndefined()
  return `${demoLetter(kit, locale, variant, { ...wishes, language: locale }).subject}\n\n${sheetText(demoLetter(kit, locale, variant, { ...wishes, language: locale }))}`
}

describe('letters to every addressee of the demo, in both languages, of a woman and a man, from here and from abroad', () => {
  test('there are 64, and no file is left over', () => {
    expect(letters).toHaveLength(64)
    const expected = letters.map(({ name }) => `${name}.txt`).sort()
    if (!updating) expect(readdirSync(folder).sort()).toEqual(expected)
  })

  test.each(letters)('$name', (letter) => {
    const file = `${folder}/${letter.name}.txt`
    const text = letterNamed(letter)
    if (updating) writeFileSync(file, text)
    expect(existsSync(file)).toBe(true)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})

const figuresIn = (text: string) => (text.match(/\d+/g) ?? []).sort()

/** Between salutation and date: what the letter itself claims. */
const claims = (name: string) => {
  const text = readFileSync(`${folder}/${name}.txt`, 'utf8')
  const [, after = ''] = /\n((?:Уважаем|Dear )[\s\S]*)$/u.exec(text) ?? []
  const [body = ''] = after.split(/\n(?:Приложение:|Yours |\d+\s[а-я]+\s\d{4})/u)
  return body
}

test.each(letters.filter(({ locale }) => locale === 'ru'))(
  '$name states the same figures in both languages',
  ({ name }) => {
    const [russian, english] = [claims(name), claims(name.replace(/-ru$/, '-en'))]

    expect(figuresIn(russian).length).toBeGreaterThan(5)
    expect(figuresIn(english.replace(/\btwo or three\b/g, '2–3'))).toEqual(figuresIn(russian))
  },
)
