import type { Db } from '../../db/index.ts'
import type { LetterDispatch } from '../letters/index.ts'
import type { Vault } from '../privacy/index.ts'
import { draftLetter } from './draft-letter.ts'
import { findAddressee, findChannel } from './queries.ts'

interface Options {
  db: Db
  vault: Vault
  now: () => Date
  /** There is new mail to send. */
  mailPromised: () => void
}

/**
 * What the composer needs to offer that we send a letter: whether the campaign lets us and the office has a mailbox
 * that works and is open to this writer; and the taking of the letter.
 */
export const letterDispatch = ({ db, vault, now, mailPromised }: Options): LetterDispatch => {
  const findOffice: (...order: Parameters<LetterDispatch['offers']>) => Promise<string | undefined> = async (
    { campaign, addressee },
    { language, resident },
  ) => {
    const found = await findAddressee(db, campaign.id, addressee.key)
    if (!found || found.dispatch === 'off' || found.state !== 'open') return undefined
    const channel = await findChannel(db, found.office_id, { locale: language, resident })
    return channel && found.office_id
  }

  return {
    offers: async (kit, form) => (await findOffice(kit, form)) !== undefined,
    take: async (kit, form, letter, locale) => {
      const officeId = await findOffice(kit, form)
      if (officeId === undefined) return undefined
      await draftLetter(db, vault, {
        campaign: kit.campaign,
        addressee: kit.addressee.key,
        officeId,
        locale,
        language: form.language,
        writer: { name: form.name, email: form.email, resident: form.resident },
        letter,
        now: now(),
      })
      mailPromised()
      return `/${locale}/campaigns/${kit.campaign.slug}/letter-promised`
    },
  }
}
