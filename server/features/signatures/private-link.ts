import type { Vault } from '../privacy/index.ts'

/** What a link from a mail is for; a token of one purpose is nothing to the other. */
export type LinkPurpose = 'confirm' | 'my'

/** Where a signature is found. */
export interface SignatureKey {
  slot: number
  id: string
}

const SLOT_BYTES = 2
const ID_BYTES = 16

/**
 * The token of a private link: slot ‖ id ‖ 128 bits that only the holder of the secret key can make. Nothing of it
 * is stored, so a copy of the database opens nobody's page, and a mail that is sent again carries the same link.
 */
export const linkToken = (vault: Vault, purpose: LinkPurpose, { slot, id }: SignatureKey): string => {
  const subject = Buffer.alloc(SLOT_BYTES + ID_BYTES)
  subject.writeUInt16BE(slot)
  subject.write(id.replaceAll('-', ''), SLOT_BYTES, 'hex')
  return Buffer.concat([subject, vault.sign(purpose, subject)]).toString('base64url')
}

/** Whose token this is; undefined for one that was not made here for this purpose. */
export const readLinkToken = (vault: Vault, purpose: LinkPurpose, token: string): SignatureKey | undefined => {
  if (!/^[\w-]{46}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const subject = bytes.subarray(0, SLOT_BYTES + ID_BYTES)
  if (!vault.verify(purpose, subject, bytes.subarray(SLOT_BYTES + ID_BYTES))) return undefined
  const id = subject.toString('hex', SLOT_BYTES)
  return {
    slot: subject.readUInt16BE(),
    id: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-'),
  }
}
