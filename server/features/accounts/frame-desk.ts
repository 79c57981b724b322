import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CampaignKind } from '../../db/schema.ts'
import { locales, type MessageKey, translator } from '../../i18n/index.ts'
import type { DeskFrame, Page, Site } from '../../render/page.ts'
import { errorPage } from '../../web/pages.ts'
import { readTyped } from '../../web/picture-upload.ts'
import { keptForm, packKept } from './kept-form.ts'
import { nextPath } from './next-path.ts'
import { keptFormPage, signInPage } from './pages.ts'
import type { Role } from './people.ts'
import { suffices } from './people.ts'

/** A link that the frame shows to those who may follow it. */
export interface DeskLink {
  key: MessageKey
  /** The address, of the campaign's or the team's slug. */
  href: (slug: string) => string
  roles: readonly Role[] | 'member'
  /** Of campaigns: the kinds that have what it leads to; all of them, unless told. */
  kinds?: readonly CampaignKind[]
}

export interface DeskNav {
  campaign: DeskLink[]
  team: DeskLink[]
}

interface Heading {
  title: string
  /** The address of the frame's link that leads here. */
  here?: string
}

/** Sends a whole page of the desk in its frame; the status may be set before. */
export const deskPage = async <Model extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  page: Page<Model>,
  { title, here }: Heading,
  model: Model,
) => {
  const { locale } = request.desk
  const html = await site.render(page, { locale, path: '/', title, desk: frameOf(request, here) }, model)
  return reply.type('text/html; charset=utf-8').send(html)
}

/** The links of the frame that this person may follow, of the address's campaign, else of its team. */
const linksOf = (request: FastifyRequest): { words: string; url: string }[] => {
  const { team, campaign, nav, locale } = request.desk
  if (!team) return []
  const t = translator(locale)
  const [links, slug] = campaign ? [nav.campaign, campaign.slug] : [nav.team, team.slug]
  return links
    .filter(({ roles: who, kinds }) => suffices(team.roles, { who }) && isOf(kinds, campaign?.kind))
    .map(({ key, href }) => ({ words: t(key), url: href(slug) }))
}

const isOf = (kinds: DeskLink['kinds'], kind: CampaignKind | undefined) =>
  kinds === undefined || (kind !== undefined && kinds.includes(kind))

const frameOf = (request: FastifyRequest, here = request.url.replace(/\?.*/, '')): DeskFrame => {
  const { user, locale, team, campaign } = request.desk
  const t = translator(locale)
  return {
    name: user?.name ?? '',
    team: team?.name[locale] ?? '',
    teamUrl: team ? `/desk/teams/${team.slug}` : '',
    campaign: campaign ? (campaign.titles[locale] ?? Object.values(campaign.titles)[0] ?? campaign.slug) : '',
    links: linksOf(request).map((link) => ({ ...link, current: link.url === here })),
    languages: locales.map((each) => ({
      locale: each,
      words: t(each === 'en' ? 'site.english' : 'site.russian'),
      url: inLanguage(request, each),
      current: each === locale,
    })),
  }
}

/** This page in another language; what was posted has no address of its own, so that leads to where it was typed. */
const inLanguage = (request: FastifyRequest, locale: string) => {
  const [path = '', query] = (request.method === 'GET' ? request.url : cameFrom(request)).split('?', 2)
  const params = new URLSearchParams(query)
  params.set('lang', locale)
  return `${path}?${params}`
}

/** In the team, but without the role: told so, in the frame. */
export const refuseRole = async (request: FastifyRequest, reply: FastifyReply, site: Site) => {
  const words = translator(request.desk.locale)('accounts.refused.role')
  return deskPage(request, reply.code(403), site, errorPage, { title: words }, { words, status: 403, busy: false })
}

/**
 * What was typed when the session was over, on the page for signing in: the form travels through it and can be sent
 * again afterwards, so that nothing typed is lost. Files cannot be given back: where nothing else was sent, one is led to
 * where they were chosen.
 */
export const askToSignIn = async (request: FastifyRequest, reply: FastifyReply, site: Site) => {
  const t = translator(request.desk.locale)
  const title = t('accounts.signedOut.title')
  const kept = keptForm(request.url, await readTyped(request))
  const whole = kept.fields.length > 0
  const model = {
    title,
    lead: t(whole ? 'accounts.signedOut.lead' : 'accounts.signedOut.notKept'),
    next: cameFrom(request),
    packed: whole ? packKept(kept) : '',
    email: '',
    emailError: '',
    passwordError: '',
    problems: [],
  }
  return deskPage(request, reply, site, signInPage, { title }, model)
}

/** What was typed by somebody who has to set up the second factor first, to be sent again from this page. */
export const askForSecondFactor = async (request: FastifyRequest, reply: FastifyReply, site: Site) => {
  const title = translator(request.desk.locale)('accounts.secondFactor.needed')
  return deskPage(request, reply, site, keptFormPage, { title }, keptForm(request.url, await readTyped(request)))
}

/** The page that a form stood on, as the browser tells our own site. */
const cameFrom = ({ headers: { referer = '' } }: FastifyRequest) => {
  if (!URL.canParse(referer)) return nextPath(undefined)
  const { pathname, search } = new URL(referer)
  return nextPath(pathname + search)
}
