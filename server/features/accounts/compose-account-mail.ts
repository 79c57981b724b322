import type { Db } from '../../db/index.ts'
import { formatDate, translator } from '../../i18n/index.ts'
import type { Mail, PromisedMail } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { accountToken, findAccountLink } from './account-links.ts'
import { findPerson } from './account-people.ts'
import { formerMail, invitationMail, isLinkMail, linkMails } from './account-texts.ts'
import { findFormerAddress } from './change-address.ts'
import { findInvitation, INVITATION_DAYS, invitationToken } from './invitations.ts'
import { roleWords } from './role-words.ts'

interface ComposeOptions {
  db: Db
  vault: Vault
  publicUrl: string
}

/**
 * The promised mail to somebody of a team, by what is known now; undefined where the invitation or the link is over or
 * gone, and for mail of other kinds.
 */
export const composeAccountMail = async (
  options: ComposeOptions,
  promised: PromisedMail,
): Promise<Mail | undefined> => {
  const composed = await compose(options, promised)
  return composed && { messageId: `<${promised.id}@${new URL(options.publicUrl).hostname}>`, ...composed }
}

const compose = (options: ComposeOptions, promised: PromisedMail) => {
  if (promised.kind === 'invitation') return toInvite(options, promised)
  return promised.kind === 'address-changed' ? toFormer(options, promised) : withLink(options, promised)
}

const toFormer = async ({ db, vault }: ComposeOptions, { account_link_id: id, locale }: PromisedMail) => {
  const to = id === null ? undefined : await findFormerAddress(db, vault, id)
  return to === undefined ? undefined : { to, ...formerMail[locale]({}) }
}

const toInvite = async ({ db, vault, publicUrl }: ComposeOptions, { invitation_id: id, locale }: PromisedMail) => {
  const invitation = id === null ? undefined : await findInvitation(db, vault, id, new Date())
  if (!invitation?.open) return undefined
  const inviter = invitation.by === null ? undefined : await findPerson(db, vault, invitation.by)
  const text = invitationMail[locale]({
    inviter: inviter?.name ?? invitation.team.name[locale],
    team: invitation.team.name[locale],
    roles: roleWords(translator(locale), invitation.roles),
    several: invitation.roles.length > 1,
    url: `${publicUrl}/desk/invitations/${invitationToken(vault, invitation.id)}?lang=${locale}`,
    days: INVITATION_DAYS,
    until: formatDate(locale, invitation.expiresAt),
  })
  return { to: invitation.email, ...text }
}

const paths = { 'password-reset': '/desk/password-reset', 'address-change': '/desk/address' }

const withLink = async ({ db, vault, publicUrl }: ComposeOptions, promised: PromisedMail) => {
  const { kind, account_link_id: id, locale } = promised
  if (!isLinkMail(kind) || id === null) return undefined
  const link = await findAccountLink(db, vault, kind, id, new Date())
  if (!link?.open) return undefined
  const url = `${publicUrl}${paths[kind]}/${accountToken(vault, kind, id)}`
  return { to: link.email, ...linkMails[kind][locale]({ url }) }
}
