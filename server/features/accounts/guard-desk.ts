import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Db } from '../../db/index.ts'
import { isLocale, type Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { sendProblem, wantsJson } from '../../web/errors.ts'
import { preferredLocale } from '../../web/locale.ts'
import { isSurelyFromOwnSite } from '../../web/same-site.ts'
import type { Vault } from '../privacy/index.ts'
import { readCookie, setCookie } from './cookies.ts'
import { askForSecondFactor, askToSignIn, type DeskNav, refuseRole } from './frame-desk.ts'
import { nextPath } from './next-path.ts'
import { type DeskRule, type DeskUser, needsSecondFactor, suffices, type Team } from './people.ts'
import { type DeskCampaign, findDeskCampaign, setAccountLocale } from './queries.ts'
import { type DeskSession, findSession } from './sessions.ts'

/** What the guard knows of a request to the desk. */
export interface DeskState {
  /** Null for whoever has not signed in, or not wholly. */
  user: DeskUser | null
  locale: Locale
  /** Of the address, and only where the user may be there. */
  team: Team | null
  campaign: DeskCampaign | null
  /** Also one that still awaits the second factor. */
  session: DeskSession | null
  nav: DeskNav
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may come; every route under /desk says so. */
    desk?: DeskRule
  }
  interface FastifyRequest {
    desk: DeskState
  }
}

interface GuardOptions {
  db: Db
  vault: Vault
  site: Site
  nav: DeskNav
  now: () => Date
}

const COOKIE_YEAR = 365 * 24 * 3600

/**
 * Stands before every route that is registered on app afterwards: finds who asks, keeps other sites' forms out, and
 * holds the request to its route's rule. A route without a rule, or with a role but no team in its address, stops the
 * start. Who is not of the team gets the page of what does not exist; who lacks the role is told so.
 */
export const guardDesk = (app: FastifyInstance, options: GuardOptions): void => {
  const { db, vault, site, nav, now } = options
  const { publicUrl } = site

  app.addHook('onRoute', checkRule)
  app.decorateRequest('desk')

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const token = readCookie(request.headers.cookie, publicUrl, 'desk')
    const session = token ? ((await findSession(db, vault, token, now())) ?? null) : null
    const user = session?.state === 'full' ? session.user : null
    const locale = await chooseLocale(request, reply, user)
    request.chosenLocale = locale
    if (user) user.locale = locale
    request.desk = { user, locale, team: null, campaign: null, session, nav }
    if (!isReading(request) && !isSurelyFromOwnSite(request, publicUrl)) {
      throw Object.assign(new Error('Not known to be from this site'), { statusCode: 403 })
    }
  })

  // With no-referrer a browser hides the origin of our own forms too; away from this site nothing is told either way.
  app.addHook('onSend', async (_request, reply) => {
    reply.header('referrer-policy', 'same-origin')
  })

  const chooseLocale = async (request: FastifyRequest, reply: FastifyReply, user: DeskUser | null) => {
    const { lang } = request.query as { lang?: unknown }
    if (isLocale(lang) && isReading(request)) {
      if (user && user.locale !== lang) await setAccountLocale(db, user.accountId, lang)
      if (!user) reply.header('set-cookie', setCookie(publicUrl, 'lang', lang, COOKIE_YEAR))
      return lang
    }
    const kept = readCookie(request.headers.cookie, publicUrl, 'lang')
    return user?.locale ?? (isLocale(kept) ? kept : preferredLocale(request.headers['accept-language']))
  }

  // After the body has been read, so that what was typed can be given back.
  app.addHook('preValidation', async (request, reply) => {
    const rule = request.routeOptions.config.desk
    if (!rule || rule.who === 'anyone') return
    const { user, session } = request.desk
    if (!user) return refuseStranger(request, reply)

    const place = await findPlace(db, request, user)
    if (place === 'elsewhere') return refuseUnknown(reply)
    if (place) Object.assign(request.desk, place)
    if (place && !suffices(place.team.roles, rule)) return refuseRole(request, reply, site)
    const moved = isReading(request) && movedTo(request)
    if (moved) return reply.redirect(moved, 303)
    const early = rule.who === 'member' && rule.early
    if (!early && needsSecondFactor(user) && !session?.secondFactor) return demandSecondFactor(request, reply)
  })

  const refuseStranger = async (request: FastifyRequest, reply: FastifyReply) => {
    if (isReading(request) && !wantsJson(request)) {
      const next = nextPath(request.url)
      return reply.redirect(next === '/desk/' ? '/desk/sign-in' : `/desk/sign-in?next=${encodeURIComponent(next)}`, 303)
    }
    if (wantsJson(request) || isJson(request)) {
      return sendProblem(reply, request.desk.locale, { status: 401, title: 'accounts.signedOut.title' })
    }
    return askToSignIn(request, reply.code(401), site)
  }

  const demandSecondFactor = async (request: FastifyRequest, reply: FastifyReply) => {
    if (isReading(request) && !wantsJson(request)) return reply.redirect('/desk/second-factor', 303)
    if (wantsJson(request) || isJson(request)) {
      return sendProblem(reply, request.desk.locale, { status: 403, title: 'accounts.secondFactor.needed' })
    }
    return askForSecondFactor(request, reply.code(403), site)
  }
}

