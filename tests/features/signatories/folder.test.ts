import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type CampaignFolder,
  exportCampaign,
  findCampaign,
  importCampaign,
  writeCampaignFolder,
} from '../../../server/features/campaigns/index.ts'
import type { Vault } from '../../../server/features/privacy/index.ts'
import { testVault } from '../../campaign.ts'
import { openDatabase } from '../../database.ts'
import {
  bend,
  type Files,
  folderOf,
  goodFolder,
  makeFolder,
  problemsOf,
  readGood,
  readText,
} from '../campaigns/folders.ts'

const signatories = `groups:
  - {key: soc, short: SOC, name: {en: Socialists, ru: Социалисты}}
  - {key: epp, short: {en: EPP, ru: ЕНП}, name: {en: People’s Party, ru: Народная партия}}
organisations:
  - {key: watch, name: {en: River Watch, ru: Речной дозор}, website: "https://watch.example/", country: KZ}
  - {key: anglers, name: {ru: Рыболовы}}
office_holders:
  - {key: boer, honorific: ms, given: {en: Margreet}, surname: {en: De BOER}, country: NL, group: soc, since: 2019}
  - {key: lloyd, honorific: sir, given: {en: Tony}, surname: {en: LLOYD}, country: GB, capacity: {en: Member}}
`

const tabled = (file: string): Files => ({
  ...bend(
    [
      'campaign.yaml',
      'comments: after-rules\n',
      'comments: after-rules\ndeclaration: {number: 734, document: Doc. 15452, tabled: 2022-02-08}\nco_signing: open\n',
    ],
    ['en.md', 'points:\n', 'leads:\n  mayor: "We urge the Mayor to:"\npoints:\n'],
  ),
  'signatories.yaml': file,
})

let database: Awaited<ReturnType<typeof openDatabase>>
let vault: Vault

beforeAll(async () => {
  database = await openDatabase()
  vault = testVault()
})
afterAll(() => database.close())

const take = (folder: CampaignFolder) => importCampaign(database.db, folder, () => vault.newDataKey())

test('leads, how it was tabled and who has signed go into the database and come back the same', async () => {
  const folder = await folderOf(tabled(signatories))
  await take(folder)
  expect(await exportCampaign(database.db, 'river')).toEqual(folder)
  expect(await take(folder)).toMatchObject({ changed: false })

  await using target = await makeFolder({})
  await writeCampaignFolder(target.dir, folder)
  expect(await readGood(target.dir)).toEqual(folder)
  expect(await readText(target.dir, 'signatories.yaml')).not.toMatch(/null|\{\}/)
})

test('a folder without the file says nothing of signatories; one with it withdraws whom it no longer has', async () => {
  const before = await findCampaign(database.db, 'river')
  const { 'signatories.yaml': _, ...silent } = tabled(signatories)
  expect(await take(await folderOf(silent))).toMatchObject({ changed: false })

  const fewer = signatories.replace(/ {2}- \{key: watch.*\n/, '')
  expect(await take(await folderOf(tabled(fewer)))).toMatchObject({ changed: true })
  const campaign = await findCampaign(database.db, 'river')
  expect(campaign?.signatories.organisations.map(({ key }) => key)).toEqual(['anglers'])
  expect(campaign?.version).toBeGreaterThan(before?.version ?? 0)
  const rows = await database.db.selectFrom('signatories').select(['key', 'state']).orderBy('key').execute()
  expect(rows.map(({ key, state }) => `${key} ${state}`)).toEqual([
    'anglers confirmed',
    'boer confirmed',
    'lloyd confirmed',
    'watch withdrawn',
  ])

  expect(await take(await folderOf(tabled(signatories)))).toMatchObject({ changed: true })
  expect(await exportCampaign(database.db, 'river')).toEqual(await folderOf(tabled(signatories)))
})

test('what is wrong among signatories is told by line', async () => {
  const bad = signatories
    .replace('group: soc', 'group: none')
    .replace('key: anglers', 'key: watch')
    .replace('country: GB', 'country: gb')
  expect(await problemsOf(tabled(bad))).toEqual([
    expect.stringMatching(/^signatories\.yaml:9: office_holders\[1\]\.country: must/),
  ])
  expect(await problemsOf(tabled(bad.replace('gb', 'GB')))).toEqual([
    'signatories.yaml:6: organisations[1].key: watch is given twice',
    'signatories.yaml:8: office_holders[0].group: none is not among the groups',
  ])
  expect(
    await problemsOf({
      ...goodFolder(),
      'en.md': (goodFolder()['en.md'] ?? '').replace('points:', 'leads: {king: "x"}\npoints:'),
    }),
  ).toEqual([expect.stringContaining('king is not among the addressees')])
})
