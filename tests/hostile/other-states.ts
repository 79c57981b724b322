import { sql } from 'kysely'
import { newId } from '../../server/db/index.ts'
import { startSession } from '../../server/features/accounts/sessions.ts'
import { sealSecret } from '../../server/features/accounts/totp.ts'
import type { SealedCampaign } from '../../server/features/privacy/index.ts'
import { startMailing } from '../../server/features/updates/mail-update.ts'
import { createUpdate, postUpdate } from '../../server/features/updates/save-update.ts'
import type { TestDesk } from '../desk.ts'
import { demo } from '../site.ts'
import { DIGEST, type Named, PIXEL } from './desk-stock.ts'
import { scripts } from './desk-strings.ts'
import type { Tokens } from './people-stock.ts'
import type { Fields } from './requests.ts'

/** A form whose answer is a page or file of its own, with what a person would send. */
export interface Doorway {
  path: string
  fields: Fields
}

const writer = { name: 'Ada Lovelace', gender: 'woman', country: 'KZ', city: 'London', email: 'ada@mail.example' }

/**
 * The states of things in which their pages have other forms: a draft, a revision before the last, a decision that can
 * be taken back, mail on its way, a letter not sent yet; and pages and files that only a form gives.
 */
export const stockStates = async (desk: TestDesk, campaign: SealedCampaign, named: Named, tokens: Tokens) => {
  const { db, vault, team, owner } = desk
  const base = `/desk/campaigns/${named.campaign}`
  await desk.as(['owner'])
  await startSession(db, { accountId: owner.accountId, state: 'full', secondFactor: true, agent: 'X', now: new Date() })
  await sql`insert into moderation_decisions (id, batch_id, kind, subject_id, decision, reason, decided_by, decided_at)
    select ${newId()}, ${newId()}, 'correction', id, 'refused', 'abuse', ${owner.accountId}, now() from corrections limit 1`.execute(
    db,
  )
  const secret = sealSecret(vault, owner.accountId, 'JBSWY3DPEHPK3PXP')
  await sql`update accounts set totp_sealed = ${secret}, totp_confirmed_at = now() where id = ${owner.accountId}`.execute(
    db,
  )
  await sql`update signatories set held = true, logo = ${PIXEL}, logo_digest = ${DIGEST}, logo_width = 10,
    logo_height = 10 where state in ('pending', 'confirmed') and campaign_id = ${campaign.id}`.execute(db)
  await sql`insert into section_revisions (campaign_id, section, locale, revision, content, saved_at)
    select campaign_id, section, locale, revision + 1, content, now() from campaign_sections`.execute(db)
  await sql`update campaign_sections set revision = revision + 1`.execute(db)
  await sql`update campaigns set dispatch = 'on', dispatch_paused_at = case when kind = 'declaration' then now() end`.execute(
    db,
  )
  const begun = { kind: 'petition', title_en: 'Begun', title_ru: '', slug: 'begun', country: 'KZ' }
  await owner.post(`/desk/teams/${team.slug}/campaigns/new`, begun)

  const [draft, mailed] = [newId(), newId()]
  for (const id of [draft, mailed]) {
    const texts = [{ locale: 'en' as const, title: 'More news', body: 'Their text' }]
    const update = { happenedOn: '2026-03-11', texts }
    await createUpdate(db, { campaignId: campaign.id, id, account: owner.accountId }, update)
  }
  await postUpdate(db, campaign.id, mailed)
  await startMailing(db, campaign.id, mailed, owner.accountId)

  const writing = `/en/writing/${tokens.writing?.[0]}/letters`
  const pages = [
    '/desk/campaigns/begun/address',
    `${base}/edit/heading/history?locale=en&revision=1`,
    `${base}/updates/${draft}`,
    `${base}/updates/${mailed}/mail`,
    `${base}/signatories/${named.waiting}`,
    `${base}/signatories/${named.pending}`,
    `${writing}/${named.promised}`,
    `${writing}/${named.sent}`,
  ]
  return { pages, doorways: doorwaysTo(base, `${writing}/${named.letter}`) }
}

/** Pages of letters, and every file that a form gives. */
const doorwaysTo = (campaign: string, letter: string): Doorway[] => {
  const words = { own_words: scripts.slice(0, 40).join('\n\n') }
  const fields = { ...writer, ...words, resident: 'no', language: 'en', demands: ['law'] }
  const letters = `/en/campaigns/${demo}/letters`
  const batch = { ...fields, addressees: ['president'], copies: '1' }
  const exported = ['addressee', 'news', 'statistics'].flatMap((purpose) =>
    ['csv', 'xlsx'].map((format) => ({ purpose, format })),
  )
  return [
    ...['', '.pdf', '.eml', '.txt'].map((file) => ({ path: `${letters}/president${file}`, fields })),
    { path: `${letters}/batch`, fields: batch },
    ...['reminder', 'complaint'].flatMap((kind) =>
      ['', '.pdf', '.txt'].map((file) => ({ path: `${letter}/${kind}${file}`, fields })),
    ),
    ...[...exported, { purpose: 'folder', format: 'zip' }].map((wanted) => ({
      path: `${campaign}/exports`,
      fields: { ...wanted, reason: 'For the hearing' },
    })),
  ]
}
