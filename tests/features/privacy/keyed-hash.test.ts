import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { KeyedHash } from '../../../server/features/privacy/keyed-hash.ts'

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex')

test('the vectors of RFC 4231', () => {
  const jefe = new KeyedHash(Buffer.from('Jefe'))
  expect(jefe.of('what do ya want for nothing?').toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  expect(new KeyedHash(Buffer.alloc(20, 0x0b)).of('Hi There').toString('hex')).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
})

test('of texts of every length and script, one after another, the same as the HMAC of Node', () => {
  const key = randomBytes(32)
  const keyed = new KeyedHash(key)
  const texts = Array.from({ length: 600 }, (_, size) => `${'ёa😀'.repeat(size)}|`)
  for (const text of ['', ...texts, ...texts.toReversed()]) expect(keyed.of(text).toString('hex')).toBe(hmac(key, text))
})

test('a key longer than a block is refused', () => {
  expect(new KeyedHash(Buffer.alloc(64, 1)).of('x').toString('hex')).toBe(hmac(Buffer.alloc(64, 1), 'x'))
  expect(() => new KeyedHash(Buffer.alloc(65))).toThrow(RangeError)
})
