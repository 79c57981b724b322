import { auditView } from '../../server/features/accounts/audit-view.ts'
import { deletionView } from '../../server/features/accounts/deletion-view.ts'
import { refuse } from '../../server/features/accounts/field-view.ts'
import { type FormSheet, sheetView } from '../../server/features/accounts/form-desk.ts'
import { invitationView } from '../../server/features/accounts/invitation-view.ts'
import { membersView, memberView } from '../../server/features/accounts/members-view.ts'
import type { Role } from '../../server/features/accounts/people.ts'
import {
  auditPage,
  deletionPage,
  formPage,
  invitationPage,
  memberPage,
  membersPage,
  profilePage,
  sessionsPage,
} from '../../server/features/accounts/people-pages.ts'
import { profileView } from '../../server/features/accounts/profile-view.ts'
import { sessionView } from '../../server/features/accounts/sessions-desk.ts'
import { type Locale, type MessageKey, translator } from '../../server/i18n/index.ts'
import type { Page, Site } from '../../server/render/page.ts'
import type { FormState } from '../../server/web/form.ts'
import { now } from './campaign-samples.ts'
import { deskFrame } from './moderation-samples.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const names = {
  en: ['Aigul Seitkali', 'Maxine Keller', 'Konstantin Konstantinopolsky-Dolgorukov'],
  ru: ['Айгүл Сейтқали', 'Мария Ким', 'Константин Константинопольский-Долгоруков'],
}
const emails = [
  'aigul@volunteers.example',
  'maxine.keller@volunteers.example',
  'k@a-rather-long-name-of-a-post.example',
]
const held: Role[][] = [['owner'], ['editor', 'translator'], ['moderator', 'coordinator']]
const team = {
  id: id(1),
  slug: 'volunteering-committee',
  name: { en: 'Volunteering Committee', ru: 'Комитет волонтёров' },
  roles: ['owner'] satisfies Role[],
}

const membersIn = (locale: Locale) =>
  names[locale].map((name, index) => ({
    accountId: id(10 + index),
    name,
    email: emails[index] ?? '',
    roles: held[index] ?? [],
    joinedAt: new Date(now.getTime() - (90 - index * 30) * 86_400_000),
    secondFactor: index !== 1,
  }))

const userIn = (locale: Locale) => ({
  timeZone: 'Asia/Almaty',
  zoneChosen: true,
  accountId: id(10),
  name: names[locale][0] ?? '',
  email: emails[0] ?? '',
  locale,
  teams: [team],
})

const invitation = {
  id: id(20),
  email: 'zarina@volunteers.example',
  roles: ['editor', 'translator'] satisfies Role[],
  expiresAt: new Date(now.getTime() + 5 * 86_400_000),
  by: id(10),
  team,
  open: true,
  known: false,
}

const wrong = (field: string, message: MessageKey, values: FormState['values'] = {}) =>
  refuse(values, { field, message })

const membersPages = (locale: Locale) => {
  const user = userIn(locale)
  const [owner, editor] = membersIn(locale)
  if (!owner || !editor) throw new Error('The team has people')
  const state = { user, team, members: membersIn(locale), invitations: [invitation] }
  const refused = refuse(
    { email: 'zarina@' },
    { field: 'email', message: 'people.errors.email' },
    { field: 'roles', message: 'people.errors.roles' },
  )
  const lastOwner = wrong('roles', 'people.errors.lastOwner', { roles: 'editor' })
  return {
    members: [membersPage, membersView(state)],
    'members-refused': [membersPage, membersView({ ...state, refused })],
    member: [memberPage, memberView({ user, team, member: editor, onlyOwner: false })],
    'member-only-owner': [memberPage, memberView({ user, team, member: owner, onlyOwner: true, refused: lastOwner })],
  } as const
}

const invitationPages = (locale: Locale) => {
  const t = translator(locale)
  const user = userIn(locale)
  const state = { locale, user: null, invitation: { ...invitation, locale }, inviter: user, token: 'p7Zr0vVfQm2mT1y' }
  const refused = wrong('password', 'accounts.password.common', { name: 'Зарина' })
  return {
    invitation: [invitationPage, invitationView(t, state)],
    'invitation-refused': [invitationPage, invitationView(t, { ...state, refused })],
    'invitation-known': [
      invitationPage,
      invitationView(t, { ...state, invitation: { ...state.invitation, known: true } }),
    ],
    'invitation-signed-in': [invitationPage, invitationView(t, { ...state, user })],
  } as const
}

