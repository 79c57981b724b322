import { join } from 'node:path'
import { buildApp } from './app.ts'
import { composeAnyMail } from './compose-any-mail.ts'
import type { Config } from './config.ts'
import type { OpenDatabase } from './db/open.ts'
import { loadDemo } from './demo.ts'
import { offerFirstLink } from './features/accounts/index.ts'
import { Dispatcher, forgetDrafts, openLetterbox } from './features/dispatch/index.ts'
import { forgetFiles } from './features/exchange/index.ts'
import type { Vault } from './features/privacy/index.ts'
import { Reminders } from './features/sendings/index.ts'
import { forgetContacts } from './features/signatories/index.ts'
import { checkVault, Intake, LiveCampaigns } from './features/signatures/index.ts'
import { Mailings, settleUpdateMail } from './features/updates/index.ts'
import { Housekeeping } from './housekeeping.ts'
import { Outbox, openMailbox, readTlsPair, smtpCarrier, smtpLetters } from './mail/index.ts'
import { letInWaiting } from './web/drain.ts'
import type { Logger } from './web/logger.ts'

export interface RunningServer {
  /** What to tell the person who started it. */
  greeting: string
  address: string
  /** Answers what is in flight, commits what was taken, sends the mail in hand, and lets go of the database. */
  close(): Promise<void>
}

/** What a process stands on. */
interface Ground {
  config: Config
  logger: Logger
  vault: Vault
  /** Closed with the server, and where the start fails. */
  database: OpenDatabase
}

/** Starts everything that one process runs, in the order in which each part needs the last. */
export const startServer = async ({ config, logger, vault, database }: Ground): Promise<RunningServer> => {
  const { db } = database
  const now = () => new Date()
  try {
    const inboundTls = config.inbound?.tls && readTlsPair(config.inbound.tls)
    await checkVault(db, vault)
    if (config.demo) await loadDemo(db, vault)

    const mailbox = config.smtpUrl ? undefined : await openMailbox(join(config.dataDir, 'mail'), config.mailFrom, now)
    const carrier = mailbox ?? smtpCarrier(config.smtpUrl ?? '', config.mailFrom)
    const outbox = new Outbox({
      db,
      carrier,
      compose: composeAnyMail({ db, vault, publicUrl: config.publicUrl }),
      settle: settleUpdateMail,
      perSecond: config.mailPerSecond,
      onError: (error) => logger.warn({ err: error }, 'A mail did not leave'),
    })
    const mailPromised = () => outbox.wake()
    const intake = new Intake({ db, vault, now, mailPromised })
    const live = new LiveCampaigns({ db, vault, now })

    const app = await buildApp({ config, logger, db, vault, intake, live, mailbox, now, mailPromised })
    const address = await app.listen({ port: config.port, host: config.host })

    const reminders = new Reminders({
      db,
      now,
      mailPromised,
      onError: (error) => logger.warn({ err: error }, 'Reminders were not looked for'),
    })

    const mailings = new Mailings({
      db,
      perSecond: config.mailPerSecond,
      mailPromised,
      onError: (error) => logger.warn({ err: error }, 'News were not promised'),
    })

    const housekeeping = new Housekeeping({
      chores: [() => forgetDrafts(db, now()), () => forgetContacts(db, now()), () => forgetFiles(db, now())],
      onError: (error) => logger.warn({ err: error }, 'What has been kept long enough was not erased'),
    })

    const dispatcher = new Dispatcher({
      db,
      vault,
      now,
      carrier: mailbox ?? smtpLetters(config.smtpUrl ?? ''),
      mailFrom: config.mailFrom,
      inboundDomain: config.inbound?.domain,
      report: (outcome, sending) => logger[outcome === 'left' ? 'info' : 'warn']({ sending, outcome }, 'A letter'),
      onError: (error) => logger.warn({ err: error }, 'A letter was not sent'),
    })
    const letterbox = config.inbound
      ? await openLetterbox({
          db,
          vault,
          now,
          host: config.host,
          ...config.inbound,
          tls: inboundTls,
          mailPromised,
          report: (what) => logger.info({ what }, 'Mail came in'),
          onError: (error) => logger.warn({ err: error }, 'A mail was not taken'),
        })
      : undefined

    return {
      greeting: greet(config, address, database.embedded, await offerFirstLink(db, now())),
      address,
      close: async () => {
        await letInWaiting(app.server)
        await app.close()
        await intake.drain()
        await letterbox?.close()
        await dispatcher.close()
        await reminders.close()
        await mailings.close()
        await housekeeping.close()
        await outbox.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** firstLink: where the first owner makes their account, a path; undefined once there is one. */
const greet = (config: Config, address: string, embedded: boolean, firstLink: string | undefined) =>
  [
    '',
    `  Otklik is at ${address}/`,
    ...(config.smtpUrl ? [] : [`  Mail is kept, not sent: ${address}/dev/mail`]),
    embedded ? `  Data: ${config.dataDir}` : '  Data: the database of DATABASE_URL',
    ...(firstLink
      ? [
          '',
          '  Nobody can sign in yet. Whoever opens this link first becomes the owner:',
          `  ${config.publicUrl}${firstLink}`,
        ]
      : []),
    '',
    '',
  ].join('\n')
