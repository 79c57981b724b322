import { sql } from 'kysely'
import { type Db, newId } from '../../server/db/index.ts'
import type { SealedCampaign } from '../../server/features/privacy/index.ts'
import { sealContact } from '../../server/features/signatories/sealed-contact.ts'
import type { TestDesk } from '../desk.ts'
import { addSignature } from '../features/moderation/signatures.ts'
import { allScripts, scriptAddresses, scripts } from './desk-strings.ts'

/** Where campaigners' words lie, with no form before them that might have refused some. */
const places: Record<string, string[]> = {
  campaigns: ['state_note', 'declaration', 'signatory_groups', 'facts'],
  campaign_texts: ['title', 'summary', 'call_to_action', 'body', 'brief'],
  demands: ['texts', 'letter_texts'],
  topics: ['labels', 'letter_texts'],
  addressees: ['points', 'leads'],
  evidence: ['captions'],
  campaign_documents: ['source'],
  signatories: ['facts'],
  cases: ['names', 'status', 'history'],
  recommendation_states: ['who', 'source', 'note'],
  campaign_editions: ['note', 'folder'],
  campaign_sections: ['content'],
  section_revisions: ['content'],
}

/** So many to a text of a list, where the list has room for all of them. */
const FEW = 3

/** Every script in every kind of text that the campaign has: all of them in the first, the others take turns. */
export const plantTexts = async (db: Db, campaignId: string): Promise<number> => {
  const seen = new Map<string, number>()
  const planted = (path: string, text: string) => {
    const times = seen.get(path) ?? 0
    seen.set(path, times + 1)
    const from = (times * FEW) % scripts.length
    return `${text}\n\n${times < 1 ? allScripts : scripts.slice(from, from + FEW).join('\n\n')}`
  }
  const into = (path: string, value: unknown): unknown => {
    if (typeof value === 'string') return /\s/.test(value.trim()) ? planted(path, value) : value
    if (Array.isArray(value)) return value.map((each) => into(`${path}[]`, each))
    if (typeof value !== 'object' || value === null) return value
    const named = path.endsWith('.content') || path.endsWith('.facts') || path.endsWith('[]')
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, into(named ? `${path}.${key}` : `${path}.*`, each)]),
    )
  }
  for (const [table, columns] of Object.entries(places)) {
    const whose = table === 'campaigns' ? sql`id` : sql`campaign_id`
    const { rows } = await sql<Record<string, unknown> & { at: string; section?: string }>`
      select ctid::text as at, t.* from ${sql.table(table)} t where ${whose} = ${campaignId}`.execute(db)
    for (const { at, section = '', ...row } of rows) {
      const changed = columns.map((column) => {
        const value = into(`${table}.${section}.${column}`, row[column])
        const isText = typeof row[column] === 'string'
        return sql`${sql.ref(column)} = ${isText ? value : JSON.stringify(value)}${isText ? sql`` : sql`::jsonb`}`
      })
      await sql`update ${sql.table(table)} set ${sql.join(changed)} where ctid = ${at}::tid`.execute(db)
    }
  }
  return seen.size
}

/** Every hostile address wherever a text has a source or a link. */
export const plantAddresses = async (db: Db, campaignId: string, recommendation: string): Promise<void> => {
  const brief = JSON.stringify(scriptAddresses.map((source, at) => ({ text: `Point ${at}`, source })))
  await sql`update campaign_texts set brief = brief || ${brief}::jsonb where campaign_id = ${campaignId}`.execute(db)
  const history = scriptAddresses.map((source) => ({ date: '2016', text: { en: 'It went on' }, source }))
  await sql`update cases set source = coalesce(source, 'https://x.example'), history = history || ${JSON.stringify(history)}::jsonb
    where campaign_id = ${campaignId} and basis <> 'withdrawn'`.execute(db)
  for (const [at, url] of scriptAddresses.entries()) {
    const facts = JSON.stringify({
      name: { en: `Body ${at} ${scripts[at]}`, ru: `Орган ${at}` },
      website: url,
      country: null,
    })
    await sql`insert into evidence (campaign_id, key, kind, url, captions)
      values (${campaignId}, ${`planted-${at}`}, 'video', ${url}, '{"en": "A film"}')`.execute(db)
    await sql`insert into signatories (id, campaign_id, kind, key, position, state, facts)
      values (${newId()}, ${campaignId}, 'organisation', ${`planted-${at}`}, ${1000 + at}, 'confirmed', ${facts}::jsonb)`.execute(
      db,
    )
    await sql`insert into recommendation_states (id, campaign_id, recommendation, state, who, happened_on, source)
      values (${newId()}, ${campaignId}, ${recommendation}, 'noted', '{"en": "A body"}', '2026-01-01', ${url})`.execute(
      db,
    )
    if (at < 5)
      await sql`update cases set source = ${url} where campaign_id = ${campaignId} and position = ${at}`.execute(db)
  }
}

const PIXEL = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')

/** Words of people and about people: sealed, or beside the campaign's text. */
export const plantPeople = async (desk: TestDesk, campaign: SealedCampaign, accountId: string): Promise<void> => {
  const { db, vault } = desk
  const { id } = campaign
  const words = { name: allScripts, city: allScripts, comment: allScripts }
  for (const commentState of ['shown', 'waiting'] as const) {
    await addSignature(db, vault, campaign, { ...words, commentState })
    await addSignature(db, vault, campaign, { ...words, commentState, visibility: 'initial', locale: 'ru' })
  }
  await addSignature(db, vault, campaign, { ...words, state: 'held', heldReason: 'network' })
  const alts = JSON.stringify({ en: allScripts, ru: allScripts })
  await sql`insert into campaign_covers (campaign_id, digest, width, height, bytes, alts, shown, saved_at)
    values (${id}, ${'a'.repeat(64)}, 10, 10, ${PIXEL}, ${alts}::jsonb, true, now())`.execute(db)
  await sql`insert into exports (id, campaign_id, exported_by, purpose, format, reason, rows, created_at)
    values (${newId()}, ${id}, ${accountId}, 'news', 'csv', ${allScripts}, 1, now())`.execute(db)
  await sql`update signature_imports set source = ${allScripts}, imported_by = ${accountId} where campaign_id = ${id}`.execute(
    db,
  )
  await sql`insert into passkeys (id, account_id, credential_id, public_key, name)
    values (${newId()}, ${accountId}, ${PIXEL}, ${PIXEL}, ${allScripts})`.execute(db)
  await sql`update sessions set agent = ${allScripts} where account_id = ${accountId}`.execute(db)
  const name = JSON.stringify({ en: `Team ${allScripts}`, ru: `Команда ${allScripts}` })
  await sql`update organisers set name = ${name}::jsonb where id = ${desk.team.id}`.execute(db)
  for (const state of ['pending', 'waiting', 'refused'] as const) {
    const signatory = newId()
    const facts = JSON.stringify({
      name: { en: allScripts, ru: allScripts },
      website: 'https://x.example/',
      country: 'KZ',
    })
    const sealed = sealContact(vault, campaign, signatory, {
      person: allScripts,
      email: 'a@b.example',
      reason: allScripts,
    })
    await sql`insert into signatories (id, campaign_id, kind, key, position, state, facts, sealed)
      values (${signatory}, ${id}, 'organisation', ${state}, 2000, ${state}, ${facts}::jsonb, ${sealed})`.execute(db)
  }
}
