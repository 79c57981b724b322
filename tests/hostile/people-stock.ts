import { sql } from 'kysely'
import { newId } from '../../server/db/index.ts'
import { accountToken } from '../../server/features/accounts/account-links.ts'
import { makeFirstLink } from '../../server/features/accounts/first-links.ts'
import { invitationToken as teamToken } from '../../server/features/accounts/invitations.ts'
import { letterToken } from '../../server/features/dispatch/letter-link.ts'
import { quarantine } from '../../server/features/dispatch/quarantine.ts'
import { sealNote } from '../../server/features/moderation/decide.ts'
import type { SealedCampaign } from '../../server/features/privacy/index.ts'
import { createSending, createWriter } from '../../server/features/sendings/index.ts'
import { sealAnswer } from '../../server/features/sendings/receive-answer.ts'
import { sealSending } from '../../server/features/sendings/sealed-writer.ts'
import { writerToken } from '../../server/features/sendings/writers.ts'
import { invitationToken, mailToken } from '../../server/features/signatories/co-signing-link.ts'
import { sealContact } from '../../server/features/signatories/sealed-contact.ts'
import { linkToken } from '../../server/features/signatures/private-link.ts'
import type { TestDesk } from '../desk.ts'
import { addSignature } from '../features/moderation/signatures.ts'
import { type Named, PIXEL } from './desk-stock.ts'
import { scripts } from './desk-strings.ts'
import type { Subjects } from './every-mail.ts'

/** Tokens of private links by what stands before them in an address. */
export type Tokens = Record<string, string[]>

const OFFICE = 'government'
const DAY = 24 * 3_600_000
const dayBefore = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10)

/** What people who only have a link leave at a campaign: letters, answers, signatures, invitations; and their links. */
export const stockPeople = async (desk: TestDesk, campaign: SealedCampaign, slug: string, member: string) => {
  const signed = await stockSignatures(desk, campaign)
  const letters = await stockLetters(desk, campaign)
  const invited = await stockInvited(desk, campaign)
  const accounts = await stockAccounts(desk, member)
  await stockCorrections(desk)
  const named: Named = { ...letters.named, ...invited.named, ...accounts.named, import: await importFile(desk, slug) }
  const tokens: Tokens = { ...signed.tokens, ...letters.tokens, ...invited.tokens, ...accounts.tokens }
  const about = { ...signed.about, ...letters.about, ...invited.about, ...accounts.about, campaign_id: campaign.id }
  const otherwise = { ...about, ...signed.otherwise, ...letters.otherwise, ...invited.otherwise, ...accounts.otherwise }
  const subjects: Subjects[] = [about, otherwise]
  return { named, tokens, subjects }
}

const stockSignatures = async ({ db, vault }: TestDesk, campaign: SealedCampaign) => {
  const words = { name: 'Sigrid Signer', city: 'Great Ashfield', comment: 'It has to end' }
  for (const commentState of ['shown', 'waiting'] as const) {
    await addSignature(db, vault, campaign, { ...words, commentState, updates: true })
    await addSignature(db, vault, campaign, { ...words, commentState, visibility: 'initial', locale: 'ru' })
  }
  await addSignature(db, vault, campaign, { ...words, state: 'held', heldReason: 'network' })
  const signature = await addSignature(db, vault, campaign, { ...words, commentState: 'refused', updates: true })
  const pending = await addSignature(db, vault, campaign, { ...words, state: 'pending' })
  const id = newId()
  const note = sealNote(vault, campaign, id, 'It names somebody')
  await sql`insert into moderation_decisions
    (id, batch_id, campaign_id, kind, slot, subject_id, decision, reason, note, decided_at)
    values (${id}, ${newId()}, ${campaign.id}, 'comment', ${signature.slot}, ${signature.id}, 'refused', 'abuse', ${note}, now())`.execute(
    db,
  )
  const [my, stop] = (['my', 'updates-stop'] as const).map((purpose) => linkToken(vault, purpose, signature))
  const tokens = { my: [my ?? ''], 'updates-stop': [stop ?? ''], confirmations: [linkToken(vault, 'confirm', pending)] }
  const keyOf = ({ slot, id }: typeof signature) => ({ slot, signature_id: id })
  return { tokens, about: keyOf(signature), otherwise: keyOf(pending) }
}

