import { emailKey } from '../../../server/features/accounts/person.ts'
import { startSession } from '../../../server/features/accounts/sessions.ts'
import { type DeskBrowser, deskBrowser, type TestDesk } from '../../desk.ts'

/** Mails that went to an address, the oldest first, each with the path of its first link into the site. */
export const mailsTo = async ({ mailbox, url, mailSent }: TestDesk, email: string) => {
  await mailSent()
  const mails = (await mailbox.list(100)).filter(({ to }) => to === email).reverse()
  return mails.map((mail) => ({ ...mail, path: mail.text.split(url)[1]?.match(/^\S+/)?.[0] ?? '' }))
}

/** What the account of this address may do in the demo's team; undefined for nobody of it. */
export const rolesOf = async ({ db, vault, team }: TestDesk, email: string) => {
  const member = await db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select('roles')
    .where('email_key', '=', emailKey(vault, email))
    .where('team_id', '=', team.id)
    .executeTakeFirst()
  return member?.roles
}

/** The slug of the team that this person is of. */
export const teamOf = async ({ db }: TestDesk, { accountId }: DeskBrowser) => {
  const { slug } = await db
    .selectFrom('members')
    .innerJoin('organisers', 'organisers.id', 'members.team_id')
    .select('slug')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return slug
}

/** Names of what this account did, as the log has it. */
export const actsOf = async ({ db }: TestDesk, account: string) => {
  const acts = await db.selectFrom('audit_log').select('act').where('account_id', '=', account).orderBy('id').execute()
  return acts.map(({ act }) => act)
}

/** The same person in another browser. */
export const elsewhere = async ({ db, url }: TestDesk, person: DeskBrowser): Promise<DeskBrowser> => {
  const { accountId } = person
  const session = { accountId, state: 'full', secondFactor: true, agent: 'Firefox, Linux', now: new Date() } as const
  return deskBrowser(url, { ...person, cookie: `desk=${await startSession(db, session)}` })
}
