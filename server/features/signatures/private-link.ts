import { readSignedToken, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'

/** What a link from a mail is for; a token of one purpose is nothing to the other. */
export type LinkPurpose = 'confirm' | 'my' | 'updates-stop'

/** Where a signature is found. */
export interface SignatureKey {
  slot: number
  id: string
}

const SLOT_BYTES = 2
const KEY_BYTES = SLOT_BYTES + 16

/** The token of a signer's private link: where the signature is found, and that it was us who said so. */
export const linkToken = (vault: Vault, purpose: LinkPurpose, { slot, id }: SignatureKey): string => {
  const key = Buffer.alloc(KEY_BYTES)
  key.writeUInt16BE(slot)
  uuidBytes(id).copy(key, SLOT_BYTES)
  return signedToken(vault, purpose, key)
}

/** Whose token this is; undefined for one that was not made here for this purpose. */
export const readLinkToken = (vault: Vault, purpose: LinkPurpose, token: string): SignatureKey | undefined => {
  const key = readSignedToken(vault, purpose, token, KEY_BYTES)
  return key && { slot: key.readUInt16BE(), id: uuidOf(key.subarray(SLOT_BYTES)) }
}
