import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import type { Letter } from '../../../server/features/letters/letter.ts'
import { letterPdf } from '../../../server/render/pdf.ts'
import { letterOf, president } from './campaign.ts'

const MM = 72 / 25.4
const A4 = 297

/** What stands on the first page and where: millimetres from the left and the top, to the foot of the line. */
const itemsOf = async (letter: Letter, postal: string) => {
  const pdf = await getDocumentProxy(new Uint8Array(await letterPdf(letter, postal)))
  const page = await pdf.getPage(1)
  const { items } = await page.getTextContent()
  return items.flatMap((item) =>
    'str' in item && item.str.trim() !== ''
      ? [
          {
            text: item.str,
            left: item.transform[4] / MM,
            right: (item.transform[4] + item.width) / MM,
            foot: A4 - item.transform[5] / MM,
            head: A4 - (item.transform[5] + item.height) / MM,
          },
        ]
      : [],
  )
}

/**
 * Windows of DIN 680 (90 × 45 mm, 20 mm from the left, 15 mm from the bottom) and how far a sheet of 210 × 105 mm can
 * slide in the envelope: worked out here apart from the code.
 */
const envelopes = [
  { name: 'DL', width: 220, height: 110 },
  { name: 'C6/5', width: 229, height: 114 },
].map(({ name, width, height }) => {
  const [across, down] = [width - 210, height - 105]
  const window = { left: 20, right: 110, top: height - 15 - 45, bottom: height - 15 }
  return {
    name,
    always: { left: window.left, right: window.right - across, top: window.top, bottom: window.bottom - down },
    ever: { left: window.left - across, right: window.right, top: window.top - down, bottom: window.bottom },
  }
})

const postal = 'Республика Казахстан, 010000, г. Астана, ул. Мәңгілік Ел, д. 6, Дом министерств'
const long = {
  ...president,
  office: {
    ...president.office,
    name: {
      en: 'Director of the Public Relations Department, Ministry of Ecology, Geology and Natural Resources of the Republic of Kazakhstan',
      ru: {
        ...president.office.name.ru,
        dative:
          'директору департамента по связям с общественностью Министерства экологии, геологии и природных ресурсов Республики Казахстан',
      },
    },
  },
}
const letters = [
  ['in Russian', letterOf({ ownWords: 'Ещё одно предложение о деле. '.repeat(40) })],
  ['in Russian, to a long office', letterOf({}, 'ru', long)],
  ['in English', letterOf({ name: 'Anna Ivanova', ownWords: '' }, 'en')],
  ['in English, to a long office', letterOf({ name: 'Anna Ivanova' }, 'en', long)],
] as const

const cases = letters.flatMap(([title, letter]) => envelopes.map((envelope) => ({ title, letter, envelope })))

test.each(cases)(
  'a letter $title shows the whole address in a $envelope.name window, and nothing else',
  async (each) => {
    const { always, ever } = each.envelope
    const items = await itemsOf(each.letter, postal)
    const block = items.filter(({ left, foot }) => left < 100 && foot > 45 && foot < 99)

    expect(
      block
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toBe([...each.letter.to, postal].join(' ').replace(/\s+/g, ' '))
    for (const { left, right, head, foot } of block) {
      expect(left).toBeGreaterThanOrEqual(always.left)
      expect(right).toBeLessThanOrEqual(always.right)
      expect(head).toBeGreaterThanOrEqual(always.top - 1)
      expect(foot).toBeLessThanOrEqual(always.bottom)
    }
    const seen = items.filter(
      ({ left, right, head, foot }) => right > ever.left && left < ever.right && foot > ever.top && head < ever.bottom,
    )
    expect(seen).toEqual(block)
  },
)

test('a letter that does not go by post starts at the top, without a block for a window', async () => {
  const items = await itemsOf(letterOf({ ownWords: '' }), '')
  const title = items.find(({ text }) => text.startsWith('ОБРАЩЕНИЕ'))

  expect(title?.foot).toBeLessThan(90)
  expect(items.filter(({ text }) => text.includes('Токаеву'))).toHaveLength(1)
})

test('an address that no typeface can set is left out, and the letter prints', async () => {
  const items = await itemsOf(letterOf(), '010000, თბილისი')

  expect(items.some(({ text }) => text.includes('010000'))).toBe(false)
  expect(items.some(({ text }) => text.includes('Токаеву'))).toBe(true)
})

test('an address too long for the window is left out, and the heading still names the addressee', async () => {
  const items = await itemsOf(letterOf(), 'Очень длинный адрес. '.repeat(60))

  expect(items.some(({ text }) => text.includes('длинный адрес'))).toBe(false)
  expect(items.some(({ text }) => text.includes('Токаеву'))).toBe(true)
})