const stockLetters = async (desk: TestDesk, campaign: SealedCampaign) => {
  const { db, vault } = desk
  await db.updateTable('institutions').set({ answer_rule: 'kz-appk-76' }).where('country', '=', 'KZ').execute()
  const { office_id } = await db
    .selectFrom('addressees')
    .select('office_id')
    .where('campaign_id', '=', campaign.id)
    .where('key', '=', OFFICE)
    .executeTakeFirstOrThrow()
  const person = { name: 'Wanda Writer', email: 'wanda@mail.example', confirmed: true, wantsReminders: true }
  const writer = await createWriter(db, vault, { campaign, locale: 'en', resident: true, person })
  const token = writerToken(vault, writer.id)
  const draft = async () => {
    const about = { campaignId: campaign.id, writerId: writer.id, addressee: OFFICE, officeId: office_id }
    return (await createSending(db, { ...about, channel: 'post', locale: 'en', now: new Date() })).id
  }
  const [letter, promised, sent, waiting] = [await draft(), await draft(), await draft(), newId()]
  await sql`update sendings set holder = '{"en": "Olzhas Bektenov", "ru": "Олжас Бектенов"}' where id = ${letter}`.execute(
    db,
  )
  const report = (id: string, form: string, fields: Record<string, string>) =>
    desk.nobody.post(`/en/writing/${token}/letters/${id}/${form}`, fields)
  await report(letter, 'sent', { channel: 'post', sent_on: dayBefore(120) })
  await report(sent, 'sent', { channel: 'post', sent_on: dayBefore(2) })
  await report(letter, 'registered', { number: 'ЗТ-17', registered_on: dayBefore(119) })

  const secrets = { number: '', letter: { subject: 'On the review', text: 'Dear Sir or Madam' } }
  await sql`update sendings set sealed = ${sealSending(vault, campaign, promised, secrets)} where id = ${promised}`.execute(
    db,
  )
  await sql`insert into deliveries (sending_id, campaign_id, office_id, stage, not_before, reply_hash, last_error)
    values (${promised}, ${campaign.id}, ${office_id}, 'drafted', now(), '\\x00', 'No such user')`.execute(db)
  const file = vault.seal(campaign, PIXEL.toString('base64'), Buffer.from(waiting.replaceAll('-', ''), 'hex'))
  await sql`insert into answers (id, sending_id, received_on, state, sealed, file_name, file_type, file_sealed)
    values (${waiting}, ${letter}, '2026-03-20', 'waiting', ${sealAnswer(vault, campaign, waiting, 'We have read it')},
      'a reply.png', 'image/png', ${file})`.execute(db)
  await sql`insert into sending_proofs (sending_id, type, sealed) values (${letter}, 'image/png',
    ${vault.seal(campaign, PIXEL.toString('base64'), Buffer.from(letter.replaceAll('-', ''), 'hex'))})`.execute(db)
  const answer = newId()
  await sql`insert into answers (id, campaign_id, office_id, received_on, kind, state, public_text, public_file,
      public_file_type, locale, published_on)
    values (${answer}, ${campaign.id}, ${office_id}, '2026-03-20', 'refused', 'published', 'It is refused', ${PIXEL},
      'image/png', 'en', '2026-03-22')`.execute(db)
  const attachment = { name: 'a reply.png', type: 'image/png', content: PIXEL }
  await quarantine(db, vault, campaign, attachment, { answerId: waiting, position: 0 })
  const links = ['writing-mail', 'writing-stop'] as const
  const tokens: Tokens = { writing: [token], dispatch: [letterToken(vault, promised)] }
  for (const link of links) tokens[link] = [writerToken(vault, writer.id, link)]
  const named = { letter, promised, sent, addressee: OFFICE, answer: waiting, file: `${answer}.png` }
  await db.updateTable('writers').set({ reminders: true }).where('id', '=', writer.id).execute()
  await db
    .updateTable('channels')
    .set({ state: 'failing' })
    .where('office_id', '=', office_id)
    .where('kind', '=', 'email')
    .execute()
  const about = { writer_id: writer.id, sending_id: letter, office_id }
  return { named, tokens, about, otherwise: { sending_id: promised } }
}

