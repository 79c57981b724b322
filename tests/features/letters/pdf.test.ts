import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { expect, test } from 'vitest'
import type { Letter } from '../../../server/features/letters/letter.ts'
import { letterPdf } from '../../../server/render/pdf.ts'
import { campaign, letterOf, president } from './campaign.ts'

const pagesOf = async (letter: Letter) => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await letterPdf(letter))))
  return text.map((page) => page.replace(/\s+/g, ' '))
}

test('a Russian letter prints whole, with a line to sign on', async () => {
  const [page = ''] = await pagesOf(letterOf())

  for (const words of [
    'Президенту Республики Казахстан',
    'Токаеву К. К.',
    'от Ивановой Анны Петровны,',
    'ОБРАЩЕНИЕ',
    'Уважаемый Касым-Жомарт Кемелевич!',
    'Моя собака пропала.',
    '1) ввести мораторий;',
    '2) обеспечить принятие закона.',
    'Приложение: перечень материалов на 1 л. в 1 экз.',
    '12 марта 2026 г.',
    '____________ / А. П. Иванова /',
  ]) {
    expect(page).toContain(words)
  }
})

test('an English letter prints in the British order', async () => {
  const [page = ''] = await pagesOf(letterOf({ name: 'Anna Ivanova', ownWords: '' }, 'en'))
  const order = [
    'Anna Ivanova',
    '12 March 2026',
    'Kassym-Jomart Tokayev',
    'Dear Mr President,',
    'Yours faithfully, ____________ Anna Ivanova',
  ]

  const places = order.map((words) => page.indexOf(words))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
})

test('Kazakh and Ukrainian letters, figures of speech and money print', async () => {
  const ownWords = 'Әңғқөұүһі ӘҢҒҚӨҰҮҺІ ґєїі ҐЄЇІ «ёлочки» „лапки“ “quotes” № 5 — 100 € – ё'
  const [page = ''] = await pagesOf(letterOf({ ownWords, name: 'Қасымов Әлихан Ермекұлы' }))

  expect(page).toContain(ownWords)
  expect(page).toContain('от Қасымова Әлихана Ермекұлы,')
})

test('the list of materials is on its own sheet, as many sheets as the letter says', async () => {
  const captions = { ru: { position: 1, text: 'Снимок изолятора, сделанный волонтёрами весной. '.repeat(4).trim() } }
  const material = { kind: 'photo' as const, url: `https://photo.example/${'a'.repeat(90)}`, happened: null }
  const evidence = Array.from({ length: 40 }, (_, index) => ({
    ...material,
    key: `e${index}`,
    warning: null,
    captions,
  }))
  const letter = letterOf({}, 'ru', president, { ...campaign, evidence })
  const sheets = letter.enclosure?.sheets.length ?? 0

  expect(await pagesOf(letterOf())).toHaveLength(2)
  expect(sheets).toBeGreaterThan(3)
  expect(await pagesOf(letter)).toHaveLength(1 + sheets)
})

test('a letter of several pages says on each which it is and of how many', async () => {
  const ownWords = 'Длинный рассказ о том, что было. '.repeat(60)
  const long = await pagesOf(letterOf({ ownWords, enclose: false }))
  const inEnglish = await pagesOf(letterOf({ name: 'Anna Ivanova', ownWords, enclose: false }, 'en'))
  const [short = ''] = await pagesOf(letterOf({ enclose: false }))

  expect(long.map((page) => /\d из \d/.exec(page)?.[0])).toEqual(['1 из 2', '2 из 2'])
  expect(inEnglish.map((page) => /\d of \d/.exec(page)?.[0])).toEqual(['1 of 2', '2 of 2'])
  expect(short).not.toMatch(/\d из \d/)
})

test('a signature never stands alone on a page: the last paragraph goes with it', async () => {
  for (let sentences = 34; sentences < 60; sentences += 2) {
    const ownWords = 'Ещё одно предложение о деле. '.repeat(sentences)
    const [page = ''] = (await pagesOf(letterOf({ ownWords, enclose: false }))).slice(-1)
    expect(page).toContain('О принятом решении прошу сообщить мне')
    expect(page).toContain('А. П. Иванова /')
  }
})

test('the same letter gives the same bytes, and the file’s own fields do not name its writer or a program', async () => {
  const [one, other] = await Promise.all([letterPdf(letterOf()), letterPdf(letterOf())])
  const { info } = await getMeta(new Uint8Array(one))

  expect(one.equals(other)).toBe(true)
  expect(JSON.stringify(info)).not.toMatch(/Иванов|pdfkit/i)
  expect(info.Title).toBe('Обращение: Казахстану нужен закон о защите животных')
})
