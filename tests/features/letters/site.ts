import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import type { Db } from '../../../server/db/index.ts'
import { importCampaign, readCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { checkLetters, letterBatches, letters } from '../../../server/features/letters/index.ts'
import { locales } from '../../../server/i18n/index.ts'
import { inProject } from '../../../server/paths.ts'
import { createSite } from '../../../server/render/page.ts'
import { answerErrors } from '../../../server/web/errors.ts'
import { zodCompiler } from '../../../server/web/zod.ts'
import { testVault } from '../../campaign.ts'
import { importDemoDirectory } from '../../directory.ts'

export const slug = 'stray-animals-kazakhstan'
export const now = () => new Date('2026-03-12T09:00:00Z')

/** The letters of the demo campaign behind HTTP, as the app has them. */
export const openLetters = async (db: Db): Promise<FastifyInstance> => {
  const read = await readCampaignFolder(inProject('server/features/campaigns/demo', slug), checkLetters)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const vault = testVault()
  await importDemoDirectory(db)
  await importCampaign(db, read.folder, () => vault.newDataKey())

  const app = fastify()
  app.setValidatorCompiler(zodCompiler)
  await app.register(formbody)
  const assets = { url: (name: string) => `/assets/${name}`, all: [] }
  const site = await createSite(app, { publicUrl: 'https://otklik.example', assets })
  answerErrors(app, site)
  for (const locale of locales) {
    const shared = { prefix: `/${locale}`, locale, db, site, now }
    await app.register(letterBatches, shared)
    await app.register(letters, shared)
  }
  return app
}

export const post = (app: FastifyInstance, url: string, fields: Record<string, string | string[]>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
    ).toString(),
  })

export const anna = {
  name: 'Иванова Анна Петровна',
  gender: 'auto',
  country: 'KZ',
  city: 'Алматы',
  address: 'ул. Абая, д. 10, кв. 5',
  resident: 'yes',
  phone: '',
  email: 'anna@example.org',
  own_words: 'Мою собаку поймали <b>вчера</b>.',
  topics: ['pets'],
  demands: ['law', 'moratorium'],
  enclose: 'on',
  language: 'ru',
}
