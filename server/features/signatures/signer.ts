import type { SealedCampaign, Vault } from '../privacy/index.ts'
import type { PublicSignature } from './queries.ts'
import { firstNameAndInitial, openPerson } from './sealed-person.ts'

/** A person as the public sees them: the name that they chose to show, and nothing that leads to them. */
export interface Signer {
  name: string
  country: string
  comment: string
  signedAt: Date
}

export const toSigner = (vault: Vault, campaign: SealedCampaign, row: PublicSignature): Signer => {
  const { name, comment } = openPerson(vault, campaign, row.address_key, row.sealed)
  return {
    name: row.visibility === 'full' ? name : firstNameAndInitial(name),
    country: row.country,
    comment,
    signedAt: row.confirmed_at ?? new Date(0),
  }
}
