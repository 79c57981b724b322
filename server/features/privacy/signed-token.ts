import type { Vault } from './vault.ts'

const SIGNATURE_BYTES = 16

/**
 * The token of a private link: what it is for ‖ 128 bits that only the holder of the secret key can make. Nothing of it
 * is stored, so a copy of the database opens nobody's page, and a mail that is sent again carries the same link. A token
 * of one purpose is nothing to another.
 */
export const signedToken = (vault: Vault, purpose: string, subject: Buffer): string =>
  Buffer.concat([subject, vault.sign(purpose, subject)]).toString('base64url')

/** What a token of this purpose is for, `size` bytes; undefined for one that was not made here, or for something else. */
export const readSignedToken = (vault: Vault, purpose: string, token: string, size: number): Buffer | undefined => {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== size + SIGNATURE_BYTES || bytes.toString('base64url') !== token) return undefined
  const subject = bytes.subarray(0, size)
  return vault.verify(purpose, subject, bytes.subarray(size)) ? subject : undefined
}

/** The 16 bytes of a UUID. */
export const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** A UUID of its 16 bytes. */
export const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
