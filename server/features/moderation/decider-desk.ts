import type { FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Site } from '../../render/page.ts'
import { campaignOf, teamOf, userOf } from '../accounts/index.ts'
import type { SealedCampaign, Vault } from '../privacy/index.ts'
import { findSealedCampaign, type LiveCampaigns } from '../signatures/index.ts'
import type { Decider } from './decide.ts'

export interface ModerationDesk {
  db: Db
  vault: Vault
  site: Site
  live: LiveCampaigns
  now: () => Date
}

/** Who decides, as the audit log names them. */
export const deciderOf = (request: FastifyRequest, now: () => Date): Decider => ({
  team: teamOf(request).id,
  account: userOf(request).accountId,
  now: now(),
})

/** The campaign of the address with what opens its sealed data. */
export const sealedCampaignOf = async (db: Db, request: FastifyRequest): Promise<SealedCampaign & { slug: string }> => {
  const { id, slug } = campaignOf(request)
  const sealed = await findSealedCampaign(db, id)
  if (!sealed) throw new Error(`The campaign ${slug} is gone`)
  return { ...sealed, slug }
}
