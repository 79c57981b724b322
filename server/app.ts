import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { type Db, ping } from './db/index.ts'
import { type DeskRoute, desk } from './desk.ts'
import { images } from './features/campaigns/image-routes.ts'
import { editions } from './features/campaigns/index.ts'
import { campaigns } from './features/campaigns/routes.ts'
import { dispatch, letterDispatch } from './features/dispatch/index.ts'
import { draftCampaign, findDraft } from './features/drafts/index.ts'
import { letterBatches, letters } from './features/letters/index.ts'
import { moderationRecord } from './features/moderation/index.ts'
import { offices } from './features/officials/index.ts'
import { PublicRecord, record, recordOf, sendings } from './features/sendings/index.ts'
import { invitedSignatories, signatories } from './features/signatories/index.ts'
import { api, LimitCounter, listConfirmedCounts, signatures, supporters } from './features/signatures/index.ts'
import { submissions } from './features/submissions/index.ts'
import { updates } from './features/updates/index.ts'
import { type Locale, locales } from './i18n/index.ts'
import { loadAssets } from './render/assets.ts'
import { createSite } from './render/page.ts'
import type { Services } from './services.ts'
import { assets } from './web/assets.ts'
import { drainConnections } from './web/drain.ts'
import { answerErrors } from './web/errors.ts'
import { health } from './web/health.ts'
import { preferredLocale } from './web/locale.ts'
import { mailboxPages } from './web/mailbox-routes.ts'
import { PageCache } from './web/page-cache.ts'
import { refuseOtherSites } from './web/same-site.ts'
import { securityHeaders, securityHeadersFor } from './web/security-headers.ts'
import { zodCompiler } from './web/zod.ts'

const BODY_LIMIT = 64 * 1024

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route as registered, with the largest body that it takes, and those of the desk with who may come. */
    routes: { method: string; url: string; bodyLimit: number }[]
    deskRoutes: DeskRoute[]
  }
}

/** The whole site as one table of contents: what answers where, and what each part is given. */
export const buildApp = async (services: Services): Promise<FastifyInstance> => {
  const { config, logger, db, mailbox } = services
  const app: FastifyInstance = fastify({
    // Not loggerInstance: Fastify would then time each answer, for a line that is not written. A request's own logger,
    // made anew each time, would say nothing that an error's line does not.
    childLoggerFactory: () => logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => app.errorHandler(error, request, reply.headers(securityHeaders)),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  app.setValidatorCompiler(zodCompiler)
  listRoutes(app)
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.headers(securityHeadersFor(reply.statusCode))
    done()
  })
  refuseOtherSites(app, config.publicUrl)
  drainConnections(app)
  await app.register(formbody, { bodyLimit: BODY_LIMIT })

  const loaded = loadAssets()
  const site = await createSite(app, { publicUrl: config.publicUrl, assets: loaded })
  answerErrors(app, site)

  await app.register(health, { ready: () => ping(db) })
  await app.register(assets, { assets: loaded })
  await app.register(chooseLocale)
  await app.register(images, { db })
  if (mailbox) await app.register(mailboxPages, { mailbox, site })

  const cache = new PageCache()
  const publicRecord = new PublicRecord({ db, now: services.now })
  const countSignatures = async () =>
    new Map((await listConfirmedCounts(db)).map(({ campaign_id, count }) => [campaign_id, count]))
  const limits = new LimitCounter()
  for (const locale of locales) {
    const shared = {
      ...services,
      prefix: `/${locale}`,
      locale,
      site,
      cache,
      countSignatures,
      mailboxUrl: mailbox ? '/dev/mail' : '',
    }
    await app.register(offices, { ...shared, recordOf: recordOf(publicRecord) })
    await app.register(campaigns, shared)
    await app.register(editions, shared)
    await app.register(signatures, shared)
    await app.register(supporters, shared)
    await app.register(signatories, { ...shared, limits })
    await app.register(invitedSignatories, { ...shared, draftOf: draftOf(db) })
    await app.register(submissions, { ...shared, findPublished: async (slug) => services.live.find(slug) })
    await app.register(letterBatches, shared)
    await app.register(letters, { ...shared, dispatch: letterDispatch(services) })
    await app.register(dispatch, { ...shared, inboundDomain: config.inbound?.domain })
    await app.register(sendings, shared)
    await app.register(record, { ...shared, publicRecord })
    await app.register(updates, shared)
    await app.register(moderationRecord, shared)
  }
  await app.register(api, { ...services, prefix: '/api/v1' })

  await app.register(desk, { prefix: '/desk', services, site })
  return app
}

/** Keeps every route that is registered from now on. */
const listRoutes = (app: FastifyInstance) => {
  app.decorate('routes', [])
  app.decorate('deskRoutes', [])
  app.addHook('onRoute', ({ method: methods, url, config, bodyLimit = BODY_LIMIT }) => {
    for (const method of [methods].flat()) {
      app.routes.push({ method, url, bodyLimit })
      if (config?.desk) app.deskRoutes.push({ method, url, rule: config.desk })
    }
  })
}

/** A campaign as its team has written it so far; undefined where it has not even a title. */
const draftOf = (db: Db) => async (campaignId: string, locale: Locale) => {
  const draft = await findDraft(db, campaignId)
  const campaign = draft && (await draftCampaign(db, draft, locale))
  return campaign && Object.values(campaign.texts).some(({ title }) => title !== '') ? campaign : undefined
}

/** The bare address leads to the language that the browser asks for. */
const chooseLocale = async (app: FastifyInstance) => {
  app.get('/', (request, reply) =>
    reply
      .header('vary', 'accept-language')
      .header('cache-control', 'no-cache')
      .redirect(`/${preferredLocale(request.headers['accept-language'])}/`, 302),
  )
}
