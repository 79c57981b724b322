import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../server/app.ts'
import { composeAnyMail } from '../server/compose-any-mail.ts'
import { type Config, readConfig } from '../server/config.ts'
import type { Db } from '../server/db/index.ts'
import { loadDemo } from '../server/demo.ts'
import type { Vault } from '../server/features/privacy/index.ts'
import { Intake, LiveCampaigns } from '../server/features/signatures/index.ts'
import { settleUpdateMail } from '../server/features/updates/index.ts'
import { type Mailbox, Outbox, openMailbox } from '../server/mail/index.ts'
import { createLogger } from '../server/web/logger.ts'
import { testVault } from './campaign.ts'
import { openDatabase, type TestDatabase } from './database.ts'

export const demo = 'stray-animals-kazakhstan'

export interface TestSite {
  app: FastifyInstance
  db: Db
  vault: Vault
  intake: Intake
  mailbox: Mailbox
  config: Config
  /** http://127.0.0.1:port, where it listens. */
  url: string
  /** There is new mail in the outbox. */
  mailPromised(): void
  /** All mail that is promised has been written to the mailbox. */
  mailSent(): Promise<void>
  close(): Promise<void>
}

interface Wishes {
  env?: Record<string, string>
  now?: () => Date
  demo?: boolean
  vault?: Vault
  /** Migrated; another than a test's own empty one. */
  database?: Pick<TestDatabase, 'db' | 'close'>
}

/** A port that nobody listens on just now: the site's own address stands in its mails, so it is chosen beforehand. */
const freePort = () =>
  new Promise<string>((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(String(address && typeof address === 'object' ? address.port : '')))
    })
  })

/** The whole site on a port and a database of its own, with the demo campaign, as main starts it. */
export const openSite = async (wishes: Wishes = {}): Promise<TestSite> => {
  const { env = {}, now = () => new Date(), demo = true, vault = testVault() } = wishes
  const database = wishes.database ?? (await openDatabase())
  const { db } = database
  const folder = await mkdtemp(join(tmpdir(), 'otklik-site-'))
  const config = readConfig({
    PORT: await freePort(),
    LOG_LEVEL: 'error',
    DATA_DIR: folder,
    MAIL_PER_SECOND: '500',
    ...env,
  })
  if (demo) await loadDemo(db, vault)

  const mailbox = await openMailbox(join(folder, 'mail'), config.mailFrom, now)
  const failures: unknown[] = []
  const outbox = new Outbox({
    db,
    carrier: mailbox,
    compose: composeAnyMail({ db, vault, publicUrl: config.publicUrl }),
    settle: settleUpdateMail,
    perSecond: config.mailPerSecond,
    onError: (error) => failures.push(error),
  })
  const mailPromised = () => outbox.wake()
  const intake = new Intake({ db, vault, now, mailPromised })
  const live = new LiveCampaigns({ db, vault, now })
  const app = await buildApp({
    config,
    logger: createLogger(config.logLevel),
    db,
    vault,
    intake,
    live,
    mailbox,
    now,
    mailPromised,
  })
  const url = await app.listen({ port: config.port, host: '127.0.0.1' })

  const mailSent = async () => {
    mailPromised()
    for (let tries = 0; tries < 200; tries++) {
      const { waiting } = await db
        .selectFrom('outbox')
        .select((row) => row.fn.countAll<number>().as('waiting'))
        .executeTakeFirstOrThrow()
      if (failures.length > 0) throw failures[0]
      if (waiting === 0) return
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error('Mail still waits in the outbox')
  }
  const close = async () => {
    await app.close()
    await intake.drain()
    await outbox.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { app, db, vault, intake, mailbox, config, url, mailPromised, mailSent, close }
}
