import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Db, migrate, newId } from '../../server/db/index.ts'
import { loadMasterKey, Vault } from '../../server/features/privacy/index.ts'
import { startMailing } from '../../server/features/updates/mail-update.ts'
import { createUpdate, postUpdate } from '../../server/features/updates/save-update.ts'
import { createCampaign } from '../campaign.ts'
import { addSignature } from '../features/moderation/signatures.ts'
import { openReceiver } from '../mail/smtp-receiver.ts'
import { temporaryFolder } from '../temporary.ts'
import { startServer } from './server-process.ts'
import { withDatabase } from './stored-signatures.ts'

const PEOPLE = 60
/** When the server is killed: so many mails have come. */
const KILLS = [5, 30]
/** As many mails as a server takes in hand. */
const AT_ONCE = 20

let folder: string
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  folder = await temporaryFolder('mailing')
  receiver = await openReceiver()
})
afterAll(async () => {
  await receiver.close()
  await rm(folder, { recursive: true, force: true })
})

/** People who agreed to news, and news that have begun to go out. */
const beginMailing = async (db: Db) => {
  await migrate(db)
  const vault = new Vault(loadMasterKey(join(folder, 'secret.key'), { mayCreate: true }))
  const campaign = await createCampaign(db, vault)
  for (let person = 0; person < PEOPLE; person++)
    await addSignature(db, vault, campaign, { email: `reader.${person}@mail.example`, updates: true })
  const [id, account] = [newId(), newId()]
  const texts = [{ locale: 'en' as const, title: 'The bill was read', body: 'A second time.' }]
  await createUpdate(db, { campaignId: campaign.id, id, account }, { happenedOn: '2026-03-11', texts })
  await postUpdate(db, campaign.id, id)
  await startMailing(db, campaign.id, id, account)
}

/** Whose mail the killed server had in hand: nobody takes it up again before the lease has ended, and it ends now. */
const endLeases = async (db: Db) => {
  const { rows } = await sql<{ id: string }>`
    update outbox set due_at = now() where due_at > now() + interval '10 seconds' returning id`.execute(db)
  return rows.map(({ id }) => id)
}

const idsReceived = () => receiver.received.map(({ mail }) => /^<([\da-f-]+)@/.exec(mail.messageId ?? '')?.[1] ?? '')

test(
  'news mailed by a server that is killed twice reach everybody, and come twice only to those whose mail it had in hand',
  () =>
    withDatabase(folder, async (db) => {
      await beginMailing(db)
      const inHand: string[] = []
      const start = () =>
        startServer({ DATA_DIR: folder, SMTP_URL: receiver.url, LOG_LEVEL: 'error', MAIL_PER_SECOND: '80' })
      for (const received of KILLS) {
        const server = await start()
        await vi.waitUntil(() => receiver.received.length >= received, { timeout: 20_000, interval: 2 })
        expect((await server.end('SIGKILL')).signal).toBe('SIGKILL')
        inHand.push(...(await endLeases(db)))
      }
      const server = await start()
      const countPeople = () => new Set(receiver.received.map(({ to }) => to[0])).size
      await vi.waitUntil(() => countPeople() === PEOPLE, { timeout: 20_000, interval: 20 })
      await server.end('SIGTERM')

      expect(receiver.received.every(({ to }) => to.length === 1)).toBe(true)
      const ids = idsReceived()
      const twice = ids.filter((id, index) => ids.indexOf(id) < index)
      expect(new Set(ids).size, 'a mail that comes again is the same one').toBe(PEOPLE)
      expect(twice.filter((id) => !inHand.includes(id))).toEqual([])
      expect(inHand.length).toBeLessThanOrEqual(AT_ONCE * KILLS.length)
      expect(await db.selectFrom('outbox').select('id').execute()).toEqual([])
      const mailing = await db.selectFrom('mailings').select(['state', 'queued', 'sent', 'failed', 'dropped']).execute()
      expect(mailing).toEqual([{ state: 'fed', queued: PEOPLE, sent: PEOPLE, failed: 0, dropped: 0 }])
      expect(await db.selectFrom('update_receivers').select('state').distinct().execute()).toEqual([{ state: 'sent' }])
    }),
  90_000,
)
