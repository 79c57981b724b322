import type { FastifyPluginAsync } from 'fastify'
import type { Services } from './app.ts'
import { type DeskNav, type DeskRule, deskHome, guardDesk } from './features/accounts/index.ts'
import type { Site } from './render/page.ts'

/** What each room gives to the desk's frame: links of a campaign, and links of a team, in the order in which they stand. */
const nav: DeskNav = {
  campaign: [],
  team: [],
}

export interface DeskRoute {
  method: string
  url: string
  rule: DeskRule
}

interface DeskOptions {
  services: Services
  site: Site
  /** Hears of each route of the desk. */
  onRule: (route: DeskRoute) => void
}

/** The campaigners' desk: the guard first, then what each room has there. A route says in config.desk who may come. */
export const desk: FastifyPluginAsync<DeskOptions> = async (app, { services, site, onRule }) => {
  guardDesk(app, { ...services, site, nav, onRule })
  const shared = { ...services, site }

  await app.register(deskHome, shared)
}
