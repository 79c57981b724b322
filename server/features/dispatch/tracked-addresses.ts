import { createHash } from 'node:crypto'
import { uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'

/**
 * Addresses by which mail that comes back finds its letter. Where a letter's failures are reported (VERP):
 * `b+<id>.<mark>@domain`, the mark an HMAC, so that nobody else can name a letter that bounced. Where it is answered:
 * `r.<mark>@domain`, which tells nothing and of which only a hash is stored. Letters and digits of one case, since mail
 * servers may change it (RFC 4648, base 32); 55 characters at most, where 64 are allowed.
 */
export const bounceAddress = (vault: Vault, sendingId: string, domain: string): string => {
  const id = uuidBytes(sendingId)
  return `b+${encode(id)}.${encode(vault.sign('letter bounce', id))}@${domain}`
}

export const replyAddress = (vault: Vault, sendingId: string, domain: string): string =>
  `r.${encode(replyMark(vault, sendingId))}@${domain}`

/** What is stored of the address that answers go to. */
export const replyHash = (vault: Vault, sendingId: string): Buffer => hash(replyMark(vault, sendingId))

export type TrackedAddress = { kind: 'bounce'; sendingId: string } | { kind: 'reply'; hash: Buffer }

const LOCAL = /^(?:b\+(?<id>[a-z2-7]{26})\.(?<bounce>[a-z2-7]{26})|r\.(?<reply>[a-z2-7]{26}))$/

/** What an address of ours stands for; undefined for any that was not made here, or not at this domain. */
export const readTrackedAddress = (vault: Vault, address: string, domain: string): TrackedAddress | undefined => {
  const at = address.lastIndexOf('@')
  if (address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return undefined
  const { id, bounce, reply } = LOCAL.exec(address.slice(0, at).toLowerCase())?.groups ?? {}
  if (reply) return { kind: 'reply', hash: hash(decode(reply)) }
  if (!id || !bounce || !vault.verify('letter bounce', decode(id), decode(bounce))) return undefined
  return { kind: 'bounce', sendingId: uuidOf(decode(id)) }
}

const replyMark = (vault: Vault, sendingId: string) => vault.sign('letter reply', uuidBytes(sendingId))

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567'
const BITS = 5n
const SIZE = 16

/** 16 bytes as 26 digits. */
const encode = (bytes: Buffer) => {
  let value = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (let digit = 0; digit < 26; digit++) {
    text = DIGITS.charAt(Number(value & 31n)) + text
    value >>= BITS
  }
  return text
}

const decode = (text: string) => {
  let value = 0n
  for (const digit of text) value = (value << BITS) | BigInt(DIGITS.indexOf(digit))
  const hex = (value & ((1n << 128n) - 1n)).toString(16).padStart(SIZE * 2, '0')
  return Buffer.from(hex, 'hex')
}
