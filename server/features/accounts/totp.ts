import { Secret, TOTP } from 'otpauth'
import { encode } from 'uqr'
import type { Db } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'

/** RFC 6238 as every authenticator program knows it: six digits, half a minute, and one step of a clock that is off. */
const PERIOD = 30
const DIGITS = 6
const SECRET_BYTES = 20
const DRIFT = 1

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: 'Otklik', label, secret: Secret.fromBase32(secret), digits: DIGITS, period: PERIOD })

/** The secret that this session is offered, in base32: the same as often as its page is loaded, so that what was scanned holds. */
export const offeredSecret = (vault: Vault, sessionId: string): string => {
  const halves = [1, 2].map((half) => vault.sign(`one-time codes ${half}`, Buffer.from(sessionId)))
  const bytes = Uint8Array.from(Buffer.concat(halves).subarray(0, SECRET_BYTES))
  return new Secret({ buffer: bytes.buffer }).base32
}

/** In groups of four, as people type it. */
export const spelledSecret = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** What an authenticator program reads off the screen: an image as a data: address, and the same as a link for a phone. */
export const secretToScan = (secret: string, email: string) => {
  const link = totpOf(secret, email).toString()
  return { link, image: `data:image/svg+xml;base64,${Buffer.from(drawing(link)).toString('base64')}` }
}

/** A QR code with the quiet border that readers need (ISO/IEC 18004), a path of one stroke a run of black. */
const drawing = (text: string) => {
  const { data, size } = encode(text, { border: 4 })
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((black) => (black ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  )
  const box = `viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${runs.join('')}"/></svg>`
}

/** The step of time that the code is of; undefined where it is of none near now. */
export const stepOfCode = (secret: string, code: string, now: Date): number | undefined => {
  const token = code.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: DRIFT })
  return delta === null ? undefined : Math.floor(now.getTime() / 1_000 / PERIOD) + delta
}

const contextOf = (accountId: string) => `totp ${accountId}`

export const sealSecret = (vault: Vault, accountId: string, secret: string): Buffer =>
  vault.sealOfAccount(secret, contextOf(accountId))

/** The secret that was sealed for this account; undefined for anything else. */
export const openSecret = (vault: Vault, accountId: string, sealed: Buffer): string | undefined => {
  try {
    return vault.openOfAccount(sealed, contextOf(accountId))
  } catch {
    return undefined
  }
}

/** Whether the code is the account's and of a step later than any used before: one statement, so no code serves twice. */
export const useCode = async (db: Db, vault: Vault, accountId: string, code: string, now: Date): Promise<boolean> => {
  const account = await db
    .selectFrom('accounts')
    .select('totp_sealed')
    .where('id', '=', accountId)
    .where('totp_confirmed_at', 'is not', null)
    .executeTakeFirst()
  const secret = account?.totp_sealed && openSecret(vault, accountId, account.totp_sealed)
  const step = secret ? stepOfCode(secret, code, now) : undefined
  if (step === undefined) return false
  const used = await db
    .updateTable('accounts')
    .set({ totp_last_step: step })
    .where('id', '=', accountId)
    .where('totp_last_step', '<', step)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}
