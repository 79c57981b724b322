import type { FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Site } from '../../render/page.ts'
import { campaignOf, teamOf, userOf } from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { Actor } from './change-signatories.ts'

export interface SignatoryDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  mailPromised: () => void
}

/** Who may come to these pages. */
export const editors = { desk: { who: ['editor' as const] } }

/** Who acts, for the audit log. */
export const actorOf = (request: FastifyRequest): Actor => ({
  team: teamOf(request).id,
  account: userOf(request).accountId,
})

export const listUrl = (request: FastifyRequest) => `/desk/campaigns/${campaignOf(request).slug}/signatories`
