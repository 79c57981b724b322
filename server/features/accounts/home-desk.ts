import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import { type Translate, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type DeskNav, deskPage } from './frame-desk.ts'
import { userOf } from './guard-desk.ts'
import { deskHomePage } from './pages.ts'
import { type DeskUser, suffices, type Team } from './people.ts'
import { type DeskCampaign, listDeskCampaigns } from './queries.ts'

/** The desk's first page: the person's teams and their campaigns. */
export const deskHome: FastifyPluginAsync<{ db: Db; site: Site }> = async (app, { db, site }) => {
  app.get('/', { config: { desk: { who: 'member' } } }, async (request, reply) => {
    const user = userOf(request)
    const t = translator(user.locale)
    const campaigns = await listDeskCampaigns(
      db,
      user.teams.map(({ id }) => id),
    )
    const teams = user.teams.map((team) => ({
      id: `team-${team.slug}`,
      name: team.name[user.locale],
      url: `/desk/teams/${team.slug}`,
      roles: t('desk.home.roles', {
        count: team.roles.length,
        roles: team.roles.map((role) => t(`accounts.roles.${role}`)).join(', '),
      }),
      links: linksTo(t, team, request.desk.nav.team),
      campaigns: campaigns
        .filter(({ teamId }) => teamId === team.id)
        .map((campaign) => campaignRow(t, user, team, campaign, request.desk.nav)),
    }))
    return deskPage(request, reply, site, deskHomePage, { title: t('desk.home.title') }, { name: user.name, teams })
  })
}

const linksTo = (t: Translate, team: Team, links: DeskNav['team']) =>
  links
    .filter(({ roles: who }) => suffices(team.roles, { who }))
    .map(({ key, href }) => ({ words: t(key), url: href(team.slug) }))

/** A campaign leads to the first of its pages that this person may open; nowhere where there is none. */
const campaignRow = (t: Translate, user: DeskUser, team: Team, campaign: DeskCampaign, nav: DeskNav) => {
  const first = nav.campaign.find(({ roles: who }) => suffices(team.roles, { who }))
  return {
    title: campaign.titles[user.locale] ?? Object.values(campaign.titles)[0] ?? campaign.slug,
    url: first?.href(campaign.slug) ?? '',
    state: t(`desk.states.${campaign.state}`),
  }
}
