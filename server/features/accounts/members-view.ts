import { formatDate, locales, type Translate, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { choicesView, type FormPlan, fieldView, problemsOf } from './field-view.ts'
import type { OpenInvitation } from './invitations.ts'
import type { Member } from './members.ts'
import { type DeskUser, type Role, roles, type Team } from './people.ts'
import { roleWords } from './role-words.ts'

const roleChoices = (t: Translate) => roles.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))

const languageChoices = (t: Translate) =>
  locales.map((locale) => ({ value: locale, label: t(locale === 'en' ? 'site.english' : 'site.russian') }))

/** A choice of the languages that the site has. */
export const languageView = (
  plan: FormPlan,
  legend: 'people.members.language' | 'people.me.language',
  chosen: string,
) => choicesView(plan, { name: 'locale', legend, choices: languageChoices(plan.t), chosen: [chosen] })

const rolesView = (plan: FormPlan, chosen: readonly Role[]) =>
  choicesView(plan, {
    name: 'roles',
    legend: 'people.roles.legend',
    hint: 'people.roles.hint',
    choices: roleChoices(plan.t),
    chosen,
  })

export const teamUrl = ({ slug }: Pick<Team, 'slug'>) => `/desk/teams/${slug}/members`

interface MembersState {
  user: DeskUser
  team: Team
  members: Member[]
  invitations: OpenInvitation[]
  refused?: FormState | undefined
}

/** The team's people as their page shows them to this owner. */
export const membersView = ({ user, team, members, invitations, refused }: MembersState) => {
  const { locale, timeZone } = user
  const t = translator(locale)
  const plan = { t, id: 'invite', refused }
  const names = new Map(members.map(({ accountId, name }) => [accountId, name]))
  return {
    title: `${t('people.members.title')}: ${team.name[locale]}`,
    problems: problemsOf(plan),
    members: members.map((member) => ({
      name: member.name,
      email: member.email,
      you: member.accountId === user.accountId,
      roles: roleWords(t, member.roles),
      facts: [
        t('people.members.since', { date: formatDate(locale, member.joinedAt, timeZone) }),
        t(member.secondFactor ? 'people.members.secondFactor' : 'people.members.noSecondFactor'),
      ],
      url: `${teamUrl(team)}/${member.accountId}`,
      change: t('people.members.changeOf', { name: member.name }),
    })),
    invitations: invitations.map((invitation) => {
      const by = invitation.by === null ? undefined : names.get(invitation.by)
      return {
        email: invitation.email,
        roles: roleWords(t, invitation.roles),
        facts: [
          t('people.members.openUntil', { date: formatDate(locale, invitation.expiresAt, timeZone) }),
          by === undefined ? t('people.members.invitedByNobody') : t('people.members.invitedBy', { name: by }),
        ],
        action: `/desk/teams/${team.slug}/invitations/${invitation.id}/revocation`,
        revoke: t('people.members.revokeOf', { email: invitation.email }),
      }
    }),
    invite: {
      action: `/desk/teams/${team.slug}/invitations`,
      email: fieldView(plan, { name: 'email', label: 'people.members.email', type: 'email' }),
      roles: rolesView(plan, []),
      locale: languageView(plan, 'people.members.language', locale),
    },
  }
}

interface MemberState {
  user: DeskUser
  team: Team
  member: Member
  /** Whether the team has no other owner. */
  onlyOwner: boolean
  refused?: FormState | undefined
}

/** One of the team's people as their page shows them. */
export const memberView = ({ user, team, member, onlyOwner, refused }: MemberState) => {
  const t = translator(user.locale)
  const plan = { t, id: 'member', refused }
  const { name } = member
  const own = member.accountId === user.accountId
  return {
    title: t('people.members.rolesOf', { name }),
    email: member.email,
    problems: problemsOf(plan),
    action: `${teamUrl(team)}/${member.accountId}`,
    roles: rolesView(plan, member.roles),
    onlyOwner,
    removal: `${teamUrl(team)}/${member.accountId}/removal`,
    removalLead: own ? t('people.members.leaveLead') : t('people.members.removeLead', { name }),
    backUrl: teamUrl(team),
  }
}
