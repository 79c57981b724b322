import { formatDate, type Locale, type Translate } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { fieldView, problemsOf } from './field-view.ts'
import type { FoundInvitation } from './invitations.ts'
import type { DeskUser } from './people.ts'
import type { Person } from './person.ts'
import { roleWords } from './role-words.ts'

interface InvitationState {
  locale: Locale
  /** Who is signed in and would accept; null where nobody is. */
  user: Pick<DeskUser, 'name' | 'email'> | null
  invitation: FoundInvitation
  /** Undefined where they have gone. */
  inviter: Person | undefined
  token: string
  refused?: FormState | undefined
}

/** An open invitation as whoever has its link sees it. */
export const invitationView = (
  t: Translate,
  { locale, user, invitation, inviter, token, refused }: InvitationState,
) => {
  const plan = { t, id: 'join', refused }
  const team = invitation.team.name[locale]
  const action = `/desk/invitations/${token}`
  return {
    title: t('people.invitation.title'),
    lead: inviter
      ? t('people.invitation.lead', { inviter: inviter.name, team })
      : t('people.invitation.leadNobody', { team }),
    roles: t('people.invitation.as', { roles: roleWords(t, invitation.roles) }),
    until: t('people.invitation.until', { date: formatDate(locale, invitation.expiresAt) }),
    problems: problemsOf(plan),
    action,
    acceptAs: user ? t('people.invitation.acceptAs', { name: user.name, email: user.email }) : '',
    known: invitation.known,
    newLead: t('people.invitation.newLead', { email: invitation.email }),
    fields: [
      fieldView(plan, {
        name: 'name',
        label: 'people.invitation.name',
        hint: 'people.invitation.nameHint',
        autocomplete: 'name',
      }),
      fieldView(plan, {
        name: 'password',
        label: 'people.password.new',
        hint: 'people.password.hint',
        type: 'password',
        autocomplete: 'new-password',
      }),
    ],
    signInUrl: `/desk/sign-in?next=${encodeURIComponent(action)}`,
  }
}
