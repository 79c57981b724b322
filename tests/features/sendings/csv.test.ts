import { expect, test } from 'vitest'
import { writeCsv } from '../../../server/features/sendings/csv.ts'
import { plainFormulas } from '../../hostile/formulas.ts'

/** Reads CSV as RFC 4180 has it, character by character, apart from the code under test. */
const readCsv = (text: string) => {
  const rows: string[][] = [[]]
  let [cell, quoted] = ['', false]
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at++) {
    const sign = text[at]
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === ',' || sign === '\r')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (sign === '\r') {
        rows.push([])
        at++
      }
    } else cell += sign
  }
  return rows.slice(0, -1)
}

test('there are more than fifty ways in which a spreadsheet could be made to run something', () => {
  expect(new Set(plainFormulas).size).toBeGreaterThan(50)
})

test.each(plainFormulas)('%j stays a text', (attack) => {
  const [[cell = ''] = []] = readCsv(writeCsv([[attack, 1]]))
  expect(cell).toBe(`'${attack}`)
  expect(cell).not.toMatch(/^[\s\p{Cf}\p{Z}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u)
})

test.each([
  ['a "quoted" word', 'a "quoted" word'],
  ['one, two; three', 'one, two; three'],
  ['two\r\nlines', 'two\r\nlines'],
  ['Министру внутренних дел № 1', 'Министру внутренних дел № 1'],
  ['Ерлан Саденов — министр', 'Ерлан Саденов — министр'],
  ['a\u0000b\u0007c\u001bd', 'abcd'],
  ['\u0000=1+1', "'=1+1"],
  ['mid=dle', 'mid=dle'],
  ['', ''],
])('%j is read back as %j', (text, read) => {
  expect(readCsv(writeCsv([[text, null, 7]]))).toEqual([[read, '', '7']])
})

test('a file begins with its byte order mark, ends its records with CRLF and leaves null empty', () => {
  const csv = writeCsv([
    ['Ведомство', 'Писем'],
    ['Прокуратура', 290],
    ['МВД', null],
  ])
  expect(csv).toBe('\ufeff"Ведомство","Писем"\r\n"Прокуратура",290\r\n"МВД",\r\n')
  expect([...Buffer.from(csv).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
})

test('no length of hostile text takes long', () => {
  const started = performance.now()
  writeCsv([[' '.repeat(100_000), `${'\u200b '.repeat(50_000)}=1`, '"'.repeat(100_000)]])
  expect(performance.now() - started).toBeLessThan(100)
})
