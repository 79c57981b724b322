import { readSignedToken, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'

const ID_BYTES = 16
const PURPOSE = 'confirm sending'

/** The token of the link by which a writer confirms a letter. */
export const letterToken = (vault: Vault, sendingId: string): string =>
  signedToken(vault, PURPOSE, uuidBytes(sendingId))

/** The letter that a token is for; undefined for one that was not made here. */
export const readLetterToken = (vault: Vault, token: string): string | undefined => {
  const id = readSignedToken(vault, PURPOSE, token, ID_BYTES)
  return id && uuidOf(id)
}
