import type { Vault } from '../privacy/index.ts'

const ID_BYTES = 16
const PURPOSE = 'confirm sending'

/** The token of the link by which a writer confirms a letter: its id ‖ 128 bits that only this server can make. */
export const letterToken = (vault: Vault, sendingId: string): string => {
  const id = Buffer.from(sendingId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, vault.sign(PURPOSE, id)]).toString('base64url')
}

/** The letter that a token is for; undefined for one that was not made here. */
export const readLetterToken = (vault: Vault, token: string): string | undefined => {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const id = bytes.subarray(0, ID_BYTES)
  if (!vault.verify(PURPOSE, id, bytes.subarray(ID_BYTES))) return undefined
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
