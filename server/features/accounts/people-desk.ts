import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Site } from '../../render/page.ts'
import type { Vault } from '../privacy/index.ts'
import type { DeskNav } from './frame-desk.ts'
import { invitationsDesk } from './invitations-desk.ts'
import { membersDesk } from './members-desk.ts'
import { teamUrl } from './members-view.ts'
import { passwordResetDesk } from './password-reset-desk.ts'
import { sessionsDesk } from './sessions-desk.ts'

interface PeopleDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
  mailPromised: () => void
}

/** The team's own pages among the links of its frame. */
export const peopleLinks: DeskNav['team'] = [
  { key: 'people.members.nav', href: (slug) => teamUrl({ slug }), roles: ['owner'] },
]

/** Everything by which people come into a team, and by which each keeps their own account. */
export const peopleDesk: FastifyPluginAsync<PeopleDesk> = async (app, options) => {
  await app.register(membersDesk, options)
  await app.register(invitationsDesk, options)
  await app.register(passwordResetDesk, options)
  await app.register(sessionsDesk, options)
}
