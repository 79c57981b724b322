import { afterAll, beforeAll, expect, test } from 'vitest'
import { QueueFullError } from '../../../server/db/index.ts'
import { confirmSignatures } from '../../../server/features/signatures/confirm-signatures.ts'
import { type SignForm, signForm } from '../../../server/features/signatures/forms.ts'
import { findCounts, Intake, openPerson } from '../../../server/features/signatures/index.ts'
import { eraseSignature, withdrawSignature } from '../../../server/features/signatures/leave-campaign.ts'
import { releaseSignatures } from '../../../server/features/signatures/release-signatures.ts'
import { createCampaign, testVault } from '../../campaign.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
const vault = testVault()

beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const openIntake = () => new Intake({ db: database.db, vault, now: () => new Date(), mailPromised: () => {} })

const form = (email: string, more: Partial<SignForm> = {}): SignForm => ({
  ...signForm.parse({ name: 'Ada Lovelace', email, country: 'GB' }),
  ...more,
})

const here = { locale: 'en', networkAddress: '192.0.2.1' } as const

const rowsOf = (campaignId: string) =>
  database.db
    .selectFrom('signatures')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

const mailsOf = async (campaignId: string) =>
  (await database.db.selectFrom('outbox').select('kind').where('campaign_id', '=', campaignId).execute()).map(
    ({ kind }) => kind,
  )

const variants = [
  'ada.lovelace@gmail.com',
  'ADA.Lovelace@Gmail.com',
  'adalovelace@gmail.com',
  'a.d.a.lovelace@gmail.com',
  'ada.lovelace+petition@gmail.com',
  'Ada.Lovelace+1@GMAIL.COM',
  'ada.lovelace@googlemail.com',
  'adalovelace+x+y@googlemail.com',
  'ada.lovelace@gmail.com.',
  ' ada.lovelace@gmail.com',
].map((address) => address.trim())

test('1,000 submissions at once of one address in many spellings count once, with one mail', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  const key = '11111111-1111-4111-8111-111111111111'

  await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      intake.sign(campaign, form(variants[index % variants.length] ?? '', { key }), here),
    ),
  )

  expect(await rowsOf(campaign.id)).toHaveLength(1)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 1, confirmed: 0 })
  expect(await mailsOf(campaign.id)).toEqual(['confirm'])
})

test('an international address is one in Unicode, in punycode and in either normal form', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  for (const address of [
    'почта@пример.рф',
    'ПОЧТА@ПРИМЕР.РФ',
    'почта@xn--e1afmkfd.xn--p1ai',
    'jose\u0301@a.example',
    'josé@a.example',
  ])
    await intake.sign(campaign, form(address), here)
  expect(await rowsOf(campaign.id)).toHaveLength(2)
})

test('1,000 people who sign at once are 1,000 signatures, all sealed and all counted', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  await Promise.all(
    Array.from({ length: 1000 }, (_, index) => intake.sign(campaign, form(`person${index}@mail.example`), here)),
  )
  const rows = await rowsOf(campaign.id)
  expect(rows).toHaveLength(1000)
  expect(new Set(rows.map(({ slot }) => slot)).size).toBeGreaterThan(32)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 1000 })
  for (const { sealed, address_key } of rows.slice(0, 20)) {
    expect(sealed.includes('Ada')).toBe(false)
    expect(openPerson(vault, campaign, address_key, sealed).name).toBe('Ada Lovelace')
  }
})

test('a row cannot be passed off as another: sealed data open only in their own place', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  await intake.sign(campaign, form('one@mail.example'), here)
  await intake.sign(campaign, form('two@mail.example'), here)
  const [one, two] = await rowsOf(campaign.id)
  if (!one || !two) throw new Error('Two rows were expected')
  expect(() => openPerson(vault, campaign, one.address_key, two.sealed)).toThrow()
  expect(() => openPerson(testVault(), campaign, one.address_key, one.sealed)).toThrow()
})

test('signing again brings another mail, five in all, and the same form sent again brings none', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  const key = '22222222-2222-4222-8222-222222222222'
  await intake.sign(campaign, form('ada@mail.example', { key }), here)
  await intake.sign(campaign, form('ada@mail.example', { key }), here)
  expect(await mailsOf(campaign.id)).toHaveLength(1)

  for (let turn = 0; turn < 10; turn++) await intake.sign(campaign, form('ada@mail.example'), here)
  expect(await mailsOf(campaign.id)).toEqual(Array(5).fill('confirm'))
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 1 })
})

