import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { letterPdf, lettersPdf, UnprintableLetter, unprintable } from '../../../server/render/pdf.ts'
import { letterOf } from './campaign.ts'

const pagesIn = async (pdf: Buffer) =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)))).text.map((page) => page.replace(/\s+/g, ' '))

test.each([
  ['Kazakh', 'Әңғқөұүһі ӘҢҒҚӨҰҮҺІ'],
  ['Ukrainian and Belarusian', 'ґєїіў ҐЄЇІЎ'],
  ['Greek', 'αβγ ΑΒΓ'],
  ['Vietnamese', 'Nguyễn Thị Ánh'],
  ['money', '100 ₸, 100 ₽, 100 €, 100 ₴'],
  ['European', 'Žofia Łódź Ağrı Ørsted Façade'],
])('%s letters print and can be taken out again', async (_script, ownWords) => {
  expect((await pagesIn(await letterPdf(letterOf({ ownWords }))))[0]).toContain(ownWords)
})

test.each([
  ['a picture', 'Спасите 🐶', ['🐶']],
  ['Georgian', 'ქართ', ['ქ', 'ა', 'რ', 'თ']],
  ['Armenian', 'հայ', ['հ', 'ա', 'յ']],
  ['Chinese', '北京', ['北', '京']],
])('%s is refused and named rather than printed as boxes', async (_script, ownWords, characters) => {
  expect(unprintable(ownWords)).toEqual(characters)
  await expect(letterPdf(letterOf({ ownWords }))).rejects.toMatchObject({ name: 'UnprintableLetter', characters })
  await expect(letterPdf(letterOf({ ownWords }))).rejects.toBeInstanceOf(UnprintableLetter)
})

test('look-alikes of two alphabets stay apart, whatever was printed before', async () => {
  await letterPdf(letterOf({ name: 'Anna Ivanova' }, 'en'))
  await letterPdf(letterOf())
  const [page = ''] = await pagesIn(await letterPdf(letterOf({ name: 'Anna TOMPKAEBCXY', ownWords: '' }, 'en')))

  expect(page).toContain('Anna TOMPKAEBCXY')
  expect(page).toContain('anna@example.org')
})

test('each letter of a file starts a page and counts its own', async () => {
  const long = letterOf({ ownWords: 'Длинный рассказ о том, что было. '.repeat(60), enclose: false })
  const short = letterOf({ ownWords: '', enclose: false })
  const posted = [long, short, long].map((letter) => ({ letter, postal: '' }))
  const pages = await pagesIn(await lettersPdf(posted))

  expect(pages).toHaveLength(5)
  const numbers = pages.map((page) => /\d из \d/.exec(page)?.[0] ?? '')
  expect(numbers).toEqual(['1 из 2', '2 из 2', '', '1 из 2', '2 из 2'])
  expect(pages.map((page) => page.includes('Токаеву К. К.'))).toEqual([true, false, true, true, false])
})
