import type { SealedCampaign, Vault } from '../privacy/index.ts'

/** What is known of a person who signed, and stored only sealed. */
export interface Person {
  name: string
  email: string
  city: string
  comment: string
}

/** Slots are few enough that each is a fair share of a machine's work, and many enough to spread over sixteen. */
const SLOT_BITS = 6

/** The part of the table that an address belongs to, 0 to 63. */
export const slotOf = (addressKey: Buffer) => (addressKey[0] ?? 0) >> (8 - SLOT_BITS)

/** The address key is the context, so that no row can be passed off as another's. */
export const sealPerson = (vault: Vault, campaign: SealedCampaign, addressKey: Buffer, person: Person): Buffer =>
  vault.seal(campaign, JSON.stringify([person.name, person.email, person.city, person.comment]), addressKey)

export const openPerson = (vault: Vault, campaign: SealedCampaign, addressKey: Buffer, sealed: Buffer): Person => {
  const [name, email, city, comment] = JSON.parse(vault.open(campaign, sealed, addressKey)) as string[]
  return { name: name ?? '', email: email ?? '', city: city ?? '', comment: comment ?? '' }
}

const PATRONYMIC = /(?:вич|вна|чна|улы|ұлы|кызы|қызы)$/iu

/**
 * “Maxine K.” of “Maxine Kent”: the first name and the initial of the surname; a single name as it stands. A name in
 * the order of Russian papers («Иванова Анна Петровна») is known by the patronymic at its end.
 */
export const firstNameAndInitial = (name: string) => {
  const parts = name.split(' ')
  const [first = name, second = '', third = ''] = parts
  if (parts.length === 1) return name
  const surnameFirst = parts.length === 3 && PATRONYMIC.test(third)
  const given = surnameFirst ? second : first
  const surname = surnameFirst ? first : (parts.at(-1) ?? '')
  return `${given}\u00a0${[...surname][0]?.toUpperCase()}.`
}
