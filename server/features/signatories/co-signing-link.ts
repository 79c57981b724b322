import { readSignedToken, signedToken, uuidBytes, uuidOf, type Vault } from '../privacy/index.ts'

const ID_BYTES = 16
const NUMBER_BYTES = 4

/** The token behind the confirmation of a mailbox that asked to sign. */
export const mailToken = (vault: Vault, id: string): string => signedToken(vault, 'co-signing-mail', uuidBytes(id))

export const readMailToken = (vault: Vault, token: string): string | undefined => {
  const id = readSignedToken(vault, 'co-signing-mail', token, ID_BYTES)
  return id && uuidOf(id)
}

/** The token of an invitation: whose, and which of their invitations, so that a new one ends those before it. */
export const invitationToken = (vault: Vault, id: string, number: number): string => {
  const subject = Buffer.alloc(ID_BYTES + NUMBER_BYTES)
  uuidBytes(id).copy(subject)
  subject.writeUInt32BE(number, ID_BYTES)
  return signedToken(vault, 'co-signing-invitation', subject)
}

export const readInvitationToken = (vault: Vault, token: string): { id: string; number: number } | undefined => {
  const subject = readSignedToken(vault, 'co-signing-invitation', token, ID_BYTES + NUMBER_BYTES)
  return subject && { id: uuidOf(subject.subarray(0, ID_BYTES)), number: subject.readUInt32BE(ID_BYTES) }
}
