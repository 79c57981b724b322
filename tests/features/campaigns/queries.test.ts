import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../../server/db/index.ts'
import {
  evidenceIn,
  findCampaign,
  findLetterSources,
  findVersion,
  importCampaign,
  listCampaigns,
} from '../../../server/features/campaigns/index.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { bend, type Files, folderOf, goodFolder, without } from './folders.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
  await load(database.db, goodFolder())
})
afterAll(() => database.close())

const load = async (db: Db, files: Files) => importCampaign(db, await folderOf(files), () => randomBytes(32))

test('a campaign is found whole', async () => {
  const campaign = await findCampaign(database.db, 'river')

  expect(campaign).toMatchObject({
    slug: 'river',
    kind: 'petition',
    state: 'open',
    country: 'KZ',
    goal: 1000,
    openedOn: '2026-03-02',
    comments: 'after-rules',
    limits: { network_hour: 60, domain_hour: 3000, campaign_minute: 3000 },
    facts: { keeping_days: 60, law: { en: 'the Water Code', ru: 'Водный кодекс' } },
    version: 1,
    dataKey: expect.any(Buffer),
    updatedAt: expect.any(Date),
    organiser: {
      slug: 'friends',
      name: { en: 'Friends of the River', ru: 'Друзья реки' },
      email: 'friends@river.example',
    },
    texts: {
      en: {
        title: 'Clean the river',
        callToAction: 'Sign for a clean river.',
        body: '## What we see\n\nThe river *stinks*.',
        brief: [{ text: 'No filters since 2019.', source: 'https://news.example/' }],
      },
      ru: { title: 'Очистите реку', brief: [] },
    },
    demands: [
      {
        key: 'clean',
        texts: { en: 'Clean it.', ru: 'Очистить.' },
        letterTexts: { en: 'clean the river', ru: 'очистить реку' },
      },
      { key: 'fence' },
    ],
    topics: [
      { key: 'smell', labels: { en: 'The smell', ru: 'Запах' }, letterTexts: { en: 'It smells.', ru: 'Она пахнет.' } },
    ],
  })
})

test('its addressees come in order, each with office, official, channels, demands and points', async () => {
  const campaign = await findCampaign(database.db, 'river')

  expect(campaign?.addressees).toEqual([
    {
      key: 'mayor',
      demands: ['clean', 'fence'],
      points: { en: 'The town owns the pipe.' },
      leads: {},
      office: {
        id: expect.any(String),
        slug: 'mayor',
        inDirectory: false,
        name: { en: 'Mayor', ru: { nominative: 'Аким', genitive: 'Акима', dative: 'Акиму' } },
        salutation: { en: 'Dear Mayor,', ru: 'Уважаемый аким!' },
        institution: {
          slug: 'town',
          name: { en: 'Town Hall', ru: 'Акимат' },
          country: 'KZ',
          timeZone: null,
          workingHours: null,
          answerRule: null,
        },
      },
      official: {
        gender: 'female',
        name: { en: 'Ada Ivanova', ru: { nominative: 'Иванова Ада Павловна', dative: 'Ивановой А. П.' } },
        salutation: { en: 'Dear Ms Ivanova,', ru: 'Уважаемая Ада Павловна!' },
      },
      channels: [
        {
          id: expect.any(String),
          kind: 'email',
          address: { en: 'mayor@town.example', ru: 'mayor@town.example' },
          residentsOnly: false,
          languages: ['en', 'ru'],
          maxLength: null,
          exposes: [],
          note: {},
          state: 'working',
          attachments: null,
          legalStanding: null,
          source: null,
          checkedOn: null,
        },
        expect.objectContaining({ kind: 'post', residentsOnly: true, languages: ['ru'] }),
      ],
    },
    expect.objectContaining({
      key: 'ministry',
      official: null,
      demands: ['fence'],
      points: {},
      channels: [expect.objectContaining({ maxLength: 5000, exposes: ['iin'], note: { en: 'Slow.' } })],
    }),
  ])
})

test('each language has its own evidence in its own order', async () => {
  const campaign = await findCampaign(database.db, 'river')
  if (!campaign) throw new Error('the small campaign was imported')

  expect(evidenceIn(campaign, 'en').map(({ key, caption }) => [key, caption])).toEqual([
    ['fish', 'Dead fish'],
    ['pipe', 'The pipe'],
  ])
  expect(evidenceIn(campaign, 'ru')).toEqual([
    {
      key: 'pipe',
      kind: 'photo',
      url: 'https://photo.example/1',
      happened: '2021',
      warning: null,
      caption: 'Труба',
      position: 0,
    },
  ])
})

test('what does not exist is undefined', async () => {
  const { db } = database
  expect(await findCampaign(db, 'sea')).toBeUndefined()
  expect(await findCampaign(db, "river' or 1=1 --")).toBeUndefined()
  expect(await findVersion(db, '00000000-0000-7000-8000-000000000000')).toBeUndefined()
})

test('templates are listed by language and addressee', async () => {
  const { db } = database
  const campaign = await findCampaign(db, 'river')
  const { templates } = await findLetterSources(db, campaign?.id ?? '')

  expect(templates.map(({ locale, addressee }) => [locale, addressee])).toEqual([
    ['en', ''],
    ['ru', ''],
    ['ru', 'mayor'],
  ])
  expect(templates[2]?.source).toBe('Прошу Вас.')
})

test('the list has open campaigns before closed ones, later before earlier, and no drafts', async () => {
  const { db } = database
  const russian = without('en.md', 'letters/en.hbs')
  const under = (slug: string, state: string, opened: string, files = goodFolder()) => ({
    ...files,
    'campaign.yaml':
      bend(
        ['campaign.yaml', 'slug: river', `slug: ${slug}`],
        ['campaign.yaml', 'state: open', `state: ${state}`],
        ['campaign.yaml', '2026-03-02', opened],
      )['campaign.yaml'] ?? '',
  })
  await load(db, under('closed-late', 'closed', '2026-06-01'))
  await load(db, under('draft', 'draft', '2026-06-01'))
  await load(db, under('open-late', 'open', '2026-05-01', russian))

  const list = await listCampaigns(db)

  expect(list.map(({ slug }) => slug)).toEqual(['open-late', 'river', 'closed-late'])
  expect(list[0]).toMatchObject({
    titles: { ru: 'Очистите реку' },
    summaries: { ru: 'Река грязная.' },
    goal: 1000,
    kind: 'petition',
  })
  expect(list[0]?.titles).not.toHaveProperty('en')
})