test('what was typed last stands until the owner confirms, and nothing changes it afterwards', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  const nameNow = async () => {
    const [row] = await rowsOf(campaign.id)
    return row && openPerson(vault, campaign, row.address_key, row.sealed).name
  }
  await intake.sign(campaign, form('ada@mail.example', { name: 'Adda' }), here)
  await intake.sign(campaign, form('ada@mail.example', { name: 'Ada' }), here)
  expect(await nameNow()).toBe('Ada')

  const [row] = await rowsOf(campaign.id)
  if (!row) throw new Error('A row was expected')
  await intake.confirm(row)
  await intake.sign(campaign, form('ada@mail.example', { name: 'Somebody Else' }), here)
  expect(await nameNow()).toBe('Ada')
  expect(await mailsOf(campaign.id)).toEqual(['confirm', 'confirm', 'already-signed'])
})

test('confirming counts once, however often and by however many clicks at once', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  await intake.sign(campaign, form('ada@mail.example'), here)
  await intake.sign(campaign, form('bob@mail.example'), here)
  const [ada] = await rowsOf(campaign.id)
  if (!ada) throw new Error('A row was expected')
  await Promise.all(Array.from({ length: 50 }, () => intake.confirm(ada)))
  await intake.confirm(ada)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 1, confirmed: 1 })
})

test('a form older than thirty days can no longer be confirmed, and signing again makes it good', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  await intake.sign(campaign, form('ada@mail.example'), here)
  const [row] = await rowsOf(campaign.id)
  if (!row) throw new Error('A row was expected')
  const later = new Date(Date.now() + 31 * 86_400_000)
  await confirmSignatures(database.db, [row], later)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 1, confirmed: 0 })
  await confirmSignatures(database.db, [row], new Date(Date.now() + 29 * 86_400_000))
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 0, confirmed: 1 })
})

test('withdrawing lowers the count, signing anew and confirming raises it, erasing leaves nothing', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  await intake.sign(campaign, form('ada@mail.example'), here)
  const [row] = await rowsOf(campaign.id)
  if (!row) throw new Error('A row was expected')
  await intake.confirm(row)
  await withdrawSignature(database.db, row)
  await withdrawSignature(database.db, row)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ confirmed: 0, withdrawn: 1 })

  await intake.sign(campaign, form('ada@mail.example'), here)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ confirmed: 0, withdrawn: 1 })
  await intake.confirm(row)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ confirmed: 1, withdrawn: 0 })

  await eraseSignature(database.db, row)
  await eraseSignature(database.db, row)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ confirmed: 0, withdrawn: 0, pending: 0 })
  expect(await rowsOf(campaign.id)).toEqual([])
  expect(await mailsOf(campaign.id)).toEqual([])
})

test('over a limit a signature is held, confirmed by its owner while held, and counted when released', async () => {
  const campaign = await createCampaign(database.db, vault, { limits: { network_hour: 3 } })
  const intake = openIntake()
  for (let person = 0; person < 5; person++) await intake.sign(campaign, form(`p${person}@mail.example`), here)
  await intake.sign(campaign, form('far@mail.example'), { locale: 'en', networkAddress: '198.51.100.7' })
  const rows = await rowsOf(campaign.id)
  expect(rows.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending', 'held', 'held', 'pending'])
  expect(rows[3]?.held_reason).toBe('network')
  expect(await mailsOf(campaign.id)).toHaveLength(6)

  for (const row of rows) await intake.confirm(row)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ confirmed: 4, held: 2 })

  expect(await releaseSignatures(database.db, campaign.id, rows[3]?.id)).toBe(1)
  expect(await releaseSignatures(database.db, campaign.id)).toBe(1)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ confirmed: 6, held: 0, pending: 0 })
})

test('one bad row is refused alone, and its neighbours of the same batch are taken', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  const outcomes = await Promise.allSettled([
    intake.sign(campaign, form('one@mail.example'), here),
    intake.sign(campaign, form('two@mail.example', { visibility: 'nonsense' as 'full' }), here),
    intake.sign(campaign, form('three@mail.example'), here),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await rowsOf(campaign.id)).toHaveLength(2)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 2 })
})

test('past the bound of the queue a signature is refused at once, and all that were taken are kept', async () => {
  const campaign = await createCampaign(database.db, vault)
  const intake = openIntake()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5000 }, (_, index) => intake.sign(campaign, form(`q${index}@mail.example`), here)),
  )
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  for (const outcome of refused) expect(outcome.reason).toBeInstanceOf(QueueFullError)
  expect(await findCounts(database.db, campaign.id)).toMatchObject({ pending: 5000 - refused.length })
})
