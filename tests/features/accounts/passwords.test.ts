import { randomBytes } from 'node:crypto'
import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { passwordProblem } from '../../../server/features/accounts/password-rules.ts'
import { hashPassword, isPassword } from '../../../server/features/accounts/passwords.ts'
import { Vault } from '../../../server/features/privacy/index.ts'

const vault = new Vault(randomBytes(32))
const olga = { name: 'Ольга Ким', email: 'olga.kim@team.example' }

test('a password is hashed with Argon2id at no less than the least cost, with a salt and a pepper', async () => {
  const [one, other] = await Promise.all([hashPassword(vault, 'тихая река'), hashPassword(vault, 'тихая река')])
  const { memoryCost, timeCost, parallelism } = parseOptions(one)

  expect(one).toMatch(/^\$argon2id\$/)
  expect([memoryCost >= 19_456, timeCost >= 2, parallelism >= 1]).toEqual([true, true, true])
  expect(one).not.toBe(other)
  expect(await isPassword(vault, one, 'тихая река')).toBe(true)
  expect(await isPassword(new Vault(randomBytes(32)), one, 'тихая река')).toBe(false)
})

test('one password has many spellings in bytes, and all open', async () => {
  const hashed = await hashPassword(vault, 'чай у реки — й'.normalize('NFD'))
  expect(await isPassword(vault, hashed, 'чай у реки — й'.normalize('NFC'))).toBe(true)
  expect(await isPassword(vault, hashed, 'чай у реки — и')).toBe(false)
})

test('nobody has the password of no account', async () => {
  expect(await isPassword(vault, null, 'nobody has this one')).toBe(false)
  expect(await isPassword(vault, null, 'x'.repeat(100_000))).toBe(false)
})

// biome-ignore format: a table
test.each([
  'password1234', 'P@ssw0rd1234', 'Qwertyuiop12', '1234567890123', 'aaaaaaaaaaaa', 'passwordpassword', 'abcabcabcabc',
  'йцукенгшщзхъ', '1qaz2wsx3edc', 'пароль123456', 'gfhjkm123456', 'Password2026!', '!!!password!!!', 'zxcvbnm,./zx',
  'abcdefghijkl', 'абвгдеёжзийк', '987654321098', 'iloveyou12345', 'LETMEIN-2026!',
  'letmein letmein', 'p@ssw0rd p@ssw0rd', 'superman-superman', 'привет 2026 привет',
])('«%s» is guessed at first', (password) => {
  expect(passwordProblem(password, olga)).toBe('accounts.password.common')
})

test.each(['ольга-ким-2026', 'olga.kim@team', 'olgakim202600', 'otklik-olga-1'])(
  '«%s» is about its owner',
  (password) => {
    expect(passwordProblem(password, olga)).toMatch(/personal|common/)
  },
)

// biome-ignore format: a table
test.each([
  'correct horse battery staple', 'тихая река несёт листья', 'xk29-plwq-77tz', 'дванадцять зелених їжаків', '猫は静かな川のほとりで眠っている',
  'Ольга любит тихие вечера у реки', '            a sentence', '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧', 'all lower case is fine',
])('«%s» may be chosen, whatever it is made of', (password) => {
  expect(passwordProblem(password, olga)).toBeUndefined()
})

test('its length counts in letters: 12 at least, 128 at most', () => {
  expect(passwordProblem('')).toBe('accounts.password.missing')
  expect(passwordProblem('xk29-plwq-7')).toBe('accounts.password.short')
  expect(passwordProblem('🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔')).toBe('accounts.password.short')
  const long = Array.from({ length: 128 }, (_, place) => String.fromCodePoint(0x400 + ((place * 37) % 200))).join('')
  expect(passwordProblem(long)).toBeUndefined()
  expect(passwordProblem(`${long}я`)).toBe('accounts.password.long')
})

test('no password takes long to be judged, however hostile', () => {
  for (const hostile of [
    'a'.repeat(100_000),
    '1qaz'.repeat(25_000),
    `${'password'.repeat(12_000)}!`,
    '🦊'.repeat(50_000),
  ]) {
    const began = performance.now()
    passwordProblem(hostile, { name: hostile, email: `${hostile}@team.example` })
    expect(performance.now() - began).toBeLessThan(200)
  }
})