const stockInvited = async ({ db, vault }: TestDesk, campaign: SealedCampaign) => {
  const of: Record<string, string> = {}
  for (const state of ['pending', 'invited', 'waiting', 'refused'] as const) {
    const id = newId()
    const facts = { name: { en: 'A body of law', ru: 'Орган права' }, website: 'https://x.example/', country: 'KZ' }
    const contact = { person: 'Corin Contact', email: 'a@b.example', reason: 'It is not known' }
    await sql`insert into signatories (id, campaign_id, kind, key, position, state, facts, sealed, invitation, invited_until)
      values (${id}, ${campaign.id}, 'organisation', ${state}, 2000, ${state}, ${JSON.stringify(facts)}::jsonb,
        ${sealContact(vault, campaign, id, contact)}, 1, now() + interval '9 days')`.execute(db)
    of[state] = id
  }
  const { pending = '', invited = '', waiting = '' } = of
  const tokens = {
    'co-signing': [pending, waiting].map((id) => mailToken(vault, id)),
    'invitations-to-sign': [invited, waiting].map((id) => invitationToken(vault, id, 1)),
  }
  return { named: { pending, waiting }, tokens, about: { signatory_id: pending }, otherwise: { signatory_id: invited } }
}

const stockAccounts = async ({ db, vault, team, owner }: TestDesk, member: string) => {
  const [passkey, reset, change, invitation] = [newId(), newId(), newId(), newId()]
  await sql`insert into passkeys (id, account_id, credential_id, public_key, name)
    values (${passkey}, ${owner.accountId}, ${PIXEL}, ${PIXEL}, 'My key')`.execute(db)
  const email = vault.sealOfAccount('new@team.example', `address ${change}`)
  const former = vault.sealOfAccount('old@team.example', `former ${change}`)
  await sql`insert into account_links (id, account_id, purpose, sealed, former, expires_at) values
    (${reset}, ${member}, 'password-reset', null, null, now() + interval '1 day'),
    (${change}, ${owner.accountId}, 'address-change', ${email}, ${former}, now() + interval '1 day')`.execute(db)
  await sql`insert into invitations (id, organiser_id, address_key, sealed, roles, locale, invited_by, expires_at)
    values (${invitation}, ${team.id}, ${vault.addressKey('team', 'c@b.example')},
      ${vault.sealOfAccount('c@b.example', `invitation ${invitation}`)}, '{editor}', 'en', ${owner.accountId},
      now() + interval '7 days')`.execute(db)
  const { id: session } = await db
    .selectFrom('sessions')
    .select('id')
    .where('account_id', '=', owner.accountId)
    .executeTakeFirstOrThrow()
  const tokens: Tokens = {
    welcome: (await makeFirstLink(db, member, new Date())).split('/').slice(-1),
    invitations: [teamToken(vault, invitation)],
    'password-reset': [accountToken(vault, 'password-reset', reset)],
    address: [accountToken(vault, 'address-change', change)],
  }
  const about = { invitation_id: invitation, account_link_id: reset, account_id: owner.accountId }
  return { named: { passkey, session }, tokens, about, otherwise: { account_link_id: change } }
}

const stockCorrections = async ({ db }: TestDesk) => {
  const channel = await db
    .selectFrom('channels')
    .select(['id', 'office_id'])
    .where('kind', '=', 'email')
    .executeTakeFirstOrThrow()
  for (const about of ['It moved', 'It is closed'])
    await sql`insert into corrections (id, office_id, about, channel_id, kind, address, source_url, replaced) values
      (${newId()}, ${channel.office_id}, ${about}, ${channel.id}, 'post', 'A new street 5',
      'https://office.example/contact us', '{"en": "Old street 4", "ru": "Старая улица 4"}')`.execute(db)
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A file that somebody has uploaded, each string a name, a city and part of an address in a row of its own. */
const hostileFile = () =>
  [
    'a name,a mail,a city',
    'Ada Lovelace,ada@mail.example,London',
    ...scripts.map((text, at) => [text, `a${at}${at % 2 ? text : '@mail.example'}`, text].map(cell).join(',')),
  ].join('\n')

/** An upload whose columns somebody has named. */
const importFile = async (desk: TestDesk, slug: string) => {
  const body = new FormData()
  body.append('file', new Blob([hostileFile()]), 'some people.csv')
  const headers = { origin: desk.url, cookie: desk.owner.cookie }
  const at = `${desk.url}/desk/campaigns/${slug}/imports`
  const answer = await fetch(at, { method: 'POST', body, headers, redirect: 'manual' })
  const location = answer.headers.get('location') ?? ''
  const columns = { column_0: 'name', column_1: 'email', column_2: 'city', header: 'on', country: 'KZ', locale: 'en' }
  await desk.owner.post(`${location}/columns`, columns)
  return location.split('/').at(-1) ?? ''
}
