import type { Config } from './config.ts'
import type { Db } from './db/index.ts'
import type { Vault } from './features/privacy/index.ts'
import type { Intake, LiveCampaigns } from './features/signatures/index.ts'
import type { Mailbox } from './mail/index.ts'
import type { Logger } from './web/logger.ts'

/** What the parts of one process share. */
export interface Services {
  config: Config
  logger: Logger
  db: Db
  vault: Vault
  intake: Intake
  live: LiveCampaigns
  /** Where mail is kept; undefined where it is sent. */
  mailbox: Mailbox | undefined
  now: () => Date
  /** There is new mail in the outbox. */
  mailPromised: () => void
}