const formPages = (locale: Locale) => {
  const sheet: FormSheet = {
    title: 'people.reset.title',
    lead: 'people.reset.lead',
    form: {
      id: 'reset',
      action: '/desk/password-reset',
      button: 'people.reset.send',
      fields: [{ name: 'email', label: 'people.reset.email', type: 'email', autocomplete: 'username' }],
    },
    links: [{ url: '/desk/sign-in', words: 'people.reset.signIn' }],
  }
  const refused = wrong('email', 'people.errors.email', { email: 'aigul@' })
  return {
    form: [formPage, sheetView(translator(locale), sheet)],
    'form-refused': [formPage, sheetView(translator(locale), { ...sheet, refused })],
  } as const
}

const ownPages = (locale: Locale) => {
  const passkey = { id: id(30), name: 'Pixel 9', createdAt: now, usedAt: new Date(now.getTime() - 7_200_000) }
  const state = { user: userIn(locale), codes: true, passkeysOffered: true, now }
  const refused = { form: 'password', state: wrong('current', 'people.errors.current') } as const
  const session = (n: number, agent: string) => ({ id: id(n), agent, createdAt: now, seenAt: now })
  const sessions = [session(40, 'Firefox, Linux'), session(41, 'Chrome, Android'), session(42, '')]
  return {
    profile: [profilePage, profileView({ ...state, passkeys: [passkey], said: 'saved' })],
    'profile-refused': [profilePage, profileView({ ...state, codes: false, passkeys: [], refused })],
    deletion: [
      deletionPage,
      deletionView({
        locale,
        alone: [{ ...team, needed: false }],
        byPasskey: true,
        refused: wrong('current', 'people.errors.current'),
      }),
    ],
    'deletion-blocked': [deletionPage, deletionView({ locale, alone: [{ ...team, needed: true }], byPasskey: false })],
    sessions: [
      sessionsPage,
      { sessions: sessions.map((each) => sessionView(userIn(locale), each, id(40), now)), others: true },
    ],
  } as const
}

const auditPages = (locale: Locale) => {
  const entry = (n: number, act: string, details: Record<string, unknown> = {}) => ({
    id: id(100 - n),
    at: new Date(now.getTime() - n * 3_600_000),
    account_id: n % 3 === 2 ? id(99) : id(10 + (n % 3)),
    campaign_id: act === 'exported' ? id(50) : null,
    act,
    details,
  })
  const entries = [
    entry(0, 'member-invited', { invitation: invitation.id, roles: invitation.roles }),
    entry(1, 'exported', { count: 1204 }),
    entry(3, 'member-roles', { member: id(11), roles: ['moderator'] }),
    entry(5, 'signed-in'),
  ]
  const titles = { en: 'Say no to slaughtering stray animals', ru: 'Скажите нет концлагерю для животных' }
  const state = {
    locale,
    timeZone: 'Asia/Almaty',
    team,
    choices: { people: [id(10), id(11), id(99)], campaigns: [id(50)], acts: entries.map(({ act }) => act) },
    people: new Map(membersIn(locale).map(({ accountId, name, email }) => [accountId, { name, email }])),
    campaigns: [
      { id: id(50), slug: 'stray-animals-kazakhstan', kind: 'petition' as const, state: 'open' as const, titles },
    ],
    campaignUrl: (slug: string) => `/desk/campaigns/${slug}/edit`,
    invited: new Map([[invitation.id, invitation.email]]),
  }
  return {
    audit: [auditPage, auditView({ ...state, filter: { before: id(101) }, entries, more: true })],
    'audit-empty': [auditPage, auditView({ ...state, filter: { act: 'exported' }, entries: [], more: false })],
  } as const
}

/** A team's people, the way in, and a person's own account, by name. */
export const peopleSamples = (site: Site, locale: Locale): Record<string, () => Promise<string>> => {
  const pages: Record<string, readonly [Page<object>, object]> = {
    ...membersPages(locale),
    ...invitationPages(locale),
    ...formPages(locale),
    ...ownPages(locale),
    ...auditPages(locale),
  }
  const desk = { ...deskFrame(locale), campaign: '' }
  return Object.fromEntries(
    Object.entries(pages).map(([name, [page, model]]) => [
      `people-${name}`,
      () => site.render(page, { locale, path: '/', title: name, desk }, model),
    ]),
  )
}
