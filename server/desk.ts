import type { FastifyPluginAsync } from 'fastify'
import {
  type DeskNav,
  type DeskRule,
  deskHome,
  guardDesk,
  peopleDesk,
  peopleLinks,
  secondFactor,
  signingIn,
  welcome,
} from './features/accounts/index.ts'
import { dashboardDesk, dashboardLinks } from './features/dashboard/index.ts'
import { dispatchDesk, dispatchLinks } from './features/dispatch/index.ts'
import {
  campaignsDesk,
  campaignsLinks,
  checkDesk,
  checkLinks,
  editDesk,
  editLinks,
  historyDesk,
  previewDesk,
  slugDesk,
} from './features/drafts/index.ts'
import { exchangeLinks, exportsDesk, importsDesk } from './features/exchange/index.ts'
import { moderationDesk, moderationLinks, teamModerationLinks } from './features/moderation/index.ts'
import { myLettersDesk, myLettersLinks, PublicRecord } from './features/sendings/index.ts'
import { severalDesk, signatoriesDesk, signatoriesLinks } from './features/signatories/index.ts'
import { Tallies } from './features/signatures/index.ts'
import { casesDesk, recommendationsDesk, submissionLinks } from './features/submissions/index.ts'
import { mailingDesk, updateLinks, updatesDesk } from './features/updates/index.ts'
import type { Site } from './render/page.ts'
import type { Services } from './services.ts'

/** What each room gives to the desk's frame: links of a campaign, and links of a team, in the order in which they stand. */
const nav: DeskNav = {
  campaign: [
    ...dashboardLinks,
    ...editLinks,
    ...checkLinks,
    ...signatoriesLinks,
    ...submissionLinks,
    ...moderationLinks,
    ...dispatchLinks,
    ...exchangeLinks,
    ...updateLinks,
    ...myLettersLinks,
  ],
  team: [...campaignsLinks, ...teamModerationLinks, ...peopleLinks],
}

export interface DeskRoute {
  method: string
  url: string
  rule: DeskRule
}

interface DeskOptions {
  services: Services
  site: Site
}

/** The campaigners' desk: the guard first, then what each room has there. A route says in config.desk who may come. */
export const desk: FastifyPluginAsync<DeskOptions> = async (app, { services, site }) => {
  guardDesk(app, { ...services, site, nav })
  const shared = { ...services, site }
  const tallies = new Tallies(services)
  const publicRecord = new PublicRecord(services)

  await app.register(signingIn, shared)
  await app.register(secondFactor, shared)
  await app.register(welcome, shared)
  await app.register(deskHome, shared)
  await app.register(peopleDesk, shared)
  await app.register(campaignsDesk, shared)
  await app.register(editDesk, shared)
  await app.register(historyDesk, shared)
  await app.register(previewDesk, shared)
  await app.register(checkDesk, shared)
  await app.register(slugDesk, shared)
  await app.register(signatoriesDesk, shared)
  await app.register(severalDesk, shared)
  await app.register(recommendationsDesk, shared)
  await app.register(casesDesk, shared)
  await app.register(moderationDesk, shared)
  await app.register(dispatchDesk, { ...shared, mailFrom: services.config.mailFrom })
  await app.register(myLettersDesk, shared)
  await app.register(exportsDesk, shared)
  await app.register(importsDesk, shared)
  await app.register(updatesDesk, shared)
  await app.register(mailingDesk, { ...shared, tallies })
  await app.register(dashboardDesk, { ...shared, tallies, publicRecord })
}