const isReading = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD'

const isJson = ({ headers }: FastifyRequest) => headers['content-type']?.startsWith('application/json') ?? false

const refuseUnknown = async (reply: FastifyReply) => {
  reply.callNotFound()
  return reply
}

/** What is no slug at all, a NUL among it, is not for the database to refuse. */
const SLUG = /^[a-z\d-]{1,80}$/

/** The team of an address, and its campaign; undefined where it names none, elsewhere where the user is not of it. */
const findPlace = async (db: Db, request: FastifyRequest, user: DeskUser) => {
  const { team: teamSlug, campaign: campaignSlug } = request.params as { team?: string; campaign?: string }
  if (campaignSlug !== undefined) {
    const found = SLUG.test(campaignSlug) ? await findDeskCampaign(db, campaignSlug) : undefined
    const team = user.teams.find(({ id, slug }) => id === found?.teamId && (teamSlug ?? slug) === slug)
    if (!found || !team) return 'elsewhere'
    const { teamId: _, ...campaign } = found
    return { team, campaign }
  }
  if (teamSlug === undefined) return undefined
  const team = user.teams.find(({ slug }) => slug === teamSlug)
  return team ? { team } : 'elsewhere'
}

/** Where the campaign's page is now, if the address is one that the campaign had before. */
const movedTo = ({ params, url, desk }: FastifyRequest): string | undefined => {
  const { campaign: asked } = params as { campaign?: string }
  if (!desk.campaign || asked === undefined || asked === desk.campaign.slug) return undefined
  return url.replace(`/campaigns/${asked}`, `/campaigns/${desk.campaign.slug}`)
}

const checkRule = (route: RouteOptions) => {
  const rule = route.config?.desk
  const name = `${route.method} ${route.url}`
  if (!rule) throw new Error(`${name} does not say who may come: config.desk is missing`)
  if (typeof rule.who !== 'string' && !/\/:(?:team|campaign)(?:\/|$)/.test(route.url)) {
    throw new Error(`${name} asks for a role, and its address names no team`)
  }
}

/** Whoever is signed in; for routes whose rule asks for somebody. */
export const userOf = ({ desk }: FastifyRequest): DeskUser => desk.user ?? missing('user')

/** The session of whoever is signed in; for the same routes. */
export const sessionOf = ({ desk }: FastifyRequest): DeskSession => desk.session ?? missing('session')

/** The team of the address; for routes that name one. */
export const teamOf = ({ desk }: FastifyRequest): Team => desk.team ?? missing('team')

/** The campaign of the address; for routes that name one. */
export const campaignOf = ({ desk }: FastifyRequest): DeskCampaign => desk.campaign ?? missing('campaign')

const missing = (what: string): never => {
  throw new Error(`The route's rule promises no ${what}`)
}
