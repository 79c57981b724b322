export { canonicalAddress, domainOf } from './canonical-address.ts'
export { loadMasterKey } from './master-key.ts'
export { randomFromPool } from './random.ts'
export { type SealedCampaign, Vault } from './vault.ts'
