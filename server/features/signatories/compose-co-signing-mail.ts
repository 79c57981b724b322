import type { Db } from '../../db/index.ts'
import type { Mail, PromisedMail } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { invitationToken, mailToken } from './co-signing-link.ts'
import { INVITED_DAYS } from './invite-signatory.ts'
import { findSignatory, findTeamName, type StoredSignatory } from './queries.ts'
import { openContact } from './sealed-contact.ts'
import { mails } from './texts.ts'

interface ComposeOptions {
  db: Db
  vault: Vault
  publicUrl: string
}

/** How long a mailbox that asked to sign can be confirmed. */
export const CONFIRMABLE_DAYS = 30

/**
 * The promised mail to a signatory, by what is known now; undefined where the signatory is gone or no longer waits for
 * it, and for mail of other kinds.
 */
export const composeCoSigningMail = async (
  { db, vault, publicUrl }: ComposeOptions,
  { id, kind, locale, signatory_id }: PromisedMail,
): Promise<Mail | undefined> => {
  if ((kind !== 'confirm-co-signing' && kind !== 'invitation-to-sign') || signatory_id === null) return undefined
  const signatory = await findSignatory(db, signatory_id)
  const awaited = kind === 'confirm-co-signing' ? 'pending' : 'invited'
  if (!signatory || signatory.state !== awaited) return undefined
  const campaign = { id: signatory.campaign_id, dataKey: signatory.data_key }
  const { email } = openContact(vault, campaign, signatory.id, signatory.sealed)
  const team = await findTeamName(db, signatory.campaign_id)
  if (email === '' || !team) return undefined

  const text = mails[kind][locale]({
    url: `${publicUrl}/${locale}${kind === 'confirm-co-signing' ? confirmPath(vault, signatory.id) : invitationPath(vault, signatory)}`,
    days: kind === 'confirm-co-signing' ? CONFIRMABLE_DAYS : INVITED_DAYS,
    team: team.organiser_shown ? team.name[locale] : '',
  })
  return { messageId: `<${id}@${new URL(publicUrl).hostname}>`, to: email, ...text }
}

export const confirmPath = (vault: Vault, id: string) => `/co-signing/${mailToken(vault, id)}`

export const invitationPath = (vault: Vault, { id, invitation }: Pick<StoredSignatory, 'id' | 'invitation'>) =>
  `/invitations-to-sign/${invitationToken(vault, id, invitation)}`
