import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const KEY_BYTES = 32

/**
 * The key that seals every other, 32 bytes as 64 hexadecimal digits in a file outside the database.
 * Throws where the file holds something else, and where it is missing unless it may be made.
 */
export const loadMasterKey = (file: string, { mayCreate }: { mayCreate: boolean }): Buffer => {
  if (!existsSync(file)) {
    if (!mayCreate) throw new Error(`The secret key file ${file} is missing: without it no stored name can be read`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[\da-f]{64}$/i.test(text)) throw new Error(`The secret key file ${file} must hold 64 hexadecimal digits`)
  return Buffer.from(text, 'hex')
}
