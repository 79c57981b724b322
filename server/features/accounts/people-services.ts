import type { Db } from '../../db/index.ts'
import type { Site } from '../../render/page.ts'
import type { Vault } from '../privacy/index.ts'

/** What the pages of people and their accounts work with. */
export interface PeopleServices {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  /** There is new mail in the outbox. */
  mailPromised: () => void
}
