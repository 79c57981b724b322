import { sql } from 'kysely'
import { type Db, newId } from '../../server/db/index.ts'
import { recordAct } from '../../server/features/accounts/index.ts'
import { findFigure } from '../../server/features/letters/figures.ts'
import type { TestDesk } from '../desk.ts'
import { allScripts, scriptAddresses, scripts } from './desk-strings.ts'
import type { Place } from './word-places.ts'

/** So many to a text of a list, where the list has room for all of them. */
const FEW = 3

/** What print has the signs of: a letter with any other is refused, and nobody would see the rest. */
const printed = scripts.filter((text) => /^[\n -~]*$/.test(text))

/** What templates may hold besides: no braces, which make a field, and no figures, which only facts state. */
const plain = printed
  .map((text) => text.replace(/top\.pwned=\d+/g, 'top.pwned=self'))
  .filter((text) => !text.includes('{{') && !findFigure(text))

const wordsFor = (table: string, isPrinted: boolean) => {
  if (table === 'letter_templates' || table === 'letter_fragments') return plain
  return isPrinted ? printed : scripts
}

/**
 * Every script in every kind of text that lies in the database, with no form before it that might have refused some:
 * all of them in the first of its kind, the others take turns. The last of the campaigns has letters that are printed.
 */
export const plantTexts = async (db: Db, places: Place[], campaigns: string[]): Promise<void> => {
  const seen = new Map<string, number>()
  let words = scripts
  const planted = (path: string, text: string) => {
    const times = seen.get(path) ?? 0
    seen.set(path, times + 1)
    const from = (times * FEW) % words.length
    return `${text}\n\n${(times < 1 ? words : words.slice(from, from + FEW)).join('\n\n')}`
  }
  const into = (path: string, value: unknown): unknown => {
    if (typeof value === 'string') return /\s/.test(value.trim()) ? planted(path, value) : value
    if (Array.isArray(value)) return value.map((each) => into(`${path}[]`, each))
    if (typeof value !== 'object' || value === null) return value
    const named = /\.(?:content|facts|details)$|\[\]$/.test(path)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, into(named ? `${path}.${key}` : `${path}.*`, each)]),
    )
  }
  const stored = places.filter(({ type }) => type !== 'bytea')
  for (const table of new Set(stored.map(({ table }) => table))) {
    const own = stored.filter((place) => place.table === table)
    const whose = table === 'campaigns' ? sql`id` : sql`campaign_id`
    const ours =
      table === 'campaigns' || own[0]?.ofCampaign
        ? sql`(${whose} = any(${campaigns}::uuid[]) or ${whose} is null)`
        : sql`true`
    const { rows } = await sql<Record<string, unknown> & { row_at: string; campaign_id?: string; section?: string }>`
      select t.ctid::text as row_at, t.* from ${sql.table(table)} t where ${ours}`.execute(db)
    for (const { row_at, section = '', ...row } of rows) {
      words = wordsFor(table, (row.campaign_id ?? row.id) === campaigns.at(-1) || !own[0]?.ofCampaign)
      const changed = own.map(({ column, type }) => {
        const value = into(`${table}.${row.campaign_id ?? ''}${section}.${column}`, row[column])
        return sql`${sql.ref(column)} = ${type === 'text' || value === null ? value : JSON.stringify(value)}${type === 'text' ? sql`` : sql`::jsonb`}`
      })
      await sql`update ${sql.table(table)} set ${sql.join(changed)} where ctid = ${row_at}::tid`.execute(db)
    }
  }
}

/** Places that hold nothing hostile: text and JSON without a script, and what is sealed where nothing lies sealed. */
export const listUnplanted = async (db: Db, places: Place[]): Promise<string[]> => {
  const one = ({
    table,
    column,
    type,
  }: Place) => sql`select ${sql.lit(`${table}.${column}`)}::text as name where not exists
    (select from ${sql.table(table)} where ${type === 'bytea' ? sql`${sql.ref(column)} is not null` : sql`${sql.ref(column)}::text like '%top.pwned=%'`})`
  const { rows } = await sql<{ name: string }>`${sql.join(places.map(one), sql` union all `)}`.execute(db)
  return rows.map(({ name }) => name)
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
      values (${campaignId}, ${`planted-${at}`}, 'video', ${url}, ${JSON.stringify({ en: { position: at, text: scripts[at] } })}::jsonb)`.execute(
      db,
    )
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

/** What no text stands in yet: notes, rules, titles, reasons, and what a carrier or a browser said. */
export const plantBeside = async (desk: TestDesk, campaignId: string): Promise<void> => {
  const { db, team, owner } = desk
  const said = sql`${JSON.stringify({ en: allScripts, ru: allScripts })}::jsonb`
  const document = { number: '1', document: null, tabled: null }
  const rule = { addressee: ['working-group'], kind: null, country: null, language: null, resident: null }
  const none = { locked: [], rules: [{ ...rule, template: 'none', reason: { en: allScripts, ru: allScripts } }] }
  await sql`update campaigns set version = 77, state_note = ${said}, letter_rules = ${JSON.stringify(none)}::jsonb,
    declaration = ${JSON.stringify(document)}::jsonb || jsonb_build_object('title', ${said}) where id = ${campaignId}`.execute(
    db,
  )
  await sql`update addressees set leads = ${said} where campaign_id = ${campaignId}`.execute(db)
  await sql`update campaign_editions set note = ${said} where campaign_id = ${campaignId}`.execute(db)
  await sql`update channels set source = 'As its site says'`.execute(db)
  await sql`insert into exports (id, campaign_id, exported_by, purpose, format, reason, rows, created_at)
    values (${newId()}, ${campaignId}, ${owner.accountId}, 'news', 'csv', 'For the hearing', 1, now())`.execute(db)
  await sql`update signature_imports set source = 'On paper, in town' where campaign_id = ${campaignId} and state = 'done'`.execute(
    db,
  )
  await sql`update campaigns set cover = 'cover' where id = ${campaignId}`.execute(db)
  await sql`update campaign_texts set cover = 'A picture of it' where campaign_id = ${campaignId}`.execute(db)
  await sql`update sessions set agent = ${allScripts} where account_id = ${owner.accountId}`.execute(db)
  await recordAct(db, {
    team: team.id,
    account: owner.accountId,
    campaign: campaignId,
    act: 'exported',
    details: { purpose: 'news', format: 'csv', rows: 1, reason: 'For the hearing' },
  })
  await sql`insert into outbox (id, kind, locale, campaign_id, office_id, failed_at, last_error)
    select ${newId()}, 'channel-failing', 'en', ${campaignId}, id, now(), 'No such user here' from offices limit 1`.execute(
    db,
  )
}
