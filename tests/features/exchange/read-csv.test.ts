import { expect, test } from 'vitest'
import {
  decodePieces,
  detectSeparator,
  EncodingFinder,
  readRecords,
} from '../../../server/features/exchange/read-csv.ts'

test('files in other encodings and with other separators are read', async () => {
  const russian = 'Имя;Почта\nЖанна Ёлкина;zh@example.org'
  const windows = Buffer.from([...russian].map((sign) => toWindows(sign)))
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(russian, 'utf16le')])
  for (const size of [2, 3, 1000]) {
    expect(await decoded(windows, size)).toEqual(['windows-1251', russian])
    expect(await decoded(Buffer.from(`\ufeff${russian.replace('\n', '\r\n')}`), size)).toEqual(['utf-8', russian])
    expect(await decoded(wide, size)).toEqual(['utf-16le', russian])
  }
  const cutOff = Buffer.from(russian).subarray(0, 1)
  expect(await decoded(cutOff, 1)).toEqual(['windows-1251', 'Р'])
  expect([detectSeparator('a;b,c;d'), detectSeparator('a\tb'), detectSeparator('"a;b;c",d')]).toEqual([';', '\t', ','])
  const lines: number[] = []
  for await (const { line } of readRecords([...'a,b\n\n"c\nd",e\n\n\nf,g\nh,"i"'], ',')) lines.push(line)
  expect(lines).toEqual([1, 3, 7, 8])
})

test('whoever else wants something has their turn while a large file is read', async () => {
  const file = 'Ada Lovelace,ada@example.org,London\n'.repeat(10_000)
  let turns = 0
  let counting: NodeJS.Immediate
  const count = () => {
    turns++
    counting = setImmediate(count)
  }
  counting = setImmediate(count)
  let rows = 0
  const began = performance.now()
  for await (const _ of readRecords([file], ',')) rows++
  const took = performance.now() - began
  clearImmediate(counting)
  expect(rows).toBe(10_000)
  expect(took / turns).toBeLessThan(50)
})

/** How a file is taken to be encoded, and its text, where it comes in pieces of this many bytes. */
const decoded = async (bytes: Buffer, size: number) => {
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  )
  const finder = new EncodingFinder()
  for (const part of parts) finder.take(part)
  const encoding = finder.end()
  let text = ''
  for await (const piece of decodePieces(parts, encoding ?? 'utf-8')) text += piece
  return [encoding, text]
}

const toWindows = (sign: string) => {
  const code = sign.charCodeAt(0)
  if (code < 128) return code
  if (sign === 'Ё') return 0xa8
  if (sign === 'ё') return 0xb8
  return code - 0x410 + 0xc0
}
