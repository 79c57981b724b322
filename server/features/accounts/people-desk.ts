import type { FastifyPluginAsync } from 'fastify'
import { addressDesk } from './address-desk.ts'
import { auditDesk, auditUrl } from './audit-desk.ts'
import { deletionDesk } from './deletion-desk.ts'
import type { DeskNav } from './frame-desk.ts'
import { invitationsDesk } from './invitations-desk.ts'
import { leavingDesk } from './leaving-desk.ts'
import { membersDesk } from './members-desk.ts'
import { teamUrl } from './members-view.ts'
import { passkeysDesk } from './passkeys-desk.ts'
import { passwordResetDesk } from './password-reset-desk.ts'
import type { PeopleServices } from './people-services.ts'
import { profileDesk } from './profile-desk.ts'
import { recoveryCodesDesk } from './recovery-codes-desk.ts'
import { sessionsDesk } from './sessions-desk.ts'

/** The team's own pages among the links of its frame. */
export const peopleLinks: DeskNav['team'] = [
  { key: 'people.members.nav', href: (slug) => teamUrl({ slug }), roles: ['owner'] },
  { key: 'people.audit.nav', href: auditUrl, roles: ['owner'] },
]

/** Everything by which people come into a team, and by which each keeps their own account. */
export const peopleDesk: FastifyPluginAsync<PeopleServices> = async (app, options) => {
  await app.register(membersDesk, options)
  await app.register(invitationsDesk, options)
  await app.register(passwordResetDesk, options)
  await app.register(sessionsDesk, options)
  await app.register(profileDesk, options)
  await app.register(addressDesk, options)
  await app.register(passkeysDesk, options)
  await app.register(recoveryCodesDesk, options)
  await app.register(deletionDesk, options)
  await app.register(leavingDesk, options)
  await app.register(auditDesk, options)
}
