import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'

/** What is known of somebody who writes, and stored only sealed. Each field is empty where it was not given. */
export interface WriterPerson {
  name: string
  email: string
  /** Whether the mailbox's owner has pressed the button behind the link that was sent there. */
  confirmed: boolean
  /** Reminders were asked for; they begin once the address is confirmed. */
  wantsReminders: boolean
}

export const unknownPerson: WriterPerson = { name: '', email: '', confirmed: false, wantsReminders: false }

/** The writer's id is the context, so that no row can be passed off as another's. */
export const sealWriter = (vault: Vault, campaign: SealedCampaign, id: string, person: WriterPerson): Buffer =>
  vault.seal(campaign, JSON.stringify(person), uuidBytes(id))

/** What is known of a writer; everything empty where nothing was kept. */
export const openWriter = (vault: Vault, campaign: SealedCampaign, id: string, sealed: Buffer | null): WriterPerson =>
  sealed ? { ...unknownPerson, ...JSON.parse(vault.open(campaign, sealed, uuidBytes(id))) } : unknownPerson

/** What a letter holds that is nobody's business but its writer's. */
export interface SendingSecrets {
  /** The incoming number that the office gave; empty where none is known. */
  number: string
  /** The letter's own text, where the platform sends it. */
  letter: { subject: string; text: string } | null
}

const noSecrets: SendingSecrets = { number: '', letter: null }

/** The sending's id is the context. Fields beside those of `SendingSecrets` are kept as they are. */
export const sealSending = (vault: Vault, campaign: SealedCampaign, id: string, secrets: SendingSecrets): Buffer =>
  vault.seal(campaign, JSON.stringify(secrets), uuidBytes(id))

export const openSending = (vault: Vault, campaign: SealedCampaign, id: string, sealed: Buffer | null) =>
  sealed
    ? ({ ...noSecrets, ...JSON.parse(vault.open(campaign, sealed, uuidBytes(id))) } as SendingSecrets)
    : { ...noSecrets }
