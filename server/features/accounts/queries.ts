import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { CampaignKind, CampaignState } from '../../db/schema.ts'
import type { Locale, LocalizedText } from '../../i18n/index.ts'
import type { Vault } from '../privacy/index.ts'
import { emailKey } from './person.ts'

export interface DeskCampaign {
  id: string
  slug: string
  kind: CampaignKind
  state: CampaignState
  titles: LocalizedText
}

/** As published; of a draft, the working titles. */
const titles = sql<LocalizedText>`coalesce(
  (select jsonb_object_agg(locale, title) from campaign_texts where campaign_id = campaigns.id),
  (select jsonb_object_agg(locale, content ->> 'title') from campaign_sections
    where campaign_id = campaigns.id and section = 'heading' and content ->> 'title' <> ''),
  '{}')`

/**
 * The campaign of an address of the desk and the team that it belongs to, whatever its state; that of a former address
 * where no other campaign has it now.
 */
export const findDeskCampaign = async (
  db: Db,
  slug: string,
): Promise<(DeskCampaign & { teamId: string }) | undefined> => {
  const campaigns = db
    .selectFrom('campaigns')
    .select(['id', 'slug', 'kind', 'state', 'organiser_id as teamId', titles.as('titles')])
  return (
    (await campaigns.where('slug', '=', slug).executeTakeFirst()) ??
    (await campaigns.where(sql<boolean>`${slug} = any(former_slugs)`).executeTakeFirst())
  )
}

/** The campaigns of these teams, the latest first. */
export const listDeskCampaigns = (db: Db, teamIds: string[]): Promise<(DeskCampaign & { teamId: string })[]> =>
  db
    .selectFrom('campaigns')
    .select(['id', 'slug', 'kind', 'state', 'organiser_id as teamId', titles.as('titles')])
    .where('organiser_id', 'in', teamIds.length > 0 ? teamIds : ['00000000-0000-0000-0000-000000000000'])
    .orderBy('created_at', 'desc')
    .orderBy('slug')
    .execute()

/** The language in which this account's pages and mails are. */
export const setAccountLocale = async (db: Db, accountId: string, locale: Locale): Promise<void> => {
  await db.updateTable('accounts').set({ locale }).where('id', '=', accountId).execute()
}

/** The account of a mailbox, by any spelling of its address. */
export const findAccountByEmail = (db: Db, vault: Vault, email: string) =>
  db
    .selectFrom('accounts')
    .select(['id', 'password_hash', 'locale'])
    .where('email_key', '=', emailKey(vault, email))
    .executeTakeFirst()

/** Whether the account has one-time codes or a passkey, so that its password alone does not let anybody in. */
export const hasSecondFactor = async (db: Db, accountId: string): Promise<boolean> => {
  const found = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('totp_confirmed_at', 'is not', null),
        exists(selectFrom('passkeys').select('id').whereRef('passkeys.account_id', '=', 'accounts.id')),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}

/** Whether one-time codes are set up. */
export const hasCodes = async (db: Db, accountId: string): Promise<boolean> => {
  const found = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('totp_confirmed_at', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
}

/** Null where no password was chosen yet. */
export const findPasswordHash = async (db: Db, accountId: string): Promise<string | null> => {
  const account = await db.selectFrom('accounts').select('password_hash').where('id', '=', accountId).executeTakeFirst()
  return account?.password_hash ?? null
}
