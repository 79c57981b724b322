import type { FastifyPluginAsync } from 'fastify'
import { translator } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { listPeople } from './account-people.ts'
import { listAudit, listAuditChoices } from './audit.ts'
import { auditView } from './audit-view.ts'
import { deskPage } from './frame-desk.ts'
import { teamOf, userOf } from './guard-desk.ts'
import { listInvitedAddresses } from './invitations.ts'
import { auditQuery, teamParams } from './people-forms.ts'
import { auditPage } from './people-pages.ts'
import type { PeopleServices } from './people-services.ts'
import { listDeskCampaigns } from './queries.ts'

export const auditUrl = (slug: string) => `/desk/teams/${slug}/audit`

const config = { desk: { who: ['owner'] } } as const

/** Who did what in a team, for its owners to read; nothing here changes anything. */
export const auditDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const schema = { params: teamParams, querystring: auditQuery }

  routes.get('/teams/:team/audit', { config, schema }, async (request, reply) => {
    const team = teamOf(request)
    const { locale } = userOf(request)
    const filter = request.query
    const [{ entries, more }, choices, campaigns] = await Promise.all([
      listAudit(db, team.id, filter),
      listAuditChoices(db, team.id),
      listDeskCampaigns(db, [team.id]),
    ])
    const idsIn = (detail: string) => entries.flatMap(({ details }) => asId(details[detail]))
    const [people, invited] = await Promise.all([
      listPeople(db, vault, [...new Set([...choices.people, ...idsIn('member')])]),
      listInvitedAddresses(db, vault, team.id, [...new Set(idsIn('invitation'))]),
    ])
    const campaignUrl = (slug: string) => request.desk.nav.campaign[0]?.href(slug) ?? ''
    const view = auditView({
      locale,
      timeZone: userOf(request).timeZone,
      team,
      filter,
      entries,
      more,
      choices,
      people,
      campaigns,
      campaignUrl,
      invited,
    })
    const heading = { title: translator(locale)('people.audit.title'), here: auditUrl(team.slug) }
    return deskPage(request, reply, site, auditPage, heading, view)
  })
}

const asId = (value: unknown) => (typeof value === 'string' ? [value] : [])
