import type { Vault } from '../privacy/index.ts'

/** Who an account is, as it lies sealed. */
export interface Person {
  name: string
  email: string
}

/** Equal for every spelling of a mailbox, and nothing to whoever has no key. */
export const emailKey = (vault: Vault, email: string): Buffer => vault.addressKey('accounts', email)

export const sealPerson = (vault: Vault, accountId: string, person: Person): Buffer =>
  vault.sealOfAccount(JSON.stringify(person), `person ${accountId}`)

export const openPerson = (vault: Vault, accountId: string, sealed: Buffer): Person =>
  JSON.parse(vault.openOfAccount(sealed, `person ${accountId}`))
