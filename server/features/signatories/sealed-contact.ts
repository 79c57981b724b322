import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'

/** Who answers for a signatory, and what was said of it: never shown in public, and stored only sealed. */
export interface Contact {
  /** The person to write to; empty where not given. */
  person: string
  /** Empty where not given. */
  email: string
  /** Why it was refused or withdrawn; empty where nothing was said. */
  reason: string
  /** Whoever was invited changed what the campaigners had written. */
  changed: boolean
  /** Whoever was invited does not wish to sign. */
  declined: boolean
}

const nothing: Contact = { person: '', email: '', reason: '', changed: false, declined: false }

/** The signatory's id is the context, so that no row can be passed off as another's. */
export const sealContact = (vault: Vault, campaign: SealedCampaign, id: string, contact: Partial<Contact>): Buffer =>
  vault.seal(campaign, JSON.stringify({ ...nothing, ...contact }), uuidBytes(id))

export const openContact = (vault: Vault, campaign: SealedCampaign, id: string, sealed: Buffer | null): Contact =>
  sealed ? { ...nothing, ...JSON.parse(vault.open(campaign, sealed, uuidBytes(id))) } : { ...nothing }
