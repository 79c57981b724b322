import { type Db, newId } from '../../db/index.ts'
import type { SignatoryKind, SignatoryState } from '../../db/schema.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Picture } from '../../render/reencode-image.ts'
import { logoColumns } from '../campaigns/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { type Actor, note, raiseVersion } from './change-signatories.ts'
import type { Facts } from './facts.ts'
import { findPlaces } from './queries.ts'
import { type Contact, sealContact } from './sealed-contact.ts'

/** «zmina» of “Human Rights Centre ZMINA” would be too clever: the whole name, as far as ASCII goes. */
const keyOf = (facts: Facts, kind: SignatoryKind, taken: Set<string>): string => {
  const name = 'surname' in facts ? (facts.surname.en ?? '') : (facts.name.en ?? '')
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
    .replace(/-$/, '')
  const stem = plain || kind
  for (let number = 1; ; number++) {
    const key = number === 1 && plain ? stem : `${stem}-${number}`
    if (!taken.has(key)) return key
  }
}

export interface NewSignatory {
  campaign: SealedCampaign
  kind: SignatoryKind
  facts: Facts
  contact: Partial<Contact>
  state: SignatoryState
  locale: Locale
  /** Null where nobody of the desk adds it. */
  by: Actor | null
  formKey?: string | null
  held?: boolean
  logo?: Picture | undefined
}

/** Adds a signatory after all of its kind and gives its id. Call it within `inCampaign`. */
export const insertSignatory = async (db: Db, vault: Vault, wish: NewSignatory): Promise<string> => {
  const { campaign, kind, facts, contact, state, locale, by, formKey = null, held = false, logo = null } = wish
  const id = newId()
  const { keys, next } = await findPlaces(db, campaign.id, kind)
  const checked = state === 'confirmed' && by ? { checked_by: by.account, checked_at: new Date() } : {}
  await db
    .insertInto('signatories')
    .values({
      id,
      campaign_id: campaign.id,
      kind,
      key: keyOf(facts, kind, keys),
      position: next,
      state,
      facts: JSON.stringify(facts),
      sealed: sealContact(vault, campaign, id, contact),
      address_key: contact.email ? vault.addressKey(campaign.id, contact.email) : null,
      locale,
      form_key: formKey,
      held,
      ...logoColumns(logo),
      ...checked,
    })
    .execute()
  if (state === 'confirmed') await raiseVersion(db, campaign.id)
  if (by) await note(db, by, campaign.id, 'signatory-added', id)
  return id
}
