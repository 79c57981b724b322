import type { FastifyReply, FastifyRequest } from 'fastify'
import { locales, type MessageKey, translator } from '../../i18n/index.ts'
import type { DeskFrame, Page, Site } from '../../render/page.ts'
import { errorPage } from '../../web/pages.ts'
import { keptForm, packKept } from './kept-form.ts'
import { keptFormPage } from './pages.ts'
import type { Role } from './people.ts'
import { suffices } from './people.ts'

/** A link that the frame shows to those who may follow it. */
export interface DeskLink {
  key: MessageKey
  /** The address, of the campaign's or the team's slug. */
  href: (slug: string) => string
  roles: Role[] | 'member'
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
    .filter(({ roles: who }) => suffices(team.roles, { who }))
    .map(({ key, href }) => ({ words: t(key), url: href(slug) }))
}

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
const inLanguage = ({ url }: FastifyRequest, locale: string) => {
  const [path = '', query] = url.split('?', 2)
  const params = new URLSearchParams(query)
  params.set('lang', locale)
  return `${path}?${params}`
}

/** In the team, but without the role: told so, in the frame. */
export const refuseRole = async (request: FastifyRequest, reply: FastifyReply, site: Site) => {
  const words = translator(request.desk.locale)('accounts.refused.role')
  return deskPage(request, reply.code(403), site, errorPage, { title: words }, { words, status: 403, busy: false })
}

/** What was typed when the session was over, on a page from which it can be sent again: nothing typed is lost. */
export const sendKeptForm = async (
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  { signIn }: { signIn: boolean },
) => {
  const t = translator(request.desk.locale)
  const title = t(signIn ? 'accounts.signedOut.title' : 'accounts.secondFactor.needed')
  const kept = keptForm(request.url, request.body)
  return deskPage(request, reply, site, keptFormPage, { title }, { title, signIn, ...kept, packed: packKept(kept) })
}
