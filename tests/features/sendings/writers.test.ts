import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createSending,
  createWriter,
  idFromKey,
  openWriter,
  readWriterToken,
  unknownPerson,
  writerToken,
} from '../../../server/features/sendings/index.ts'
import { openCampaign } from './letters-on-their-way.ts'

let here: Awaited<ReturnType<typeof openCampaign>>
beforeAll(async () => {
  here = await openCampaign()
})
afterAll(() => here.close())

test('a writer is known by a token that nothing else makes, and that is of one use', async () => {
  const { vault } = here
  const { writerId } = await here.draft()
  const token = writerToken(vault, writerId)
  expect(readWriterToken(vault, token)).toBe(writerId)
  expect(readWriterToken(vault, token, 'writing-mail')).toBeUndefined()
  expect(readWriterToken(vault, writerToken(vault, writerId, 'writing-stop'))).toBeUndefined()
  for (const wrong of [
    '',
    token.slice(1),
    `${token}A`,
    `B${token.slice(1)}`,
    token.toLowerCase(),
    `${'%00'}${token}`,
  ]) {
    expect(readWriterToken(vault, wrong)).toBeUndefined()
  }
})

test('what is kept of a writer is sealed to their own row', async () => {
  const { db, vault, campaign } = here
  const person = { ...unknownPerson, name: 'Айгерим Канарейкина', email: 'canary@example.org' }
  const { id } = await createWriter(db, vault, { campaign, locale: 'ru', resident: true, person })
  const row = await db.selectFrom('writers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(openWriter(vault, campaign, id, row.sealed)).toEqual(person)
  expect(row.sealed?.includes('Канарейкина') || row.sealed?.includes('canary')).toBe(false)
  expect(() => openWriter(vault, campaign, writerToken(vault, id), row.sealed)).toThrow()
  expect(openWriter(vault, campaign, id, null)).toEqual(unknownPerson)
})

test('a form sent fifty times at once creates one writer and one letter', async () => {
  const { db, vault, campaign, offices } = here
  const key = '0b9c9a62-3f3c-4a57-9d43-3a5b0c6d7e8f'
  const [writerId, sendingId] = [idFromKey(vault, 'writer', key), idFromKey(vault, 'sending', key)]
  expect(writerId).not.toBe(sendingId)
  const office = offices[0]
  if (!office) throw new Error('The campaign addresses nobody')
  const send = () =>
    db.transaction().execute(async (trx) => {
      const writer = await createWriter(trx, vault, {
        id: writerId,
        campaign,
        locale: 'en',
        resident: true,
        person: null,
      })
      const sending = await createSending(trx, {
        id: sendingId,
        campaignId: campaign.id,
        writerId,
        addressee: office.key,
        officeId: office.office_id,
        channel: 'post',
        locale: 'en',
        now: new Date(),
      })
      return [writer.created, sending.created]
    })
  const created = await Promise.all(Array.from({ length: 50 }, send))
  expect(created.filter(([writer, sending]) => writer && sending)).toHaveLength(1)
  expect(created.filter(([writer, sending]) => !writer && !sending)).toHaveLength(49)
})

test('a letter remembers who held the office when it was written', async () => {
  const president = here.offices.findIndex(({ key }) => key === 'president')
  const { id } = await here.draft({ place: president })
  const { holder } = await here.db
    .selectFrom('sendings')
    .select('holder')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(holder).toEqual({ en: expect.stringContaining('Tokayev'), ru: expect.stringContaining('Токаев') })
})
